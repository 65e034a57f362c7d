import { expect, it } from 'vitest';
import { mixed, seeded, syntheticVoice, whiteNoise } from '../progress/test-sounds.ts';
import { measureEcho } from './echo.ts';

const random = seeded(23);
const voice = (pitchHz: number) =>
  syntheticVoice(
    [
      { syllables: 9, pauseMs: 250 },
      { syllables: 7, pauseMs: 300 },
    ],
    random,
    pitchHz,
  );

/** What is heard when a sound comes back after a delay, fainter. */
function returned(sent: Int16Array, delayMs: number, lossDb: number, beforeMs = 500): Int16Array {
  const heard = new Int16Array(sent.length + (beforeMs + delayMs + 1500) * 8);
  const gain = 10 ** (-lossDb / 20);
  for (const [n, sample] of sent.entries()) {
    heard[n + (beforeMs + delayMs) * 8] = Math.round(sample * gain);
  }
  return heard;
}

it.each([
  [20, 12],
  [90, 25],
  [310, 30],
  [640, 18],
] as const)(
  'measures an echo of %d ms and %d dB, alone and in a room’s noise',
  (delayMs, lossDb) => {
    const sent = voice(140);
    const heard = returned(sent, delayMs, lossDb);
    for (const sound of [heard, mixed(heard, whiteNoise(heard.length / 8, -52, random))]) {
      const echo = measureEcho(sent, sound, 4000);
      expect(echo).not.toBeNull();
      expect(Math.abs((echo?.delayMs ?? Infinity) - delayMs)).toBeLessThanOrEqual(1);
      expect(Math.abs((echo?.lossDb ?? Infinity) - lossDb)).toBeLessThan(2.5);
    }
  },
);

it('finds none in silence, in noise and in what others say', () => {
  for (let n = 0; n < 12; n += 1) {
    const sent = voice(100 + 15 * n);
    const others = voice(240 - 11 * n);
    expect(measureEcho(sent, new Int16Array(60_000), 800)).toBeNull();
    expect(measureEcho(sent, whiteNoise(7000, -30, random), 800)).toBeNull();
    expect(measureEcho(sent, returned(others, 40, 3), 800)).toBeNull();
  }
});

it('finds none where there is too little to compare', () => {
  const sent = voice(140);
  expect(measureEcho(sent.subarray(0, 800), returned(sent, 60, 10), 4000)).toBeNull();
  expect(measureEcho(sent, new Int16Array(0), 0)).toBeNull();
  expect(measureEcho(new Int16Array(16_000), returned(sent, 60, 10), 0)).toBeNull();
});
