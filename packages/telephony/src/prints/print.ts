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
  /** Of each word the numbers of its eight least reliable bits, weakest first; lost when written. */
  readonly weakest?: Uint8Array;
}

/** How many of a word's bits are named as unreliable. */
export const WEAKEST_BITS = 8;

const VERSION = 1;
const HEADER_BYTES = 8;
/** No sound of a call is longer: an hour. */
const MOST_WORDS = 180_000;

/** The serialised form: `EP`, version, hop in ms, the number of words, and the words; little-endian. */
export function writePrint(print: Print): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + print.words.length * 4);
  const view = new DataView(bytes.buffer);
  bytes.set([0x45, 0x50, VERSION, print.hopMs]);
  view.setUint32(4, print.words.length, true);
  for (let n = 0; n < print.words.length; n += 1) {
    view.setUint32(HEADER_BYTES + n * 4, print.words[n] ?? 0, true);
  }
  return bytes;
}

/** Reads what `writePrint` wrote; null for anything else, and for another version. */
export function readPrint(bytes: Uint8Array): Print | null {
  if (bytes.length < HEADER_BYTES) return null;
  if (bytes[0] !== 0x45 || bytes[1] !== 0x50 || bytes[2] !== VERSION) return null;
  if (bytes[3] !== PRINT_HOP_MS) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.getUint32(4, true);
  if (count > MOST_WORDS || bytes.length !== HEADER_BYTES + count * 4) return null;
  const words = Uint32Array.from({ length: count }, (_, n) =>
    view.getUint32(HEADER_BYTES + n * 4, true),
  );
  return { words, hopMs: PRINT_HOP_MS };
}

/** Part of a print, in ms of its sound. */
export function slicePrint(print: Print, fromMs: number, toMs: number): Print {
  const from = Math.max(0, Math.round(fromMs / print.hopMs));
  const to = Math.max(from, Math.round(toMs / print.hopMs));
  return {
    words: print.words.slice(from, to),
    hopMs: print.hopMs,
    ...(print.weakest !== undefined && {
      weakest: print.weakest.slice(from * WEAKEST_BITS, to * WEAKEST_BITS),
    }),
  };
}
