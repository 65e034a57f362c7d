import { describe, expect, it } from 'vitest';
import {
  A_LAW_SILENCE,
  MU_LAW_SILENCE,
  decodeALaw,
  decodeMuLaw,
  encodeALaw,
  encodeMuLaw,
} from './g711.ts';
import { levelDbm0, sineAmplitude } from './level.ts';

const every = Int16Array.from({ length: 65536 }, (_, n) => n - 32768);
const octets = Uint8Array.from({ length: 256 }, (_, n) => n);

/** The value nearest to each sample among all values of the law, by search: an independent quantiser. */
function nearestError(values: Int16Array, sample: number): number {
  return values.reduce((least, value) => Math.min(least, Math.abs(value - sample)), Infinity);
}

describe('G.711', () => {
  it('has the values at the ends and in the middle of tables 1 and 2 (ITU-T G.711 3.2)', () => {
    // Table 1a: character signals 11111111 (before the inversion of even bits) 4032, 10000000 1.
    expect([
      ...decodeALaw(Uint8Array.of(0xff ^ 0x55, 0x80 ^ 0x55, 0x00 ^ 0x55, 0x7f ^ 0x55)),
    ]).toEqual([4032 * 8, 8, -8, -4032 * 8]);
    // Table 2a: 10000000 is 8031, 11111111 is 0; table 2b mirrors it.
    expect([...decodeMuLaw(Uint8Array.of(0x80, 0xff, 0x00, 0x7f))]).toEqual([
      8031 * 4,
      0,
      -8031 * 4,
      0,
    ]);
    expect([...decodeMuLaw(Uint8Array.of(0x8f, 0x9f, 0xaf, 0xef))]).toEqual(
      [4191, 2079, 1023, 33].map((value) => value * 4),
    );
    expect(encodeALaw(Int16Array.of(0))[0]).toBe(A_LAW_SILENCE);
    expect(encodeMuLaw(Int16Array.of(0))[0]).toBe(MU_LAW_SILENCE);
  });

  it('encodes each decoded octet to itself', () => {
    expect(encodeALaw(decodeALaw(octets))).toEqual(octets);
    const again = encodeMuLaw(decodeMuLaw(octets));
    // Minus zero has no sample of its own: it becomes plus zero.
    expect(again).toEqual(octets.map((octet) => (octet === 0x7f ? 0xff : octet)));
  });

  it('takes for every sample a value as near as any, but where segments of two steps meet', () => {
    for (const [encode, decode, grain] of [
      [encodeALaw, decodeALaw, 8],
      [encodeMuLaw, decodeMuLaw, 4],
    ] as const) {
      const values = decode(octets);
      const decoded = decode(encode(every));
      for (let n = 0; n < every.length; n += 7) {
        const sample = every[n] ?? 0;
        const error = Math.abs((decoded[n] ?? 0) - sample);
        expect(error).toBeLessThanOrEqual(
          nearestError(values, sample) + grain + Math.abs(sample) / 64,
        );
      }
    }
  });
});

describe('levelDbm0', () => {
  it('gives a sine that just reaches full scale +3.14 dBm0', () => {
    const sine = (amplitude: number) =>
      Int16Array.from({ length: 8000 }, (_, n) =>
        Math.round(Math.min(32767, amplitude * Math.sin((2 * Math.PI * 450 * n) / 8000))),
      );
    expect(levelDbm0(sine(32767))).toBeCloseTo(3.14, 2);
    expect(levelDbm0(sine(sineAmplitude(-10)))).toBeCloseTo(-10, 2);
    expect(levelDbm0(new Int16Array(160))).toBe(-90);
  });

  it('keeps the standard digital milliwatt of G.711 table 5 at 0 dBm0 (ITU-T G.711 4)', () => {
    const milliwatt = Uint8Array.of(0x34, 0x21, 0x21, 0x34, 0xb4, 0xa1, 0xa1, 0xb4);
    expect(levelDbm0(decodeALaw(milliwatt))).toBeCloseTo(0, 1);
  });
});
