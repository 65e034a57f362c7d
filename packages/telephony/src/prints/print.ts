/** The time from one word to the next, ms. */
export const PRINT_HOP_MS = 20;

/**
 * The print of a sound: a word of 32 bits for each 20 ms, in the manner of Haitsma and Kalker ("A highly robust audio
 * fingerprinting system", 2002). A bit is the sign of how the difference between two neighbouring bands changes in
 * time, so that gain and codec do not matter. Word 0 stands for nothing to tell by: silence or a steady tone.
 */
export interface Print {
  /** Word n belongs to the time n × `hopMs` of the sound. */
  readonly words: Uint32Array;
  readonly hopMs: number;
  /** Of each word its eight least reliable bits, as ones; prints of version 1 have none. */
  readonly weakest?: Uint32Array;
}

/** How many of a word's bits are named as unreliable. */
export const WEAKEST_BITS = 8;

/** Version 1 holds the words alone. */
const VERSION = { bare: 1, withWeakest: 2 } as const;
const HEADER_BYTES = 8;
/** No sound of a call is longer: an hour. */
const MOST_WORDS = 180_000;

/**
 * The serialised form: `EP`, version, hop in ms, the number of words, the words, and in version 2 the unreliable bits of
 * each; little-endian.
 */
export function writePrint(print: Print): Uint8Array {
  const { words, weakest, hopMs } = print;
  const columns = weakest === undefined ? [words] : [words, weakest];
  const bytes = new Uint8Array(HEADER_BYTES + columns.length * words.length * 4);
  const view = new DataView(bytes.buffer);
  bytes.set([0x45, 0x50, weakest === undefined ? VERSION.bare : VERSION.withWeakest, hopMs]);
  view.setUint32(4, words.length, true);
  for (const [place, column] of columns.entries()) {
    const from = HEADER_BYTES + place * words.length * 4;
    for (let n = 0; n < words.length; n += 1) view.setUint32(from + n * 4, column[n] ?? 0, true);
  }
  return bytes;
}

/** Reads what `writePrint` wrote; null for anything else, and for another version. */
export function readPrint(bytes: Uint8Array): Print | null {
  if (bytes.length < HEADER_BYTES) return null;
  if (bytes[0] !== 0x45 || bytes[1] !== 0x50 || bytes[3] !== PRINT_HOP_MS) return null;
  const isBare = bytes[2] === VERSION.bare;
  if (!isBare && bytes[2] !== VERSION.withWeakest) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.getUint32(4, true);
  const size = HEADER_BYTES + count * (isBare ? 4 : 8);
  if (count > MOST_WORDS || bytes.length !== size) return null;
  const column = (from: number) =>
    Uint32Array.from({ length: count }, (_, n) => view.getUint32(from + n * 4, true));
  const words = column(HEADER_BYTES);
  if (isBare) return { words, hopMs: PRINT_HOP_MS };
  const weakest = column(HEADER_BYTES + count * 4);
  if (weakest.some((bits) => ones(bits) > WEAKEST_BITS)) return null;
  return { words, hopMs: PRINT_HOP_MS, weakest };
}

/** The number of ones in a word of 32 bits. */
export function ones(word: number): number {
  let value = word - ((word >>> 1) & 0x55555555);
  value = (value & 0x33333333) + ((value >>> 2) & 0x33333333);
  return (((value + (value >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** Part of a print, in ms of its sound. */
export function slicePrint(print: Print, fromMs: number, toMs: number): Print {
  const from = Math.max(0, Math.round(fromMs / print.hopMs));
  const to = Math.max(from, Math.round(toMs / print.hopMs));
  return {
    words: print.words.slice(from, to),
    hopMs: print.hopMs,
    ...(print.weakest !== undefined && { weakest: print.weakest.slice(from, to) }),
  };
}
