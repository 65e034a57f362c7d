import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  atLevel,
  heldVowel,
  joined,
  mixed,
  seeded,
  syntheticVoice,
  tune,
  whiteNoise,
} from '../progress/test-sounds.ts';
import { courseOf } from './test-course.ts';

/** A person who picks up, holds his first sound like a note, goes on to speak, and asks again in the end. */
function sungGreeting(seed: number, heldMs: number, onsetMs: number, like: 'vowel' | 'tune') {
  const random = seeded(seed);
  const pitchHz = 110 + 150 * random();
  const held = like === 'vowel' ? heldVowel(heldMs, pitchHz, random) : tune(heldMs, random);
  const phrases = [
    { syllables: 6, pauseMs: 500 },
    { syllables: 5, pauseMs: 5000 },
    { syllables: 4, pauseMs: 1000 },
  ];
  const voice = joined(new Int16Array(onsetMs * 8), held, syntheticVoice(phrases, random, pitchHz));
  return mixed(voice, whiteNoise(voice.length / 8, -52, random));
}

describe('a person whose voice sounds like music at first', () => {
  // Seeds with which nothing was said, or nobody let go, before the listener had changed its mind.
  const cases = [
    [5, 1681, 'tune'],
    [9, 1791, 'vowel'],
    [35, 1307, 'tune'],
    [45, 1879, 'vowel'],
    [48, 1348, 'vowel'],
  ] as const;
  it.each(cases)('is told what this is and let go in time (seed %i)', (seed, heldMs, like) => {
    const { spokeMs, end, endMs } = courseOf(sungGreeting(seed, heldMs, 700, like));
    expect(spokeMs[0]).toBeLessThanOrEqual(700 + 2000);
    expect(end).toBe('person');
    expect(endMs).toBeLessThanOrEqual(700 + 6000);
  });

  it(
    'is told what this is within 2 s and let go within 6 s, however he begins (property)',
    { timeout: 30_000 },
    () => {
      let takenForMusic = 0;
      fc.assert(
        fc.property(
          fc.nat(1_000_000),
          fc.integer({ min: 500, max: 2000 }),
          fc.integer({ min: 200, max: 1300 }),
          fc.constantFrom('vowel', 'tune'),
          (seed, heldMs, onsetMs, like) => {
            const course = courseOf(sungGreeting(seed, heldMs, onsetMs, like));
            if (course.musicMs >= 1000) takenForMusic++;
            expect(course.end).toBe('person');
            expect((course.spokeMs[0] ?? Infinity) - onsetMs).toBeLessThanOrEqual(2000);
            expect(course.endMs - onsetMs).toBeLessThanOrEqual(6000);
          },
        ),
        { numRuns: 30, seed: 7 },
      );
      expect(takenForMusic).toBeGreaterThan(5);
    },
  );
});

describe('somebody who speaks over music', () => {
  it(
    'is told what this is within 2 s and let go within 6 s, whatever plays behind him (property)',
    { timeout: 60_000 },
    () => {
      fc.assert(
        fc.property(
          fc.nat(1_000_000),
          fc.constantFrom(-6, -3, 0, 3, 6, 9, 12),
          fc.integer({ min: 250, max: 1300 }),
          (seed, snrDb, onsetMs) => {
            const random = seeded(seed);
            const voice = joined(
              new Int16Array(onsetMs * 8),
              syntheticVoice(
                [
                  { syllables: 3 + Math.floor(12 * random()), pauseMs: 2000 },
                  { syllables: 4, pauseMs: 2500 },
                  { syllables: 5, pauseMs: 3000 },
                ],
                random,
              ),
            );
            const music = atLevel(tune(voice.length / 8, random, random()), -20 - snrDb);
            const { end, endMs, spokeMs } = courseOf(mixed(voice, music), { machineMs: 75_000 });
            expect(end).toBe('person');
            expect((spokeMs[0] ?? Infinity) - onsetMs).toBeLessThanOrEqual(2000);
            expect(endMs - onsetMs).toBeLessThanOrEqual(6000);
          },
        ),
        { numRuns: 30, seed: 11 },
      );
    },
  );
});

describe('a queue that plays music', () => {
  it(
    'is spoken to in time and left in the first call, for its music might have been a voice, and not in the second',
    { timeout: 60_000 },
    () => {
      for (let seed = 1; seed <= 6; seed++) {
        const random = seeded(seed);
        const sound = mixed(
          joined(new Int16Array(400 * 8), tune(14_000, random, 0.8)),
          whiteNoise(14_400, -60, random),
        );
        const first = courseOf(sound);
        expect(first.end, `seed ${String(seed)}`).toBe('person');
        expect(first.spokeMs[0], `seed ${String(seed)}`).toBeLessThanOrEqual(400 + 2000);
        expect(first.endMs, `seed ${String(seed)}`).toBeLessThanOrEqual(400 + 6000);
        const second = courseOf(sound, {}, [first.print]);
        expect(second.end, `seed ${String(seed)}`).toBeNull();
      }
    },
  );
});
