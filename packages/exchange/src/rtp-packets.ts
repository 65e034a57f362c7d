/**
 * The fixed RTP header (RFC 3550 section 5.1), written here apart from telephony's: the called side must not share the
 * calling side's mistakes.
 *
 *    0                   1                   2                   3
 *   |V=2|P|X|  CC   |M|     PT      |       sequence number         |
 *   |                           timestamp                           |
 *   |                             SSRC                              |
 */
export const rtpHeaderBytes = 12;

/** Where the called side's numbering of its packets stands. */
export interface RtpNumbering {
  readonly ssrc: number;
  sequence: number;
  timestamp: number;
}

/** Writes the header for the next packet of 20 ms and moves the numbering on. */
export function writeRtpHeader(
  into: Uint8Array,
  payloadType: number,
  marker: boolean,
  numbering: RtpNumbering,
): void {
  into[0] = 0x80;
  into[1] = (marker ? 0x80 : 0) | payloadType;
  into[2] = numbering.sequence >>> 8;
  into[3] = numbering.sequence & 0xff;
  into[4] = numbering.timestamp >>> 24;
  into[5] = (numbering.timestamp >>> 16) & 0xff;
  into[6] = (numbering.timestamp >>> 8) & 0xff;
  into[7] = numbering.timestamp & 0xff;
  into[8] = numbering.ssrc >>> 24;
  into[9] = (numbering.ssrc >>> 16) & 0xff;
  into[10] = (numbering.ssrc >>> 8) & 0xff;
  into[11] = numbering.ssrc & 0xff;
  numbering.sequence = (numbering.sequence + 1) & 0xffff;
  numbering.timestamp = (numbering.timestamp + 160) >>> 0;
}

/** Where the payload of a packet lies; null when it is no RTP. */
function payloadOf(bytes: Uint8Array): Uint8Array | null {
  const first = bytes[0] ?? 0;
  if (bytes.length <= rtpHeaderBytes || first >> 6 !== 2) return null;
  let from = rtpHeaderBytes + 4 * (first & 15);
  if ((first & 0x10) !== 0)
    from += 4 + 4 * (((bytes[from + 2] ?? 0) << 8) | (bytes[from + 3] ?? 0));
  const padding = (first & 0x20) !== 0 ? (bytes[bytes.length - 1] ?? 0) : 0;
  const to = bytes.length - padding;
  return from < to ? bytes.subarray(from, to) : null;
}

const eventKeys = '0123456789*#ABCD';

/**
 * The key of a telephone event with the time at which it began (RFC 4733 section 2.3); null for anything else.
 *
 *   |     event     |E|R| volume    |          duration             |
 */
export function readKeyEvent(
  bytes: Uint8Array,
  payloadType: number,
): { readonly key: string; readonly timestamp: number } | null {
  const payload = payloadOf(bytes);
  if (payload === null || payload.length < 4 || ((bytes[1] ?? 0) & 0x7f) !== payloadType)
    return null;
  const key = eventKeys[payload[0] ?? 255];
  if (key === undefined) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { key, timestamp: view.getUint32(4) };
}

/** The audio of a received packet with its payload type; null when it is no RTP of G.711. Nothing makes it throw. */
export function readRtpAudio(
  bytes: Uint8Array,
): { readonly payloadType: 0 | 8; readonly octets: Uint8Array } | null {
  const payload = payloadOf(bytes);
  const payloadType = (bytes[1] ?? 0) & 0x7f;
  if (payload === null || (payloadType !== 0 && payloadType !== 8)) return null;
  return { payloadType, octets: payload };
}
