import { decodeALaw } from '@everyline/telephony';
import { expect, test } from 'vitest';
import { seededRandom } from '../seeded-random.ts';
import { measuredDbm0, powerAtDbm0, runsOf } from '../test-measures.ts';
import { musicSound } from './music.ts';
import { officeNoise } from './office-noise.ts';

const tunes = [0, 1, 2, 3, 4, 5].map((tune) =>
  decodeALaw(musicSound(seededRandom(`tune/${tune}`)).octets),
);

test('tunes play at the level of speech, are all different, and never fall silent for long', () => {
  for (const tune of tunes) {
    expect(measuredDbm0(tune)).toBeGreaterThan(-24);
    expect(measuredDbm0(tune)).toBeLessThan(-11);
    expect(tune.length / 8).toBeGreaterThan(8500);
    const silences = runsOf(tune, -45).filter((run) => !run.on);
    expect(Math.max(0, ...silences.map((run) => run.lengthMs))).toBeLessThan(2500);
  }
  expect(new Set(tunes.map((tune) => tune.length)).size).toBe(tunes.length);
});

test('tunes move through many pitches, unlike tones', () => {
  for (const tune of tunes) {
    const strongest = new Set<number>();
    for (let at = 0; at + 2400 < tune.length; at += 2400) {
      const window = tune.subarray(at, at + 2400);
      if (measuredDbm0(window) < -40) continue;
      let best = { hz: 0, level: -99 };
      for (let hz = 150; hz < 1500; hz *= 2 ** (1 / 12)) {
        const level = powerAtDbm0(window, hz);
        if (level > best.level) best = { hz: Math.round(hz), level };
      }
      strongest.add(best.hz);
    }
    expect(strongest.size).toBeGreaterThanOrEqual(4);
  }
});

test('a room is as loud as it is said to be and has no tone in it', () => {
  for (const level of [-60, -50, -40]) {
    const room = officeNoise(level, seededRandom(`room/${level}`));
    expect(Math.abs(measuredDbm0(room) - level)).toBeLessThan(2);
    expect(powerAtDbm0(room.subarray(0, 16_000), 450)).toBeLessThan(level - 15);
  }
});
