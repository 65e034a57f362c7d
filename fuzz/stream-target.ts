import { framerLimits, readPrint, StreamFramer, writePrint } from '@everyline/telephony';
import { messageSeeds } from './sip-target.ts';

/**
 * A byte stream cut into messages, whole and in pieces: both ways give the same messages, and no more is held than a
 * message may be long.
 */
export function cutStream(bytes: Uint8Array): void {
  const whole = new StreamFramer().push(bytes);
  const framer = new StreamFramer();
  const pieces: typeof whole = [];
  for (let at = 0, size = 1; at < bytes.length; at += size, size = (size * 7 + 3) % 61 || 1)
    pieces.push(...framer.push(bytes.subarray(at, at + size)));
  if (pieces.length !== whole.length) throw new Error('the pieces give other messages');
  for (const [index, one] of whole.entries()) {
    const other = pieces[index];
    if (one.kind !== other?.kind) throw new Error('the pieces give other messages');
    if (one.kind !== 'message' || other.kind !== 'message') continue;
    if (one.bytes.length > framerLimits.maxMessageBytes)
      throw new Error('a message over the limit');
    if (Buffer.compare(one.bytes, other.bytes) !== 0)
      throw new Error('the pieces give other bytes');
  }
}

/** A print that comes in a file of another city: what is read can be written again as it was. */
export function readPrintFile(bytes: Uint8Array): void {
  const print = readPrint(bytes);
  if (print !== null && Buffer.compare(writePrint(print), bytes) !== 0)
    throw new Error('a print is written otherwise than it was read');
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(pieces.flatMap((piece) => [...piece]));
}

const lineEnds = Uint8Array.of(13, 10, 13, 10);
export const byteStreamSeeds: readonly Uint8Array[] = [
  joined(messageSeeds),
  joined([lineEnds, ...messageSeeds.slice(0, 3), lineEnds]),
  ...messageSeeds.slice(0, 6),
];
export const printSeeds: readonly Uint8Array[] = [
  writePrint({ words: Uint32Array.of(1, 2, 0, 0xffffffff), hopMs: 20 }),
  writePrint({ words: new Uint32Array(0), hopMs: 20 }),
];
