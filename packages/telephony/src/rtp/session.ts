import type { RandomSource } from '../sip/address.ts';

/** A key pressed at the far end, from telephone-event packets (RFC 4733 section 2.5). */
export interface KeyEvent {
  readonly key: string;
  /** On the clock of `receive`: when the key went down, and when it came up (so far). */
  readonly fromMs: number;
  readonly toMs: number;
}

export interface RtpSessionOptions {
  /** Our own synchronisation source. */
  readonly ssrc: number;
  /** What we send: 0 PCMU, 8 PCMA (RFC 3551). Both are received at any time. */
  readonly payloadType: 0 | 8;
  /** Gives the first sequence number and timestamp (RFC 3550 section 5.1). */
  readonly random: RandomSource;
  /** The payload type of telephone-event that was agreed by SDP; null or absent when none was. */
  readonly keyPayloadType?: number | null;
  /** The play-out buffer holds at least and at most so much; 40 and 200 ms. */
  readonly minDepthMs?: number;
  readonly maxDepthMs?: number;
}

export interface RtpStats {
  /** Packets accepted, duplicates and late ones included. */
  readonly packets: number;
  readonly octets: number;
  /** Expected minus received, never below zero (RFC 3550 A.3). */
  readonly lost: number;
  readonly late: number;
  readonly duplicates: number;
  readonly reordered: number;
  /** Datagrams that were no RTP, of a foreign source, or of a payload type that was not agreed. */
  readonly ignored: number;
  /** Interarrival jitter (RFC 3550 A.8). */
  readonly jitterMs: number;
  /** The longest time between two packets. */
  readonly maxGapMs: number;
  /** Samples that had to be made up. */
  readonly concealedMs: number;
  readonly ssrcChanges: number;
  /** The payload type of the last audio packet; null before it. */
  readonly payloadType: number | null;
  readonly firstPacketAtMs: number | null;
  readonly lastPacketAtMs: number | null;
  readonly packetsSent: number;
}

/**
 * The media of one call (RFC 3550): receives, reorders, conceals and decodes; numbers and stamps what is sent.
 * Nothing that arrives makes it throw, and its memory is fixed.
 */
export declare class RtpSession {
  constructor(options: RtpSessionOptions);
  /** One datagram; false when it is not RTP for us. The bytes are copied. */
  receive(bytes: Uint8Array, nowMs: number): boolean;
  /**
   * The next 20 ms (160 samples) that are due, in play-out order, concealed where lost; null when nothing is due.
   * The array is used again by the next call. Call it until it gives null; more than one frame may be due at once.
   */
  pull(nowMs: number): Int16Array | null;
  /** When the first sample of the frame last pulled arrived (or should have), free of jitter and buffer delay. */
  readonly frameAtMs: number;
  /** The earliest time at which `pull` may have a frame; null while nothing is buffered. */
  nextPullMs(): number | null;
  /** The next packet to send: one payload of G.711 (20 ms are 160 octets); `nowMs` stamps it. */
  packet(payload: Uint8Array, nowMs: number): Uint8Array;
  /** Keys received since the last call of this. */
  takeKeys(): readonly KeyEvent[];
  /** One RTCP datagram (RFC 3550 section 6); false when it is none. */
  receiveRtcp(bytes: Uint8Array, nowMs: number): boolean;
  /** A compound packet of SR or RR with SDES CNAME (RFC 3550 section 6.1). */
  report(nowMs: number, cname: string): Uint8Array;
  stats(): RtpStats;
}
