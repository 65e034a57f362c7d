import { hexOf } from './hex.ts';
import type { Clock } from './ports/clock.ts';
import type { Random } from './ports/random.ts';

/** A UUID of version 7 (RFC 9562, section 5.7): 48 bits of time in ms, then 74 random bits. */
export function newId(from: {
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly random: Random;
}): string {
  const bytes = from.random.bytes(16);
  const view = new DataView(bytes.buffer, bytes.byteOffset, 16);
  const nowMs = from.clock.nowMs();
  view.setUint16(0, Math.floor(nowMs / 2 ** 32));
  view.setUint32(2, nowMs % 2 ** 32);
  view.setUint8(6, 0x70 | (view.getUint8(6) & 0x0f));
  view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f));
  const hex = hexOf(bytes.subarray(0, 16));
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
