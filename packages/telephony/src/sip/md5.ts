/** Left-rotations of each step (RFC 1321 section 3.4). */
const shifts = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21] as const;
const sines = Int32Array.from({ length: 64 }, (_, index) =>
  Math.floor(Math.abs(Math.sin(index + 1)) * 2 ** 32),
);

/** Pads a message to whole 64-byte blocks with its length in bits (RFC 1321 section 3.1, FIPS 180-4 section 5.1.1). */
export function paddedBlocks(message: Uint8Array, lengthLittleEndian: boolean): DataView {
  const padded = new Uint8Array(((message.length + 8) >> 6) * 64 + 64);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  const bits = BigInt(message.length) * 8n;
  view.setBigUint64(padded.length - 8, bits, lengthLittleEndian);
  return view;
}

/** Bytes of words as lower-case hexadecimal. */
export function hexOf(words: readonly number[], littleEndian: boolean): string {
  let text = '';
  for (const word of words) {
    const bigEndian = littleEndian
      ? (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)
      : word;
    text += (bigEndian >>> 0).toString(16).padStart(8, '0');
  }
  return text;
}

/** MD5 of text in UTF-8, in hexadecimal (RFC 1321); here because digest authentication still needs it. */
export function md5(text: string): string {
  const view = paddedBlocks(new TextEncoder().encode(text), true);
  let [a0, b0, c0, d0] = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  for (let block = 0; block < view.byteLength; block += 64) {
    let [a, b, c, d] = [a0, b0, c0, d0];
    for (let step = 0; step < 64; step += 1) {
      const round = step >> 4;
      const [mix, word] =
        round === 0
          ? [(b & c) | (~b & d), step]
          : round === 1
            ? [(d & b) | (~d & c), (5 * step + 1) & 15]
            : round === 2
              ? [b ^ c ^ d, (3 * step + 5) & 15]
              : [c ^ (b | ~d), (7 * step) & 15];
      const sum = (a + mix + (sines[step] ?? 0) + view.getInt32(block + word * 4, true)) | 0;
      const shift = shifts[round * 4 + (step & 3)] ?? 0;
      [a, d, c, b] = [d, c, b, (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0];
    }
    a0 = (a0 + a) | 0;
    b0 = (b0 + b) | 0;
    c0 = (c0 + c) | 0;
    d0 = (d0 + d) | 0;
  }
  return hexOf([a0, b0, c0, d0], true);
}
