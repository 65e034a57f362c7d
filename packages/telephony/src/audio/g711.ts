/**
 * ITU-T G.711 (11/88): 8,000 samples a second, 8 bits each. Samples are 16-bit linear: the 13-bit A-law values
 * of table 1 times 8, the 14-bit µ-law values of table 2 times 4. What lies on a decision value goes where the
 * ITU-T software tools (G.191) put it.
 */

/** The octet that stands for (almost) zero: silence on an A-law channel. */
export const A_LAW_SILENCE = 0xd5;
/** The octet that stands for zero: silence on a µ-law channel. */
export const MU_LAW_SILENCE = 0xff;

/** The value of one A-law character signal, even bits inverted (G.711 table 1). */
function aLawValue(octet: number): number {
  const code = octet ^ 0x55;
  const segment = (code >> 4) & 7;
  const step = code & 15;
  const magnitude = segment === 0 ? (step << 4) + 8 : ((step << 4) + 0x108) << (segment - 1);
  return (code & 0x80) !== 0 ? magnitude : -magnitude;
}

/** The value of one µ-law character signal, all bits inverted (G.711 table 2). */
function muLawValue(octet: number): number {
  const code = ~octet & 0xff;
  const magnitude = ((((code & 15) << 3) + 0x84) << ((code >> 4) & 7)) - 0x84;
  return (code & 0x80) !== 0 ? -magnitude : magnitude;
}

/** A-law: the segment whose decision values enclose the sample, then the step; magnitude 13 bits. */
function aLawOctet(sample: number): number {
  const negative = sample < 0;
  const magnitude = negative ? ~sample >> 3 : sample >> 3;
  let segment = 0;
  while (segment < 7 && magnitude >= 0x20 << segment) segment++;
  const step = segment < 2 ? (magnitude >> 1) & 15 : (magnitude >> segment) & 15;
  return ((segment << 4) | step | (negative ? 0 : 0x80)) ^ 0x55;
}

/** µ-law: the bias of 33 quarter steps makes each segment a power of two; clipping at 8158. */
function muLawOctet(sample: number): number {
  const negative = sample < 0;
  const magnitude = Math.min((negative ? ~sample : sample) >> 2, 8158) + 33;
  let segment = 0;
  while (segment < 7 && magnitude >= 0x40 << segment) segment++;
  const step = (magnitude >> (segment + 1)) & 15;
  return ~((negative ? 0x80 : 0) | (segment << 4) | step) & 0xff;
}

const A_LAW_VALUES = Int16Array.from({ length: 256 }, (_, octet) => aLawValue(octet));
const MU_LAW_VALUES = Int16Array.from({ length: 256 }, (_, octet) => muLawValue(octet));
const A_LAW_OCTETS = Uint8Array.from({ length: 65536 }, (_, index) =>
  aLawOctet((index << 16) >> 16),
);
const MU_LAW_OCTETS = Uint8Array.from({ length: 65536 }, (_, index) =>
  muLawOctet((index << 16) >> 16),
);

function encode(table: Uint8Array, samples: Int16Array, into: Uint8Array): Uint8Array {
  encodePart(table, samples, 0, samples.length, into, 0);
  return into;
}

function encodePart(
  table: Uint8Array,
  samples: Int16Array,
  from: number,
  to: number,
  into: Uint8Array,
  at: number,
): void {
  const ahead = at - from;
  for (let n = from; n < to; n++) into[n + ahead] = table[(samples[n] ?? 0) & 0xffff] ?? 0;
}

function decode(table: Int16Array, octets: Uint8Array, into: Int16Array): Int16Array {
  decodePart(table, octets, 0, octets.length, into, 0);
  return into;
}

function decodePart(
  table: Int16Array,
  octets: Uint8Array,
  from: number,
  to: number,
  into: Int16Array,
  at: number,
): void {
  const ahead = at - from;
  for (let n = from; n < to; n++) into[n + ahead] = table[octets[n] ?? 0] ?? 0;
}

/** Encodes 16-bit linear samples as A-law octets, one each (G.711 table 1); `into` saves the allocation. */
export function encodeALaw(
  samples: Int16Array,
  into: Uint8Array = new Uint8Array(samples.length),
): Uint8Array {
  return encode(A_LAW_OCTETS, samples, into);
}

/** Encodes samples `from` to before `to` as A-law octets that begin at `at` of `into`. */
export function encodeALawInto(
  samples: Int16Array,
  from: number,
  to: number,
  into: Uint8Array,
  at: number,
): void {
  encodePart(A_LAW_OCTETS, samples, from, to, into, at);
}

/** Decodes A-law octets to 16-bit linear samples, ±32,256 at most (G.711 table 1). */
export function decodeALaw(
  octets: Uint8Array,
  into: Int16Array = new Int16Array(octets.length),
): Int16Array {
  return decode(A_LAW_VALUES, octets, into);
}

/** Decodes A-law octets `from` to before `to` to samples that begin at `at` of `into`. */
export function decodeALawInto(
  octets: Uint8Array,
  from: number,
  to: number,
  into: Int16Array,
  at: number,
): void {
  decodePart(A_LAW_VALUES, octets, from, to, into, at);
}

/** Encodes 16-bit linear samples as µ-law octets, one each (G.711 table 2). */
export function encodeMuLaw(
  samples: Int16Array,
  into: Uint8Array = new Uint8Array(samples.length),
): Uint8Array {
  return encode(MU_LAW_OCTETS, samples, into);
}

/** Encodes samples `from` to before `to` as µ-law octets that begin at `at` of `into`. */
export function encodeMuLawInto(
  samples: Int16Array,
  from: number,
  to: number,
  into: Uint8Array,
  at: number,
): void {
  encodePart(MU_LAW_OCTETS, samples, from, to, into, at);
}

/** Decodes µ-law octets to 16-bit linear samples, ±32,124 at most (G.711 table 2). */
export function decodeMuLaw(
  octets: Uint8Array,
  into: Int16Array = new Int16Array(octets.length),
): Int16Array {
  return decode(MU_LAW_VALUES, octets, into);
}

/** Decodes µ-law octets `from` to before `to` to samples that begin at `at` of `into`. */
export function decodeMuLawInto(
  octets: Uint8Array,
  from: number,
  to: number,
  into: Int16Array,
  at: number,
): void {
  decodePart(MU_LAW_VALUES, octets, from, to, into, at);
}
