import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LISTEN_UNTIL, readCallScript, type CallScript } from './call-script.ts';
import { ScriptRun, type ScriptAction, type ScriptHearing } from './script-run.ts';

describe('a script as data', () => {
  it('is read with what is left out filled in', () => {
    const reading = readCallScript({
      name: 'open the second menu',
      steps: [
        { do: 'listen' },
        { do: 'press', keys: '2#' },
        { do: 'record', ms: 3000, mark: 'second menu' },
      ],
    });
    expect(reading).toEqual({
      ok: true,
      script: {
        name: 'open the second menu',
        steps: [
          { do: 'listen', until: 'pause', pauseMs: 1500, atMostMs: 20_000, mark: null },
          { do: 'press', keys: '2#' },
          { do: 'record', ms: 3000, mark: 'second menu' },
        ],
      },
    });
  });

  it('is refused with the place and the way out of everything that is wrong', () => {
    const reading = readCallScript({
      name: ' ',
      step: [],
      steps: [
        { do: 'press', keys: '1x' },
        { do: 'wait' },
        { do: 'dance' },
        7,
        { do: 'listen', until: 'dawn', pauses: 3 },
        { do: 'hang_up', now: true },
      ],
    });
    expect(reading.ok).toBe(false);
    const issues = reading.ok ? [] : reading.issues;
    expect(issues.map(({ path }) => path.join('.'))).toEqual([
      'step',
      'name',
      'steps.0.keys',
      'steps.1.ms',
      'steps.2.do',
      'steps.3',
      'steps.4.pauses',
      'steps.4.until',
      'steps.5.now',
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

/** What happens while a script runs: sounds as [from, to], beeps, and when somebody may be a person. */
interface Course {
  readonly sounds?: readonly (readonly [number, number])[];
  readonly beeps?: readonly number[];
  readonly held?: readonly (readonly [number, number])[];
}

/** Runs a script in steps of 20 ms; gives the actions with their times. */
function run(
  script: CallScript,
  { sounds = [], beeps = [], held = [] }: Course = {},
): { actions: [number, ScriptAction][]; run: ScriptRun } {
  const one = new ScriptRun(script);
  const actions: [number, ScriptAction][] = [];
  let busyUntilMs = 0;
  for (let nowMs = 0; nowMs < 60_000 && !one.isOver; nowMs += 20) {
    const begun = sounds.filter(([fromMs]) => fromMs <= nowMs).at(-1);
    const hearing: ScriptHearing = {
      nowMs,
      soundUntilMs: begun === undefined ? null : Math.min(nowMs, begun[1]),
      voiceFromMs: begun?.[0] ?? null,
      beepAtMs: beeps.filter((atMs) => atMs <= nowMs).at(-1) ?? null,
      isOurTurn: nowMs < busyUntilMs,
      isHeld: held.some(([fromMs, toMs]) => nowMs >= fromMs && nowMs < toMs),
    };
    const action = one.next(hearing);
    if (action === null) continue;
    actions.push([nowMs, action]);
    if (action.kind !== 'hang_up') busyUntilMs = nowMs + 200;
  }
  one.end(60_000);
  return { actions, run: one };
}

describe('a script in a call', () => {
  const listen = {
    do: 'listen',
    until: 'pause',
    pauseMs: 1000,
    atMostMs: 10_000,
    mark: null,
  } as const;
  const menu: CallScript = {
    name: 'walk',
    steps: [listen, { do: 'press', keys: '1' }, { ...listen, mark: 'below' }],
  };

  it('hears the prompt out, presses, hears what follows, and hangs up', () => {
    const { actions, run: done } = run(menu, {
      sounds: [
        [300, 4000],
        [5600, 8000],
      ],
    });
    expect(actions).toEqual([
      [5000, { kind: 'press', keys: '1' }],
      [9000, { kind: 'hang_up' }],
    ]);
    expect(done.followed).toEqual([
      { step: 0, do: 'listen', what: null, fromMs: 0, toMs: 5000, endedBy: 'pause' },
      { step: 1, do: 'press', what: '1', fromMs: 5000, toMs: 5200, endedBy: 'done' },
      { step: 2, do: 'listen', what: 'below', fromMs: 5200, toMs: 9000, endedBy: 'pause' },
    ]);
  });

  it('presses, says and ends nothing while somebody may be a person', () => {
    const sounds = [[300, 4000]] as const;
    const { actions } = run(menu, { sounds, held: [[2000, 8000]] });
    expect(actions[0]).toEqual([8000, { kind: 'press', keys: '1' }]);
    const { actions: none, run: kept } = run(menu, { sounds, held: [[2000, 60_000]] });
    expect(none).toEqual([]);
    expect(kept.isOver).toBe(false);
    expect(kept.followed.map(({ endedBy }) => endedBy)).toEqual(['pause']);
  });

  it('does not take the silence before any sound for a pause, and gives up in time', () => {
    const { run: done } = run({ name: 'silent', steps: [listen] });
    expect(done.followed).toMatchObject([{ fromMs: 0, toMs: 10_000, endedBy: 'time' }]);
  });

  it('waits for a voice', () => {
    const script = { name: 'voice', steps: [{ ...listen, until: 'voice' }] } as const;
    const { run: done } = run(script, { sounds: [[3000, 4000]] });
    expect(done.followed).toMatchObject([{ toMs: 3000, endedBy: 'voice' }]);
  });

  it('waits for a beep, says its sentence after it, and records', () => {
    const script: CallScript = {
      name: 'leave word',
      steps: [
        { ...listen, until: 'beep' },
        { do: 'say', audio: 'words' },
        { do: 'record', ms: 500, mark: null },
        { do: 'hang_up' },
        { do: 'press', keys: '9' },
      ],
    };
    const { actions, run: done } = run(script, { sounds: [[0, 3000]], beeps: [3500] });
    expect(actions).toEqual([
      [3500, { kind: 'say', audio: 'words' }],
      [4200, { kind: 'hang_up' }],
    ]);
    expect(done.followed.map(({ endedBy }) => endedBy)).toEqual(['beep', 'done', 'time', 'done']);
  });

  it('always ends, and hangs up exactly once', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 900 }) }),
      fc.record({ do: fc.constant('press' as const), keys: fc.constantFrom('1', '22', '#') }),
      fc.record({
        do: fc.constant('listen' as const),
        until: fc.constantFrom(...LISTEN_UNTIL),
        pauseMs: fc.integer({ min: 1, max: 900 }),
        atMostMs: fc.integer({ min: 1, max: 2000 }),
        mark: fc.constant(null),
      }),
    );
    const steps = fc.array(step, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(steps, fc.nat(10_000), (some, heldMs) => {
        const course = { sounds: [[500, 900]], held: [[0, heldMs]] } as const;
        const { actions, run: done } = run({ name: 'any', steps: some }, course);
        expect(done.isOver).toBe(true);
        expect(actions.filter(([, { kind }]) => kind === 'hang_up')).toHaveLength(1);
        expect(actions.at(-1)?.[1].kind).toBe('hang_up');
        expect(actions.every(([atMs]) => atMs >= heldMs)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
