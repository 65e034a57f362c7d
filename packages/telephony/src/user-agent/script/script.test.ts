import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCallScript, type CallScript } from './call-script.ts';
import { ScriptRun, type ScriptAction, type ScriptHearing } from './script-run.ts';

describe('a script as data', () => {
  it('is read with what is left out filled in', () => {
    const reading = readCallScript({
      name: 'open the second menu',
      steps: [{ do: 'listen' }, { do: 'press', keys: '2#' }, { do: 'record', ms: 3000 }],
    });
    expect(reading).toEqual({
      ok: true,
      script: {
        name: 'open the second menu',
        steps: [
          { do: 'listen', until: 'pause', pauseMs: 1200, atMostMs: 20_000 },
          { do: 'press', keys: '2#' },
          { do: 'record', ms: 3000 },
        ],
      },
    });
  });

  it('is refused with the place and the way out of everything that is wrong', () => {
    const reading = readCallScript({
      name: ' ',
      steps: [{ do: 'press', keys: '1x' }, { do: 'wait' }, { do: 'dance' }, 7],
    });
    expect(reading.ok).toBe(false);
    const issues = reading.ok ? [] : reading.issues;
    expect(issues.map(({ at }) => at)).toEqual([
      'name',
      'steps[0].keys',
      'steps[1].ms',
      'steps[2].do',
      'steps[3].do',
    ]);
    for (const { zh, en } of issues) {
      expect(zh).not.toBe('');
      expect(en).not.toBe('');
    }
    expect(readCallScript(null).ok).toBe(false);
    expect(readCallScript({ name: 'x', steps: [] }).ok).toBe(false);
  });

  it('never throws, whatever is given', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(typeof readCallScript(value).ok).toBe('boolean');
        expect(typeof readCallScript({ name: 'x', steps: [value] }).ok).toBe('boolean');
      }),
    );
  });
});

/** Runs a script in steps of 20 ms against sounds as [from, to]; gives the actions with their times. */
function run(
  script: CallScript,
  sounds: readonly (readonly [number, number])[],
  tones: readonly number[] = [],
): { actions: [number, ScriptAction][]; run: ScriptRun } {
  const one = new ScriptRun(script);
  const actions: [number, ScriptAction][] = [];
  let busyUntilMs = 0;
  for (let nowMs = 0; nowMs < 60_000 && !one.isOver; nowMs += 20) {
    const begun = sounds.filter(([fromMs]) => fromMs <= nowMs).at(-1);
    const hearing: ScriptHearing = {
      nowMs,
      soundUntilMs: begun === undefined ? null : Math.min(nowMs, begun[1]),
      toneAtMs: tones.filter((atMs) => atMs <= nowMs).at(-1) ?? null,
      isOurTurn: nowMs < busyUntilMs,
    };
    const action = one.next(hearing);
    if (action === null) continue;
    actions.push([nowMs, action]);
    if (action.kind !== 'hang_up') busyUntilMs = nowMs + 200;
  }
  return { actions, run: one };
}

describe('a script in a call', () => {
  const listen = { do: 'listen', until: 'pause', pauseMs: 1000, atMostMs: 10_000 } as const;

  it('hears the prompt out, presses, hears what follows, and hangs up', () => {
    const script: CallScript = {
      name: 'walk',
      steps: [listen, { do: 'press', keys: '1' }, listen],
    };
    const { actions, run: done } = run(script, [
      [300, 4000],
      [5600, 8000],
    ]);
    expect(actions).toEqual([
      [5000, { kind: 'press', keys: '1' }],
      [9000, { kind: 'hang_up' }],
    ]);
    expect(done.marks).toEqual([
      { step: 0, fromMs: 0, toMs: 5000, endedBy: 'pause' },
      { step: 2, fromMs: 5200, toMs: 9000, endedBy: 'pause' },
    ]);
  });

  it('does not take the silence before any sound for a pause, and gives up in time', () => {
    const { run: done } = run({ name: 'silent', steps: [listen] }, []);
    expect(done.marks).toEqual([{ step: 0, fromMs: 0, toMs: 10_000, endedBy: 'time' }]);
  });

  it('waits for a tone, says its sentence after it, and records', () => {
    const script: CallScript = {
      name: 'leave word',
      steps: [
        { do: 'listen', until: 'tone', pauseMs: 1000, atMostMs: 10_000 },
        { do: 'say', audio: 'words' },
        { do: 'record', ms: 500 },
        { do: 'hang_up' },
        { do: 'press', keys: '9' },
      ],
    };
    const { actions, run: done } = run(script, [[0, 3000]], [3500]);
    expect(actions).toEqual([
      [3500, { kind: 'say', audio: 'words' }],
      [4200, { kind: 'hang_up' }],
    ]);
    expect(done.marks.map(({ endedBy }) => endedBy)).toEqual(['tone', 'time']);
  });

  it('always ends, and hangs up exactly once', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 900 }) }),
      fc.record({ do: fc.constant('press' as const), keys: fc.constantFrom('1', '22', '#') }),
      fc.record({
        do: fc.constant('listen' as const),
        until: fc.constantFrom('pause' as const, 'tone' as const),
        pauseMs: fc.integer({ min: 1, max: 900 }),
        atMostMs: fc.integer({ min: 1, max: 2000 }),
      }),
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        const { actions, run: done } = run({ name: 'any', steps }, [[500, 900]]);
        expect(done.isOver).toBe(true);
        expect(actions.filter(([, { kind }]) => kind === 'hang_up')).toHaveLength(1);
        expect(actions.at(-1)?.[1].kind).toBe('hang_up');
      }),
      { numRuns: 200 },
    );
  });
});
