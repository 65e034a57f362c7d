import { describe, expect, test } from 'vitest';
import { seededRandom } from '../seeded-random.ts';
import { testSounds } from '../test-caller.ts';
import { ToneKeys } from './tone-keys.ts';

/** A pair of sines by the definition of ITU-T Q.23, each at a peak amplitude. */
function pair(lowHz: number, highHz: number, ms: number, amplitude: number): Int16Array {
  return Int16Array.from({ length: ms * 8 }, (_, n) => {
    const at = (2 * Math.PI * n) / 8000;
    return Math.round(amplitude * (Math.sin(lowHz * at) + Math.sin(highHz * at)));
  });
}

const pad = [
  ['1', 697, 1209],
  ['5', 770, 1336],
  ['9', 852, 1477],
  ['0', 941, 1336],
  ['#', 941, 1477],
  ['*', 941, 1209],
] as const;

describe('keys as tones', () => {
  test.each(pad)(
    '%s is heard once, however long it is held and 1.5 % beside its tones',
    (key, low, high) => {
      for (const off of [0.985, 1, 1.015]) {
        for (const ms of [80, 100, 400]) {
          const keys = new ToneKeys();
          const heard = keys.push(pair(low * off, high * off, ms, 3000));
          expect([...heard, ...keys.push(new Int16Array(800))], `${ms} ms`).toEqual([key]);
        }
      }
    },
  );

  test('the same key twice is two', () => {
    const keys = new ToneKeys();
    const one = pair(697, 1209, 100, 3000);
    const heard = [one, new Int16Array(800), one].flatMap((part) => keys.push(part));
    expect(heard).toEqual(['1', '1']);
  });

  test('hardly anybody speaks a key, and nobody hisses one', () => {
    const keys = new ToneKeys();
    let spoken = 0;
    for (const { id } of testSounds.voices.all) spoken += keys.push(testSounds.speech(id)).length;
    // In nearly seven minutes of speech.
    expect(spoken).toBeLessThanOrEqual(6);
    const random = seededRandom('hiss');
    expect(keys.push(Int16Array.from({ length: 80_000 }, () => (random() - 0.5) * 8000))).toEqual(
      [],
    );
  });
});
