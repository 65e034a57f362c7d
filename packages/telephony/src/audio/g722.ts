import { G722Band, type BandScale } from './g722-band.ts';

/**
 * ITU-T G.722 (09/2012) at 64 kbit/s (mode 1): 16,000 samples a second in two sub-bands, one octet for two samples.
 * The clock of its RTP packets is 8,000 Hz all the same (RFC 3551 section 4.5.2). Written from the Recommendation's
 * tables; names in brackets are the Recommendation's.
 */

const LOW: BandScale = { mostLogarithm: 18432, shift: 8, firstStep: 32 };
const HIGH: BandScale = { mostLogarithm: 22528, shift: 10, firstStep: 8 };

/** Half of the symmetric quadrature mirror filter (table 11: H). */
const MIRROR = Int16Array.of(3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11);
const TAPS = 24;

/** Decision levels of the lower band (table 14: Q6). */
const DECISIONS = Int16Array.of(
  ...[0, 35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940],
  ...[1023, 1121, 1219, 1339, 1458, 1612, 1765, 1980, 2195, 2557, 2919],
);
/** The output code of each interval, for negative and positive differences (table 15: ILN, ILP). */
const NEGATIVE_CODES = Uint8Array.of(
  ...[0, 63, 62, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12],
  ...[11, 10, 9, 8, 7, 6, 5, 4],
);
const POSITIVE_CODES = Uint8Array.of(
  ...[0, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41, 40],
  ...[39, 38, 37, 36, 35, 34, 33, 32],
);
/** Output values of the inverse quantisers with 6, 4 and 2 bits (tables 16 to 19: QQ6, QQ4, QQ2). */
const VALUES_6 = Int16Array.of(
  ...[-136, -136, -136, -136, -24808, -21904, -19008, -16704, -14984, -13512, -12280, -11192],
  ...[-10232, -9360, -8576, -7856, -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576, -3168],
  ...[-2776, -2400, -2032, -1688, -1360, -1040, -728, 24808, 21904, 19008, 16704, 14984, 13512],
  ...[12280, 11192, 10232, 9360, 8576, 7856, 7192, 6576, 6000, 5456, 4944, 4464, 4008, 3576, 3168],
  ...[2776, 2400, 2032, 1688, 1360, 1040, 728, 432, 136, -432, -136],
);
const VALUES_4 = Int16Array.of(
  ...[0, -20456, -12896, -8968, -6288, -4240, -2584, -1200, 20456, 12896, 8968, 6288, 4240, 2584],
  ...[1200, 0],
);
const VALUES_2 = Int16Array.of(-7408, -1616, 7408, 1616);
/** How much a code changes the logarithm of the step (tables 13 and 20: WL by the 4 upper bits, WH). */
const LOW_WEIGHTS = Int16Array.of(
  ...[-60, 3042, 1198, 538, 334, 172, 58, -30, 3042, 1198, 538, 334, 172, 58, -30, -60],
);
const HIGH_WEIGHTS = Int16Array.of(798, -214, 798, -214);
/** The one decision level of the upper band (Q2). */
const HIGH_DECISION = 564;

function saturate(value: number): number {
  return value > 32767 ? 32767 : value < -32768 ? -32768 : value;
}

function clipped(value: number): number {
  return value > 16383 ? 16383 : value < -16384 ? -16384 : value;
}

/** Encodes one stream; keeps the state between calls. */
export class G722Encoder {
  readonly #low = new G722Band(LOW);
  readonly #high = new G722Band(HIGH);
  readonly #history = new Int32Array(TAPS);

  /** Octets of an even number of samples at 16 kHz, half as many. */
  encode(samples: Int16Array, into: Uint8Array = new Uint8Array(samples.length >> 1)): Uint8Array {
    const x = this.#history;
    for (let n = 0; n + 1 < samples.length; n += 2) {
      x.copyWithin(0, 2);
      x[TAPS - 2] = samples[n]!;
      x[TAPS - 1] = samples[n + 1]!;
      let odd = 0;
      let even = 0;
      for (let tap = 0; tap < TAPS / 2; tap++) {
        odd += x[2 * tap]! * MIRROR[tap]!;
        even += x[2 * tap + 1]! * MIRROR[TAPS / 2 - 1 - tap]!;
      }
      into[n >> 1] = this.#code((even + odd) >> 14, (even - odd) >> 14);
    }
    return into;
  }

  /** Octets of samples at 8 kHz, as many: the lower band carries them, the upper one is silent. */
  encodeNarrow(samples: Int16Array, into: Uint8Array = new Uint8Array(samples.length)): Uint8Array {
    for (let n = 0; n < samples.length; n++) into[n] = this.#code(samples[n]! >> 1, 0);
    return into;
  }

  #code(low: number, high: number): number {
    return (this.#codeHigh(high) << 6) | this.#codeLow(low);
  }

  /** Blocks 1L to 4L. */
  #codeLow(sample: number): number {
    const band = this.#low;
    const difference = saturate(sample - band.estimate);
    const magnitude = difference >= 0 ? difference : -(difference + 1);
    let interval = 1;
    while (interval < 30 && magnitude >= (DECISIONS[interval]! * band.step) >> 12) interval++;
    const code = (difference < 0 ? NEGATIVE_CODES : POSITIVE_CODES)[interval]!;
    adaptLow(band, code >> 2);
    return code;
  }

  /** Blocks 1H to 4H. */
  #codeHigh(sample: number): number {
    const band = this.#high;
    const difference = saturate(sample - band.estimate);
    const magnitude = difference >= 0 ? difference : -(difference + 1);
    const isLarge = magnitude >= (HIGH_DECISION * band.step) >> 12;
    const code = (difference < 0 ? 0 : 2) | (isLarge ? 0 : 1);
    adaptHigh(band, code);
    return code;
  }
}

/** Decodes one stream, whose octets must come in order; keeps the state between calls. */
export class G722Decoder {
  readonly #low = new G722Band(LOW);
  readonly #high = new G722Band(HIGH);
  readonly #history = new Int32Array(TAPS);

  /** Samples at 16 kHz, two for each octet. */
  decode(octets: Uint8Array, into: Int16Array = new Int16Array(2 * octets.length)): Int16Array {
    const x = this.#history;
    for (let n = 0; n < octets.length; n++) {
      const low = this.#sampleLow(octets[n]!);
      const high = this.#sampleHigh(octets[n]! >> 6);
      x.copyWithin(0, 2);
      x[TAPS - 2] = low + high;
      x[TAPS - 1] = low - high;
      let first = 0;
      let second = 0;
      for (let tap = 0; tap < TAPS / 2; tap++) {
        second += x[2 * tap]! * MIRROR[tap]!;
        first += x[2 * tap + 1]! * MIRROR[TAPS / 2 - 1 - tap]!;
      }
      into[2 * n] = saturate(first >> 11);
      into[2 * n + 1] = saturate(second >> 11);
    }
    return into;
  }

  /** The lower band alone: what a telephone lets through, at 8 kHz, one sample for each octet. */
  decodeNarrow(octets: Uint8Array, into: Int16Array = new Int16Array(octets.length)): Int16Array {
    for (let n = 0; n < octets.length; n++) into[n] = this.#sampleLow(octets[n]!) << 1;
    return into;
  }

  /** Blocks 5L, 2L to 4L. */
  #sampleLow(octet: number): number {
    const band = this.#low;
    const code = octet & 63;
    const sample = clipped(band.estimate + ((band.step * VALUES_6[code]!) >> 15));
    adaptLow(band, code >> 2);
    return sample;
  }

  /** Blocks 2H to 5H. */
  #sampleHigh(code: number): number {
    const band = this.#high;
    const sample = clipped(band.estimate + ((band.step * VALUES_2[code]!) >> 15));
    adaptHigh(band, code);
    return sample;
  }
}

function adaptLow(band: G722Band, code: number): void {
  const difference = (band.step * VALUES_4[code]!) >> 15;
  band.scale(LOW_WEIGHTS[code]!);
  band.predict(difference);
}

function adaptHigh(band: G722Band, code: number): void {
  const difference = (band.step * VALUES_2[code]!) >> 15;
  band.scale(HIGH_WEIGHTS[code]!);
  band.predict(difference);
}
