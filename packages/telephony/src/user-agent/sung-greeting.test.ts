import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hear,
  heldVowel,
  joined,
  mixed,
  seeded,
  syntheticVoice,
  tune,
  whiteNoise,
} from '../progress/test-sounds.ts';
import { holdMusicFrom, tuneFrom } from './hold-music.ts';
import { besideMusic, decide, mayBeSaid, type Decision } from './probe-manners.ts';
import { probeLimits } from './probe-request.ts';

/** From the far end's mouth to the listener, and how long our words are. */
const delayMs = 60;
const wordsMs = 3500;

interface Course {
  /** When our words began and when the call ended, from the answer. */
  readonly spokeMs: readonly number[];
  readonly end: Decision | null;
  readonly endMs: number;
  /** The longest time for which what was heard last was named music. */
  readonly musicMs: number;
}

/** Follows a call that is answered with the sound's first sample, through the listener and the manners. */
function follow(sound: Int16Array): Course {
  const spoke: { fromMs: number; toMs: number }[] = [];
  let end: Decision | null = null;
  let endMs = Infinity;
  let musicMs = 0;
  hear(sound, {
    answeredMs: 0,
    eachFrame: (listener, heardMs) => {
      if (end !== null) return;
      const nowMs = heardMs + delayMs;
      const heard = listener.heard();
      const voice = listener.voice();
      const tuneFromMs = tuneFrom(heard, 0);
      if (tuneFromMs !== null) musicMs = Math.max(musicMs, heardMs - tuneFromMs);
      const holdMusicFromMs = holdMusicFrom(heard, 0);
      const said = besideMusic(mayBeSaid(voice, heard, 0), heard, holdMusicFromMs);
      const decision = decide(
        {
          nowMs,
          ringingSinceMs: null,
          answeredAtMs: 0,
          tone: listener.tone(),
          said,
          speaking: (said.at(-1)?.toMs ?? -Infinity) > heardMs - 100,
          voiceKnown: voice !== null,
          faxHeard: false,
          holdMusicFromMs,
          tuneFromMs,
          announcementEnds: false,
          beepUntilMs: heard.findLast(({ kind }) => kind === 'beep')?.toMs ?? null,
          isScripted: false,
          lastSoundMs: heardMs - (listener.silenceMs() ?? 0),
          spoke: spoke.at(-1) ?? null,
        },
        probeLimits,
      );
      if (decision === 'speak') {
        spoke.push({ fromMs: nowMs, toMs: nowMs + wordsMs });
        listener.spoke(nowMs, nowMs + wordsMs);
      } else if (decision !== 'go-on') {
        end = decision;
        endMs = nowMs;
      }
    },
  });
  return { spokeMs: spoke.map(({ fromMs }) => fromMs), end, endMs, musicMs };
}

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
    const { spokeMs, end, endMs } = follow(sungGreeting(seed, heldMs, 700, like));
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
            const course = follow(sungGreeting(seed, heldMs, onsetMs, like));
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

describe('a queue that plays music', () => {
  it(
    'is spoken to in time, for its music might have been a voice, and not left',
    { timeout: 30_000 },
    () => {
      for (let seed = 1; seed <= 10; seed++) {
        const random = seeded(seed);
        const sound = mixed(
          joined(new Int16Array(400 * 8), tune(14_000, random, 0.8)),
          whiteNoise(14_400, -60, random),
        );
        const { end, spokeMs } = follow(sound);
        expect(end, `seed ${String(seed)}`).toBeNull();
        expect(spokeMs[0], `seed ${String(seed)}`).toBeLessThanOrEqual(400 + 2000);
      }
    },
  );
});
