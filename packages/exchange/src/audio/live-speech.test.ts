import { KnownSounds, printOf, SoundFollower } from '@everyline/telephony';
import { describe, expect, it } from 'vitest';
import { loadVoices } from '../node/voice-files.ts';
import { seededRandom } from '../seeded-random.ts';
import { saidAnew } from './live-speech.ts';
import { SoundLibrary } from './sound-library.ts';

const voices = loadVoices();
const sounds = new SoundLibrary('live speech', voices);
const greetings = voices.of('greeting_office');

function levelDb(samples: Int16Array): number {
  let squares = 0;
  for (const sample of samples) squares += sample * sample;
  return 10 * Math.log10(squares / samples.length);
}

/** The best correlation of the loudness of 20 ms blocks, at any shift up to 200 ms. */
function likeness(first: Int16Array, second: Int16Array): number {
  const shape = (samples: Int16Array): number[] =>
    Array.from({ length: Math.floor(samples.length / 80) }, (_, block) =>
      Math.log(
        1 + samples.subarray(block * 80, block * 80 + 80).reduce((sum, x) => sum + x * x, 0),
      ),
    );
  const a = shape(first);
  const b = shape(second);
  let best = 0;
  for (let shift = -20; shift <= 20; shift += 1) {
    let product = 0;
    let squaresA = 0;
    let squaresB = 0;
    const meanA = a.reduce((sum, x) => sum + x, 0) / a.length;
    const meanB = b.reduce((sum, x) => sum + x, 0) / b.length;
    for (const [n, value] of a.entries()) {
      const other = b[n + shift];
      if (other === undefined) continue;
      product += (value - meanA) * (other - meanB);
      squaresA += (value - meanA) ** 2;
      squaresB += (other - meanB) ** 2;
    }
    best = Math.max(best, product / Math.sqrt(squaresA * squaresB));
  }
  return best;
}

describe('a text said anew', () => {
  it('lasts about as long and is about as loud as before, and never twice the same', () => {
    for (const [n, { id }] of greetings.entries()) {
      const once = sounds.speech(id);
      const first = saidAnew(once, seededRandom(`a/${n}`));
      const second = saidAnew(once, seededRandom(`b/${n}`));
      for (const said of [first, second]) {
        expect(said.length / once.length).toBeGreaterThan(0.78);
        expect(said.length / once.length).toBeLessThan(1.3);
        expect(Math.abs(levelDb(said) - levelDb(once))).toBeLessThan(4);
      }
      expect(first).not.toEqual(second);
    }
  });

  it('has another course of time: two sayings drift apart by more than a player does', () => {
    const long = greetings.filter(({ durationMs }) => durationMs > 2000);
    const alike = long.map(({ id }, n) =>
      likeness(
        saidAnew(sounds.speech(id), seededRandom(`a/${n}`)),
        saidAnew(sounds.speech(id), seededRandom(`b/${n}`)),
      ),
    );
    for (const value of alike) expect(value).toBeLessThan(0.97);
    expect(alike.reduce((sum, value) => sum + value, 0) / alike.length).toBeLessThan(0.85);
  });

  it(
    'is not taken for a recording, however often the text was heard before',
    { timeout: 60_000 },
    () => {
      const { id } = greetings.find(({ durationMs }) => durationMs > 4000)!;
      const known = new KnownSounds();
      for (let n = 0; n < 40; n += 1) {
        const print = printOf(saidAnew(sounds.speech(id), seededRandom(`heard/${n}`)));
        const sound = { id: String(n), announcementId: null, label: null, heard: 1 };
        known.apply([{ kind: 'add', sound, print }]);
      }
      const follow = (samples: Int16Array) => {
        const follower = new SoundFollower(known);
        for (let at = 0; at + 160 <= samples.length; at += 160) {
          follower.push(samples.subarray(at, at + 160), at / 8);
        }
        follower.end();
        return follower.recognised();
      };
      for (let n = 0; n < 40; n += 1) {
        expect(follow(saidAnew(sounds.speech(id), seededRandom(`new/${n}`)))).toEqual([]);
      }
      const played = saidAnew(sounds.speech(id), seededRandom('heard/7'));
      expect(follow(played).map(({ soundId }) => soundId)).toEqual(['7']);
    },
  );

  it('is the same again from the same seed', () => {
    const once = sounds.speech(greetings[2]!.id);
    expect(saidAnew(once, seededRandom('c'))).toEqual(saidAnew(once, seededRandom('c')));
  });
});
