import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { musicRuns } from './hold-music.ts';
import { decide, mayBeSaid, type Decision, type Said, type Situation } from './probe-manners.ts';
import { probeLimits } from './probe-request.ts';
import type { RecognisedSound } from '../prints/sound-follower.ts';
import { besideRecordings } from './recordings-heard.ts';

const answeredAtMs = 4000;
/** What is said reaches the listener's timeline so much later. */
const hearingLagMs = 200;
/** A recording is known after so much of it, and what is known of it lies so far back. */
const recognitionMs = 2000;
const recognitionLagMs = 450;

function sound(fromMs: number, toMs: number): RecognisedSound {
  return {
    soundId: 'known',
    announcementId: null,
    label: null,
    fromMs,
    toMs,
    offsetMs: 0,
    lengthMs: toMs - fromMs,
    coverage: 1,
    bitErrorRate: 0,
    isPiece: false,
    recognisedAtMs: fromMs + recognitionMs,
  };
}

interface Course {
  readonly spoke: readonly number[];
  readonly end: Decision;
  readonly endMs: number;
}

/** Follows an answered call in which `said` is spoken at the far end (times from the answer). */
function follow(
  said: readonly (readonly [fromMs: number, toMs: number])[],
  wordsMs = 3000,
  recorded: readonly (readonly [fromMs: number, toMs: number])[] = [],
): Course {
  const spoke: { fromMs: number; toMs: number }[] = [];
  for (let nowMs = answeredAtMs; ; nowMs += 20) {
    const heardUntilMs = nowMs - hearingLagMs;
    const utterances: Said[] = said
      .map(([fromMs, toMs]) => ({ fromMs: answeredAtMs + fromMs, toMs: answeredAtMs + toMs }))
      .filter(({ fromMs }) => fromMs + 100 <= heardUntilMs)
      .map(({ fromMs, toMs }) => ({ fromMs, toMs: Math.min(toMs, heardUntilMs) }))
      .map(({ fromMs, toMs }) => ({ fromMs, toMs, breathMs: toMs - fromMs }));
    const recognised = recorded
      .map(([fromMs, toMs]) => ({ fromMs: answeredAtMs + fromMs, toMs: answeredAtMs + toMs }))
      .filter(({ fromMs }) => nowMs >= fromMs + recognitionMs)
      .map(({ fromMs, toMs }) => sound(fromMs, Math.min(toMs, nowMs - recognitionLagMs)));
    const last = utterances.at(-1);
    const situation: Situation = {
      nowMs,
      ringingSinceMs: 1000,
      answeredAtMs,
      tone: null,
      said: besideRecordings(utterances, recognised, answeredAtMs),
      speaking: last?.toMs === heardUntilMs,
      voiceKnown: last !== undefined,
      faxHeard: false,
      holdMusicFromMs: null,
      tuneFromMs: null,
      musicBrokenAtMs: null,
      announcementEnds: false,
      beepUntilMs: null,
      isScripted: false,
      lastSoundMs: last?.toMs ?? answeredAtMs,
      spoke: spoke.at(-1) ?? null,
    };
    const decision = decide(situation, probeLimits);
    if (decision === 'speak') spoke.push({ fromMs: nowMs, toMs: nowMs + wordsMs });
    else if (decision !== 'go-on') {
      return {
        spoke: spoke.map(({ fromMs }) => fromMs - answeredAtMs),
        end: decision,
        endMs: nowMs - answeredAtMs,
      };
    }
  }
}

describe('the manners of a probe', () => {
  it('speaks to a person at the first pause and lets him go when he has heard it', () => {
    const { spoke, end, endMs } = follow([[500, 1200]]);
    expect(end).toBe('person');
    expect(spoke).toHaveLength(1);
    expect(spoke[0]).toBeGreaterThanOrEqual(1500);
    expect(spoke[0]).toBeLessThan(1800);
    expect(endMs).toBeLessThanOrEqual(6500);
  });

  it('keeps its promise to whoever says anything that a person might say', () => {
    const utterance = fc.tuple(
      fc.integer({ min: 200, max: 4000 }),
      fc.integer({ min: 250, max: 4900 }),
    );
    fc.assert(
      fc.property(
        fc.array(utterance, { minLength: 1, maxLength: 6 }),
        fc.nat(8000),
        (parts, wordsMs) => {
          let atMs = 0;
          const said = parts.map(([pauseMs, lengthMs]): [number, number] => {
            const fromMs = atMs + pauseMs;
            atMs = fromMs + lengthMs;
            return [fromMs, atMs];
          });
          const onsetMs = said[0]?.[0] ?? 0;
          const { spoke, end, endMs } = follow(said, wordsMs);
          expect(end).toBe('person');
          expect((spoke[0] ?? Infinity) - onsetMs).toBeLessThanOrEqual(2000);
          expect(endMs - onsetMs).toBeLessThanOrEqual(6000);
        },
      ),
    );
  });

  it('lets go of a voice without a pause too, which may be a person who explains at length', () => {
    const { end, endMs } = follow([[300, 60_000]]);
    expect(end).toBe('person');
    expect(endMs - 300).toBeLessThanOrEqual(6000);
  });

  it('hears a known recording out up to a limit, and speaks anew to a person who takes the call from it', () => {
    const recording = [[300, 9000]] as const;
    const machine = follow([...recording, [9600, 60_000]], 3000, [...recording, [9600, 60_000]]);
    expect(machine.end).toBe('machine');
    expect(machine.endMs).toBeGreaterThanOrEqual(probeLimits.machineMs);
    const taken = follow([...recording, [11_000, 11_800]], 3000, recording);
    expect(taken.end).toBe('person');
    expect((taken.spoke.at(-1) ?? Infinity) - 11_000).toBeLessThanOrEqual(2000);
    expect(taken.endMs - 11_000).toBeLessThanOrEqual(6000);
  });

  it('keeps its promise to whoever speaks after a recording or breaks into it (property)', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2000, max: 12_000 }),
        fc.integer({ min: 0, max: 3000 }),
        fc.integer({ min: 700, max: 6000 }),
        fc.nat(6000),
        (recordedMs, pauseMs, spokenMs, wordsMs) => {
          const onsetMs = 300 + recordedMs + pauseMs;
          const recording = [[300, 300 + recordedMs]] as const;
          const person = [onsetMs, onsetMs + spokenMs] as const;
          const said = pauseMs < 200 ? ([[300, person[1]]] as const) : [...recording, person];
          const { spoke, end, endMs } = follow(said, wordsMs, recording);
          expect(end).toBe('person');
          expect((spoke.at(-1) ?? Infinity) - onsetMs).toBeLessThanOrEqual(2000);
          expect(endMs - onsetMs).toBeLessThanOrEqual(6000);
        },
      ),
    );
  });

  it('does not wait until loud sound is known as a voice, nor mistakes known music or a room for one', () => {
    const heard = (
      kind: 'noise' | 'music' | 'silence',
      fromMs: number,
      toMs: number,
      levelDbm0: number,
    ) => ({
      kind,
      fromMs,
      toMs,
      levelDbm0,
      label: kind,
      confidence: 0.5,
    });
    const timeline = [
      heard('noise', 900, 1100, -20),
      heard('noise', 2000, 3000, -22),
      heard('music', 3000, 9000, -20),
      heard('noise', 9000, 12_000, -45),
    ];
    const utterance = { fromMs: 3100, toMs: 3900, levelDbm0: -20 };
    const voice = {
      sinceMs: 3100,
      noticedAtMs: 3300,
      utterances: [utterance],
      longestMs: 800,
      totalMs: 800,
      speaking: false,
      isRepeated: false,
      backgroundDbm0: -60,
    };
    const known = musicRuns(timeline, 1000, [{ fromMs: 3000, toMs: 6000 }]);
    expect(mayBeSaid(null, timeline, 1000, known)).toEqual([
      { fromMs: 2000, toMs: 3000, breathMs: 0 },
    ]);
    const unknown = musicRuns(timeline, 1000, []);
    expect(mayBeSaid(voice, timeline, 1000, unknown)).toEqual([
      { fromMs: 2000, toMs: 4200, breathMs: 800 },
    ]);
    expect(mayBeSaid(null, timeline, 9000, [])).toEqual([]);
  });

  it('gives up when nothing is heard', () => {
    expect(follow([])).toEqual({ spoke: [], end: 'silence', endMs: probeLimits.silenceMs });
  });

  it('stays with a queue whose music is known, and lets go of a voice that follows the music', () => {
    const queue: Situation = {
      nowMs: 9_000,
      ringingSinceMs: 0,
      answeredAtMs: 3_000,
      tone: null,
      said: [{ fromMs: 3_200, toMs: 6_200, breathMs: 3_000 }],
      speaking: false,
      voiceKnown: true,
      faxHeard: false,
      holdMusicFromMs: 6_300,
      tuneFromMs: null,
      musicBrokenAtMs: null,
      announcementEnds: false,
      beepUntilMs: null,
      isScripted: false,
      lastSoundMs: 9_000,
      spoke: { fromMs: 4_700, toMs: 8_400 },
    };
    expect(decide(queue, probeLimits)).toBe('go-on');
    expect(decide({ ...queue, holdMusicFromMs: null }, probeLimits)).toBe('person');
    const answered = { fromMs: 20_000, toMs: 21_000, breathMs: 1_000 };
    const later = { ...queue, nowMs: 21_400, said: [answered], spoke: null };
    expect(decide(later, probeLimits)).toBe('speak');
  });

  it('speaks once to what sounds like music before it would be too late for a voice, and stays', () => {
    const playing: Situation = {
      nowMs: 5_480,
      ringingSinceMs: 0,
      answeredAtMs: 3_000,
      tone: null,
      said: [],
      speaking: false,
      voiceKnown: false,
      faxHeard: false,
      holdMusicFromMs: null,
      tuneFromMs: 4_000,
      musicBrokenAtMs: null,
      announcementEnds: false,
      beepUntilMs: null,
      isScripted: false,
      lastSoundMs: 5_480,
      spoke: null,
    };
    expect(decide(playing, probeLimits)).toBe('go-on');
    const later = { ...playing, nowMs: 5_500, holdMusicFromMs: 4_000 };
    expect(decide(later, probeLimits)).toBe('speak');
    const spoke = { fromMs: 5_500, toMs: 8_500 };
    for (const nowMs of [5_520, 9_000, 20_000])
      expect(decide({ ...later, nowMs, lastSoundMs: nowMs, spoke }, probeLimits)).toBe('go-on');
    const anew = { ...later, nowMs: 16_500, tuneFromMs: 15_000, spoke };
    expect(decide(anew, probeLimits)).toBe('speak');
  });

  it('ends at once on a tone, a fax, a beep, and at its limits', () => {
    const quiet: Situation = {
      nowMs: 5000,
      ringingSinceMs: null,
      answeredAtMs: null,
      tone: null,
      said: [],
      speaking: false,
      voiceKnown: false,
      faxHeard: false,
      holdMusicFromMs: null,
      tuneFromMs: null,
      musicBrokenAtMs: null,
      announcementEnds: false,
      beepUntilMs: null,
      isScripted: false,
      lastSoundMs: null,
      spoke: null,
    };
    const tone = { sinceMs: 0, decidedAtMs: 1500, lastMs: 4000, confidence: 1 };
    const cases: [Partial<Situation>, Decision][] = [
      [{}, 'go-on'],
      [{ tone: { ...tone, label: 'busy' } }, 'tone'],
      [{ tone: { ...tone, label: 'vacant' }, answeredAtMs: 100 }, 'tone'],
      [{ tone: { ...tone, label: 'ringback' } }, 'go-on'],
      [{ ringingSinceMs: 1000, nowMs: 60_999 }, 'go-on'],
      [{ ringingSinceMs: 1000, nowMs: 61_000 }, 'ring_limit'],
      [{ nowMs: 120_000 }, 'total_limit'],
      [{ answeredAtMs: 100, faxHeard: true }, 'fax'],
      [{ answeredAtMs: 100, beepUntilMs: 3000 }, 'machine'],
      [{ answeredAtMs: 100, announcementEnds: true }, 'announcement'],
    ];
    for (const [change, expected] of cases) {
      expect(decide({ ...quiet, ...change }, probeLimits), JSON.stringify(change)).toBe(expected);
    }
  });
});
