import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { G722Decoder, G722Encoder } from './g722.ts';

const sine = (hz: number, rateHz: number, amplitude: number, length: number): Int16Array =>
  Int16Array.from({ length }, (_, n) =>
    Math.round(amplitude * Math.sin((2 * Math.PI * hz * n) / rateHz)),
  );

/** Signal to error in dB at the delay that fits best. */
function ratioDb(original: Int16Array, coded: Int16Array, mostDelay: number): number {
  let best = -Infinity;
  for (let delay = 0; delay <= mostDelay; delay++) {
    let signal = 0;
    let error = 0;
    // The predictors need a while.
    for (let n = 800; n + delay < coded.length; n++) {
      const sample = original[n] ?? 0;
      signal += sample * sample;
      error += (sample - (coded[n + delay] ?? 0)) ** 2;
    }
    best = Math.max(best, 10 * Math.log10(signal / (error + 1e-9)));
  }
  return best;
}

describe('G.722', () => {
  it('carries tones of both sub-bands with the delay of its filters of 22 samples (ITU-T G.722 3)', () => {
    for (const [hz, leastDb] of [
      [300, 30],
      [1000, 30],
      [3000, 20],
      [5500, 12],
      [6800, 12],
    ] as const) {
      const original = sine(hz, 16_000, 6000, 8000);
      const coded = new G722Decoder().decode(new G722Encoder().encode(original));
      expect(ratioDb(original, coded.subarray(22), 0), `${hz} Hz`).toBeGreaterThan(leastDb);
    }
  });

  it('carries what a telephone carries in its lower band alone, without delay', () => {
    const original = sine(1000, 8000, 6000, 4000);
    const octets = new G722Encoder().encodeNarrow(original);
    expect(octets).toHaveLength(4000);
    expect(ratioDb(original, new G722Decoder().decodeNarrow(octets), 0)).toBeGreaterThan(30);
  });

  it('gives the same whatever the lengths of the pieces', () => {
    const original = sine(700, 16_000, 9000, 1600);
    const whole = new G722Encoder().encode(original);
    const encoder = new G722Encoder();
    const pieces = [0, 320, 640, 1280].map((from, n, all) =>
      encoder.encode(original.subarray(from, all[n + 1] ?? 1600)),
    );
    expect(Buffer.concat(pieces)).toEqual(Buffer.from(whole));
    const decoder = new G722Decoder();
    const samples = pieces.flatMap((piece) => [...decoder.decode(piece)]);
    expect(samples).toEqual([...new G722Decoder().decode(whole)]);
  });

  it('bears any octets and any samples within 16 bits', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), fc.int16Array({ maxLength: 500 }), (a, b) => {
        expect(new G722Decoder().decode(a)).toHaveLength(2 * a.length);
        expect(new G722Encoder().encode(b)).toHaveLength(b.length >> 1);
      }),
    );
  });
});
