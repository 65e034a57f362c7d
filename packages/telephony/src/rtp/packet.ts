/** One RTP packet; `payload` is a view into the datagram, without padding. */
export interface RtpPacket {
  readonly marker: boolean;
  readonly payloadType: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
  readonly payload: Uint8Array;
}

/**
 * Reads one RTP packet (RFC 3550 section 5.1); null when the datagram is none.
 *
 * ```
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |V=2|P|X|  CC   |M|     PT      |       sequence number         |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                           timestamp                           |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |           synchronization source (SSRC) identifier            |
 * +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
 * |     contributing source (CSRC) identifiers, CC times          |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |  defined by profile (X = 1)   |   length in 32-bit words      |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |  extension …, then the payload, then padding if P = 1: its    |
 * |  last octet counts the octets of padding, itself included     |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * ```
 */
export function parseRtp(bytes: Uint8Array): RtpPacket | null {
  if (bytes.length < 12) return null;
  const first = bytes[0] ?? 0;
  const second = bytes[1] ?? 0;
  if (first >> 6 !== 2) return null;
  let start = 12 + 4 * (first & 15);
  if ((first & 0x10) !== 0) {
    if (start + 4 > bytes.length) return null;
    start += 4 + 4 * uint16(bytes, start + 2);
  }
  let end = bytes.length;
  if ((first & 0x20) !== 0) {
    const padding = bytes[end - 1] ?? 0;
    if (padding === 0) return null;
    end -= padding;
  }
  if (start > end) return null;
  return {
    marker: (second & 0x80) !== 0,
    payloadType: second & 0x7f,
    sequence: uint16(bytes, 2),
    timestamp: uint32(bytes, 4),
    ssrc: uint32(bytes, 8),
    payload: bytes.subarray(start, end),
  };
}

/** Writes one RTP packet without CSRC, extension or padding (RFC 3550 section 5.1, diagram at `parseRtp`). */
export function buildRtp(packet: RtpPacket): Uint8Array {
  const bytes = new Uint8Array(12 + packet.payload.length);
  bytes[0] = 0x80;
  bytes[1] = (packet.marker ? 0x80 : 0) | (packet.payloadType & 0x7f);
  bytes[2] = packet.sequence >>> 8;
  bytes[3] = packet.sequence;
  putUint32(bytes, 4, packet.timestamp);
  putUint32(bytes, 8, packet.ssrc);
  bytes.set(packet.payload, 12);
  return bytes;
}

/** Whether a datagram on the media port is RTCP: packet types 192 to 223 (RFC 5761 section 4). */
export function looksLikeRtcp(bytes: Uint8Array): boolean {
  const type = bytes[1] ?? 0;
  return bytes.length >= 8 && (bytes[0] ?? 0) >> 6 === 2 && type >= 192 && type <= 223;
}

// A DataView for each packet would cost more than the reading.
function uint16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

function uint32(bytes: Uint8Array, at: number): number {
  return ((uint16(bytes, at) << 16) | uint16(bytes, at + 2)) >>> 0;
}

function putUint32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
}
