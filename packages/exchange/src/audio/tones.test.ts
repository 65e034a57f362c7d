import { decodeALaw } from '@everyline/telephony';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../seeded-random.ts';
import { inside, measuredDbm0, powerAtDbm0, runsOf, zeroCrossingHz } from '../test-measures.ts';
import { carrierOf, type Carrier } from './carrier.ts';
import { copyFrame, frameSamples, type Sound } from './sound.ts';
import {
  beepSound,
  faxAnswerSound,
  faxCallingSound,
  idleSound,
  sitSound,
  toneSound,
  type ToneName,
} from './tones.ts';

const carriers: readonly Carrier[] = ['one', 'two', 'three'].flatMap((seed) =>
  [0, 1, 2, 3, 4, 5].map((index) => carrierOf(seed, index)),
);

/** Plays a sound as a call does, frame by frame. */
function played(sound: Sound, lengthMs: number): Int16Array {
  const octets = new Uint8Array(lengthMs * 8);
  for (let at = 0; at < octets.length; at += frameSamples) {
    copyFrame(sound, at, octets.subarray(at, at + frameSamples));
  }
  return decodeALaw(octets);
}

/** Nominal on and off times of the national plan, ms (call-progress reference). */
const plan: Readonly<Record<Exclude<ToneName, 'dial'>, readonly number[]>> = {
  ringback: [1000, 4000],
  busy: [350, 350],
  congestion: [700, 700],
  vacant: [100, 100, 100, 100, 100, 100, 400, 400],
  call_waiting: [400, 4000],
};

describe('tones', () => {
  test.each(Object.entries(plan))(
    '%s keeps to the national plan with every carrier',
    (name, nominal) => {
      for (const carrier of carriers) {
        const samples = played(
          toneSound(name as ToneName, carrier, seededRandom(carrier.name)),
          14_000,
        );
        const runs = runsOf(samples).slice(0, -1);
        expect(runs.length).toBeGreaterThanOrEqual(3);
        for (const [index, run] of runs.entries()) {
          const wanted = nominal[index % nominal.length] ?? 0;
          expect(run.on).toBe(index % 2 === 0);
          expect(Math.abs(run.lengthMs - wanted)).toBeLessThanOrEqual(wanted * 0.08 + 10);
          if (!run.on) continue;
          const burst = inside(samples, run);
          expect(Math.abs(zeroCrossingHz(burst) - 450)).toBeLessThan(25);
          expect(Math.abs(measuredDbm0(burst) + 10)).toBeLessThan(3.1);
        }
      }
    },
  );

  test('a dial tone never pauses and has no click where its loop begins again', () => {
    for (const carrier of carriers) {
      const samples = played(toneSound('dial', carrier, seededRandom('dial')), 4000);
      expect(runsOf(samples)).toHaveLength(1);
      const measured = zeroCrossingHz(samples);
      expect(Math.abs(measured - carrier.toneHz)).toBeLessThan(0.5);
    }
  });

  test('carriers differ from each other', () => {
    expect(new Set(carriers.map(({ toneHz }) => toneHz)).size).toBeGreaterThan(10);
  });

  test('SIT is three rising tones of about 330 ms', () => {
    for (const carrier of carriers) {
      const sound = sitSound(carrier, seededRandom(`sit/${carrier.name}`));
      const samples = played(sound, 1400);
      let from = 0;
      const found: number[] = [];
      for (const hz of [950, 1400, 1800]) {
        // The moment at which this frequency is strongest, in windows of 100 ms.
        let best = { level: -99, atMs: 0, hz: 0 };
        for (let atMs = from; atMs < 1200; atMs += 20) {
          const window = samples.subarray(atMs * 8, atMs * 8 + 800);
          for (let near = hz - 30; near <= hz + 30; near += 10) {
            const level = powerAtDbm0(window, near);
            if (level > best.level) best = { level, atMs, hz: near };
          }
        }
        expect(best.level).toBeGreaterThan(-20);
        found.push(best.atMs);
        from = best.atMs;
      }
      expect(found[1] ?? 0).toBeGreaterThan(found[0] ?? 0);
      expect(found[2] ?? 0).toBeGreaterThan(found[1] ?? 0);
      const length = runsOf(samples)
        .filter(({ on }) => on)
        .reduce((sum, run) => sum + run.lengthMs, 0);
      expect(length).toBeGreaterThan(3 * 260);
      expect(length).toBeLessThan(3 * 400);
    }
  });

  test('a fax answers with 2100 Hz for 2.6 to 4 s and calls with 1100 Hz for half a second every 3.5 s', () => {
    for (const carrier of carriers) {
      const answer = played(faxAnswerSound(carrier, seededRandom(`ced/${carrier.name}`)), 8000);
      const on = runsOf(answer).filter((run) => run.on);
      expect(on).toHaveLength(1);
      const ced = on[0];
      if (ced === undefined) throw new Error('no CED');
      expect(ced.lengthMs).toBeGreaterThan(2600);
      expect(ced.lengthMs).toBeLessThan(4000);
      expect(Math.abs(zeroCrossingHz(inside(answer, ced)) - 2100)).toBeLessThanOrEqual(15);
      const calling = played(faxCallingSound(carrier, seededRandom(`cng/${carrier.name}`)), 11_000);
      const bursts = runsOf(calling).filter((run) => run.on);
      expect(bursts).toHaveLength(4);
      for (const burst of bursts.slice(0, 3)) {
        expect(Math.abs(burst.lengthMs - 500)).toBeLessThanOrEqual(15);
        expect(Math.abs(zeroCrossingHz(inside(calling, burst)) - 1100)).toBeLessThanOrEqual(38);
      }
      expect((bursts[1]?.fromMs ?? 0) - (bursts[0]?.fromMs ?? 0)).toBeCloseTo(3500, -2);
    }
  });

  test('a beep is one short tone, and an idle line is quiet', () => {
    for (const carrier of carriers) {
      const beep = runsOf(played(beepSound(carrier, seededRandom(carrier.name)), 1000)).filter(
        (run) => run.on,
      );
      expect(beep).toHaveLength(1);
      expect(beep[0]?.lengthMs ?? 0).toBeGreaterThanOrEqual(190);
      expect(beep[0]?.lengthMs ?? 0).toBeLessThanOrEqual(620);
      expect(
        measuredDbm0(played(idleSound(carrier, seededRandom(carrier.name)), 3000)),
      ).toBeLessThan(-52);
    }
  });
});
