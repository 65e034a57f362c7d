/** One report block: how one source was received (RFC 3550 section 6.4.1). */
export interface ReportBlock {
  readonly ssrc: number;
  /** Lost since the last report, in 256ths. */
  readonly fractionLost: number;
  readonly cumulativeLost: number;
  readonly highestSequence: number;
  /** In timestamp units. */
  readonly jitter: number;
  /** The middle 32 bits of the NTP time of the last sender report, and the delay since, in 65,536ths of a second. */
  readonly lastSenderReport: number;
  readonly delaySinceLastSenderReport: number;
}

/** A sender report's own part. */
export interface SenderInfo {
  /** NTP timestamp: seconds, and their fraction in 2^32nds. */
  readonly ntpSeconds: number;
  readonly ntpFraction: number;
  readonly rtpTimestamp: number;
  readonly packets: number;
  readonly octets: number;
}

/** What an extended report tells of a call (RFC 3611 section 4.7), as far as it is known. */
export interface VoipMetrics {
  /** The source that is reported on. */
  readonly ssrc: number;
  /** Shares of 0 to 1: lost in the network, and thrown away because they came too late. */
  readonly lost: number;
  readonly discarded: number;
  readonly roundTripMs: number;
  /** From the microphone or line to the network and back, in the far end. */
  readonly endSystemDelayMs: number;
  /** Narrowband conversational quality, 1 to 5; null when it is not told. */
  readonly mos: number | null;
}

/** One packet of a compound RTCP datagram; others than these are passed over. */
export type RtcpPacket =
  | {
      readonly kind: 'report';
      readonly ssrc: number;
      readonly sender: SenderInfo | null;
      readonly blocks: readonly ReportBlock[];
    }
  | { readonly kind: 'bye'; readonly ssrcs: readonly number[]; readonly reason: string | null }
  | { readonly kind: 'name'; readonly ssrc: number; readonly cname: string }
  | { readonly kind: 'voip'; readonly ssrc: number; readonly metrics: VoipMetrics };

const utf8 = new TextDecoder();

function readBlocks(view: DataView, from: number, count: number, end: number): ReportBlock[] {
  const blocks: ReportBlock[] = [];
  for (let at = from; blocks.length < count && at + 24 <= end; at += 24) {
    blocks.push({
      ssrc: view.getUint32(at),
      fractionLost: view.getUint8(at + 4),
      cumulativeLost: (view.getInt32(at + 4) << 8) >> 8,
      highestSequence: view.getUint32(at + 8),
      jitter: view.getUint32(at + 12),
      lastSenderReport: view.getUint32(at + 16),
      delaySinceLastSenderReport: view.getUint32(at + 20),
    });
  }
  return blocks;
}

/** The canonical names of SDES chunks (section 6.5): an SSRC, items of type, length and text, a null, and padding. */
function readNames(
  bytes: Uint8Array,
  view: DataView,
  from: number,
  count: number,
  end: number,
  into: RtcpPacket[],
): void {
  let at = from;
  for (let chunk = 0; chunk < count && at + 6 <= end; chunk++) {
    const ssrc = view.getUint32(at);
    at += 4;
    while (at + 2 <= end && view.getUint8(at) !== 0) {
      const length = view.getUint8(at + 1);
      if (at + 2 + length > end) return;
      if (view.getUint8(at) === 1) {
        into.push({
          kind: 'name',
          ssrc,
          cname: utf8.decode(bytes.subarray(at + 2, at + 2 + length)),
        });
      }
      at += 2 + length;
    }
    at += 4 - ((at - from) & 3);
  }
}

/** The VoIP metrics of an extended report (RFC 3611 section 4.7: block type 7, 8 words after its header). */
function readExtended(view: DataView, from: number, end: number, into: RtcpPacket[]): void {
  for (let at = from + 8; at + 4 <= end; at += 4 * (view.getUint16(at + 2) + 1)) {
    if (view.getUint8(at) !== 7 || view.getUint16(at + 2) !== 8 || at + 36 > end) continue;
    const mos = view.getUint8(at + 27);
    into.push({
      kind: 'voip',
      ssrc: view.getUint32(from + 4),
      metrics: {
        ssrc: view.getUint32(at + 4),
        lost: view.getUint8(at + 8) / 256,
        discarded: view.getUint8(at + 9) / 256,
        roundTripMs: view.getUint16(at + 16),
        endSystemDelayMs: view.getUint16(at + 18),
        mos: mos === 127 ? null : mos / 10,
      },
    });
  }
}

/**
 * Reads a compound RTCP datagram (RFC 3550 section 6.1); null when it is none. What is cut short is left out.
 *
 * ```
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |V=2|P|   RC    |   PT=200/201  |  length in words, minus one   |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                         SSRC of sender                        |
 * +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
 * |  SR only: NTP seconds, NTP fraction, RTP timestamp,           |
 * |  packets sent, octets sent (5 words)                          |
 * +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
 * |  RC times: SSRC; fraction lost (8), cumulative lost (24);     |
 * |  highest sequence; jitter; LSR; DLSR (6 words)                |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * ```
 */
export function parseRtcp(bytes: Uint8Array): RtcpPacket[] | null {
  if (bytes.length < 8 || (bytes[0] ?? 0) >> 6 !== 2) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const packets: RtcpPacket[] = [];
  for (let at = 0; at + 8 <= bytes.length;) {
    const first = view.getUint8(at);
    const type = view.getUint8(at + 1);
    if (first >> 6 !== 2) break;
    const end = Math.min(bytes.length, at + 4 * (view.getUint16(at + 2) + 1));
    const count = first & 31;
    if (type === 200 && at + 28 <= end) {
      const sender = {
        ntpSeconds: view.getUint32(at + 8),
        ntpFraction: view.getUint32(at + 12),
        rtpTimestamp: view.getUint32(at + 16),
        packets: view.getUint32(at + 20),
        octets: view.getUint32(at + 24),
      };
      const blocks = readBlocks(view, at + 28, count, end);
      packets.push({ kind: 'report', ssrc: view.getUint32(at + 4), sender, blocks });
    } else if (type === 201) {
      const blocks = readBlocks(view, at + 8, count, end);
      packets.push({ kind: 'report', ssrc: view.getUint32(at + 4), sender: null, blocks });
    } else if (type === 203) {
      const ssrcs: number[] = [];
      for (let n = 0; n < count && at + 8 + 4 * n <= end; n++) {
        ssrcs.push(view.getUint32(at + 4 + 4 * n));
      }
      const reasonAt = at + 4 + 4 * count;
      const length = reasonAt < end ? view.getUint8(reasonAt) : 0;
      const isWhole = length > 0 && reasonAt + 1 + length <= end;
      const reason = isWhole
        ? utf8.decode(bytes.subarray(reasonAt + 1, reasonAt + 1 + length))
        : null;
      packets.push({ kind: 'bye', ssrcs, reason });
    } else if (type === 202) readNames(bytes, view, at + 4, count, end, packets);
    else if (type === 207) readExtended(view, at, end, packets);
    at = end;
  }
  return packets;
}

/** Writes SR (with `sender`) or RR, then SDES with the CNAME (RFC 3550 sections 6.4, 6.5; diagram at `parseRtcp`). */
export function buildReport(
  ssrc: number,
  sender: SenderInfo | null,
  blocks: readonly ReportBlock[],
  cname: string,
): Uint8Array {
  const name = new TextEncoder().encode(cname).subarray(0, 255);
  const reportWords = 2 + (sender === null ? 0 : 5) + 6 * blocks.length;
  // SDES: header, SSRC, item type and length, the name, and at least one null up to the word's end.
  const sdesWords = 2 + Math.ceil((2 + name.length + 1) / 4);
  const bytes = new Uint8Array(4 * (reportWords + sdesWords));
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 0x80 | blocks.length);
  view.setUint8(1, sender === null ? 201 : 200);
  view.setUint16(2, reportWords - 1);
  view.setUint32(4, ssrc >>> 0);
  let at = 8;
  if (sender !== null) {
    view.setUint32(at, sender.ntpSeconds >>> 0);
    view.setUint32(at + 4, sender.ntpFraction >>> 0);
    view.setUint32(at + 8, sender.rtpTimestamp >>> 0);
    view.setUint32(at + 12, sender.packets >>> 0);
    view.setUint32(at + 16, sender.octets >>> 0);
    at += 20;
  }
  for (const block of blocks) {
    view.setUint32(at, block.ssrc >>> 0);
    const lost = Math.max(-0x800000, Math.min(0x7fffff, block.cumulativeLost));
    view.setUint32(at + 4, (((block.fractionLost & 0xff) << 24) | (lost & 0xffffff)) >>> 0);
    view.setUint32(at + 8, block.highestSequence >>> 0);
    view.setUint32(at + 12, block.jitter >>> 0);
    view.setUint32(at + 16, block.lastSenderReport >>> 0);
    view.setUint32(at + 20, block.delaySinceLastSenderReport >>> 0);
    at += 24;
  }
  view.setUint8(at, 0x81);
  view.setUint8(at + 1, 202);
  view.setUint16(at + 2, sdesWords - 1);
  view.setUint32(at + 4, ssrc >>> 0);
  view.setUint8(at + 8, 1);
  view.setUint8(at + 9, name.length);
  bytes.set(name, at + 10);
  return bytes;
}

/** Writes BYE with a reason (RFC 3550 section 6.6), to follow a report in the same datagram. */
export function buildBye(ssrc: number, reason: string): Uint8Array {
  const text = new TextEncoder().encode(reason).subarray(0, 255);
  const words = 2 + (text.length === 0 ? 0 : Math.ceil((1 + text.length) / 4));
  const bytes = new Uint8Array(4 * words);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 0x81);
  view.setUint8(1, 203);
  view.setUint16(2, words - 1);
  view.setUint32(4, ssrc >>> 0);
  if (text.length > 0) {
    view.setUint8(8, text.length);
    bytes.set(text, 9);
  }
  return bytes;
}

/**
 * Writes an extended report with VoIP metrics (RFC 3611 section 4.7); what we do not measure is said to be
 * unavailable, and gaps shorter than 16 packets belong to one burst.
 */
export function buildVoipMetrics(ssrc: number, metrics: VoipMetrics): Uint8Array {
  const bytes = new Uint8Array(44);
  const view = new DataView(bytes.buffer);
  const share = (value: number) => Math.min(255, Math.floor(256 * value));
  view.setUint8(0, 0x80);
  view.setUint8(1, 207);
  view.setUint16(2, 10);
  view.setUint32(4, ssrc >>> 0);
  view.setUint8(8, 7);
  view.setUint16(10, 8);
  view.setUint32(12, metrics.ssrc >>> 0);
  view.setUint8(16, share(metrics.lost));
  view.setUint8(17, share(metrics.discarded));
  view.setUint16(24, Math.min(65535, Math.round(metrics.roundTripMs)));
  view.setUint16(26, Math.min(65535, Math.round(metrics.endSystemDelayMs)));
  // Signal, noise, echo loss, R and external R: not available.
  bytes.fill(127, 28, 31);
  view.setUint8(31, 16);
  bytes.fill(127, 32, 36);
  if (metrics.mos !== null) {
    const mos = Math.round(10 * metrics.mos);
    view.setUint8(35, mos);
  }
  return bytes;
}
