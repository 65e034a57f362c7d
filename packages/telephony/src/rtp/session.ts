import { decodeALaw, decodeMuLaw } from '../audio/g711.ts';
import { sineAmplitude } from '../audio/level.ts';
import type { RandomSource } from '../sip/address.ts';
import { KeyEvents, type KeyEvent } from './key-events.ts';
import { buildRtp, looksLikeRtcp, parseRtp, type RtpPacket } from './packet.ts';
import { FRAME_SAMPLES, PlayOutBuffer } from './play-out-buffer.ts';
import { buildReport, parseRtcp, type ReportBlock, type SenderInfo } from './rtcp.ts';
import { RtpSource } from './source.ts';

export type { KeyEvent } from './key-events.ts';

const UNITS_PER_MS = 8;
const PCMU = 0;
const PCMA = 8;
const COMFORT_NOISE = 13;
/** A source that was left may come back, or a second one take over, when the present one is silent for so long. */
const TAKE_OVER_MS = 60;
/** A timestamp so far off the time of arrival is a leap of the sender's clock, not delay. */
const LEAP_UNITS = 8000;
/** How many packets in a row must come in order and yet too late before the time base is moved. */
const LATE_RUN = 3;
/** The longest payload of G.711 that is decoded: 200 ms. */
const MOST_OCTETS = 1600;
/** Clock drift that is followed: 100 parts per million of 20 ms. */
const DRIFT_UNITS_PER_PACKET = 0.016;

export interface RtpSessionOptions {
  /** Our own synchronisation source. */
  readonly ssrc: number;
  /** What we send: 0 PCMU, 8 PCMA (RFC 3551). Both are received at any time. */
  readonly payloadType: 0 | 8;
  /** Gives the first sequence number and timestamp (RFC 3550 section 5.1). */
  readonly random: RandomSource;
  /** The payload type of telephone-event that was agreed by SDP; null or absent when none was. */
  readonly keyPayloadType?: number | null;
  /** How long missing packets are waited for at least and at most; 40 and 200 ms. */
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
  /** What had to be made up. */
  readonly concealedMs: number;
  readonly ssrcChanges: number;
  /** The payload type of the last audio packet; null before it. */
  readonly payloadType: number | null;
  readonly firstPacketAtMs: number | null;
  readonly lastPacketAtMs: number | null;
  readonly packetsSent: number;
  /** The far end's last report on what we sent: lost in the last interval, 0 to 1; null when none came. */
  readonly remoteFractionLost: number | null;
}

/**
 * The media of one call (RFC 3550): receives, reorders, conceals and decodes; numbers and stamps what is sent.
 * Nothing that arrives makes it throw, and its memory is fixed.
 */
export class RtpSession {
  private readonly options: RtpSessionOptions;
  private readonly buffer: PlayOutBuffer;
  private readonly keys = new KeyEvents();
  private readonly decoded = new Int16Array(MOST_OCTETS);
  private source: RtpSource | null = null;
  private readonly leftAtMs = new Map<number, number>();
  private originMs = 0;
  private anchored = false;
  private anchorTimestamp = 0;
  private anchorUnits = 0;
  /** The least difference, in units, of a packet's arrival and its position. */
  private leastDelayUnits = 0;
  private lateRun = 0;
  private needsAnchor = false;
  private counts = { packets: 0, octets: 0, late: 0, duplicates: 0, reordered: 0, ignored: 0 };
  private lostBefore = 0;
  private ssrcChanges = 0;
  private maxGapMs = 0;
  private firstPacketAtMs: number | null = null;
  private lastPacketAtMs: number | null = null;
  private payloadType: number | null = null;
  private sequence: number;
  private timestamp: number;
  private sentAtMs: number | null = null;
  private packetsSent = 0;
  private octetsSent = 0;
  private remoteReport: ReportBlock | null = null;
  private lastSenderReport = { middle: 0, atMs: 0 };

  constructor(options: RtpSessionOptions) {
    this.options = options;
    this.buffer = new PlayOutBuffer(options.minDepthMs ?? 40, options.maxDepthMs ?? 200);
    this.sequence = Math.floor(options.random() * 0x8000);
    this.timestamp = Math.floor(options.random() * 0x100000000);
  }

  /** One datagram; false when it is not RTP for us. The bytes are copied. */
  receive(bytes: Uint8Array, nowMs: number): boolean {
    if (looksLikeRtcp(bytes)) return this.receiveRtcp(bytes, nowMs);
    const packet = parseRtp(bytes);
    if (packet === null || !this.isAgreed(packet.payloadType) || !this.isOurs(packet, nowMs)) {
      this.counts.ignored++;
      return false;
    }
    const source = this.source;
    if (source === null) return false;
    const arrival = source.arrive(packet.sequence);
    if (arrival === 'suspect') {
      this.counts.ignored++;
      return true;
    }
    this.count(packet, nowMs);
    if (arrival === 'duplicate') {
      this.counts.duplicates++;
      return true;
    }
    if (arrival === 'reordered') this.counts.reordered++;
    if (packet.payloadType === this.options.keyPayloadType) {
      this.keys.receive(packet.payload, packet.timestamp, nowMs);
      return true;
    }
    source.transited(nowMs * UNITS_PER_MS, packet.timestamp);
    this.place(packet, arrival === 'restart', arrival === 'next', nowMs);
    return true;
  }

  /**
   * The next 20 ms (160 samples) that are due, in play-out order, concealed where lost; null when nothing is due.
   * The array is used again by the next call. Call it until it gives null; more than one frame may be due at once.
   */
  pull(nowMs: number): Int16Array | null {
    return this.anchored ? this.buffer.take(this.unitsAt(nowMs)) : null;
  }

  /** When the first sample of the frame last pulled arrived (or should have), free of jitter and waiting. */
  get frameAtMs(): number {
    return this.msAt(this.buffer.frameStartSamples);
  }

  /** The earliest time at which `pull` has a frame even if nothing more arrives; null when only arrivals can tell. */
  nextPullMs(): number | null {
    return !this.anchored || this.buffer.isIdle() ? null : this.msAt(this.buffer.dueSamples());
  }

  /** The next packet to send: one payload of G.711 (20 ms are 160 octets). A pause before it moves its timestamp. */
  packet(payload: Uint8Array, nowMs: number): Uint8Array {
    let marker = this.sentAtMs === null;
    if (this.sentAtMs !== null) {
      const pausedUnits = Math.round((nowMs - this.sentAtMs) * UNITS_PER_MS);
      if (pausedUnits > 4 * FRAME_SAMPLES) {
        this.timestamp = (this.timestamp + pausedUnits - payload.length) >>> 0;
        marker = true;
      }
    }
    const bytes = buildRtp({
      marker,
      payloadType: this.options.payloadType,
      sequence: this.sequence,
      timestamp: this.timestamp,
      ssrc: this.options.ssrc,
      payload,
    });
    this.sequence = (this.sequence + 1) & 0xffff;
    this.timestamp = (this.timestamp + payload.length) >>> 0;
    this.sentAtMs = nowMs;
    this.packetsSent++;
    this.octetsSent += payload.length;
    return bytes;
  }

  /** Keys that were released before `nowMs` and not taken yet. */
  takeKeys(nowMs: number): readonly KeyEvent[] {
    return this.keys.take(nowMs);
  }

  /** One RTCP datagram (RFC 3550 section 6); false when it is none. */
  receiveRtcp(bytes: Uint8Array, nowMs: number): boolean {
    const packets = parseRtcp(bytes);
    if (packets === null) return false;
    for (const packet of packets) {
      if (packet.kind !== 'report') continue;
      if (packet.sender !== null && packet.ssrc === this.source?.ssrc) {
        const { ntpSeconds, ntpFraction } = packet.sender;
        const middle = (((ntpSeconds & 0xffff) << 16) | (ntpFraction >>> 16)) >>> 0;
        this.lastSenderReport = { middle, atMs: nowMs };
      }
      this.remoteReport =
        packet.blocks.find((block) => block.ssrc === this.options.ssrc >>> 0) ?? this.remoteReport;
    }
    return true;
  }

  /**
   * A compound packet of SR (RR while nothing was sent) and SDES (RFC 3550 section 6.1). Its NTP time counts from
   * the zero of the session's clock, as section 4 allows.
   */
  report(nowMs: number, cname: string): Uint8Array {
    const blocks: ReportBlock[] = [];
    if (this.source !== null) {
      const { middle, atMs } = this.lastSenderReport;
      blocks.push({
        ssrc: this.source.ssrc,
        fractionLost: this.source.takeFractionLost(),
        cumulativeLost: this.source.lost,
        highestSequence: this.source.highestSequence,
        jitter: Math.round(this.source.jitter),
        lastSenderReport: middle,
        delaySinceLastSenderReport: middle === 0 ? 0 : Math.round((nowMs - atMs) * 65.536),
      });
    }
    const seconds = Math.floor(nowMs / 1000);
    const sender: SenderInfo | null =
      this.sentAtMs === null
        ? null
        : {
            ntpSeconds: seconds,
            ntpFraction: Math.floor((nowMs / 1000 - seconds) * 0x100000000),
            rtpTimestamp: this.timestamp + Math.round((nowMs - this.sentAtMs) * UNITS_PER_MS),
            packets: this.packetsSent,
            octets: this.octetsSent,
          };
    return buildReport(this.options.ssrc, sender, blocks, cname);
  }

  stats(): RtpStats {
    return {
      ...this.counts,
      lost: this.lostBefore + (this.source?.lost ?? 0),
      jitterMs: (this.source?.jitter ?? 0) / UNITS_PER_MS,
      maxGapMs: this.maxGapMs,
      concealedMs: this.buffer.concealedSamples / UNITS_PER_MS,
      ssrcChanges: this.ssrcChanges,
      payloadType: this.payloadType,
      firstPacketAtMs: this.firstPacketAtMs,
      lastPacketAtMs: this.lastPacketAtMs,
      packetsSent: this.packetsSent,
      remoteFractionLost: this.remoteReport === null ? null : this.remoteReport.fractionLost / 256,
    };
  }

  private isAgreed(payloadType: number): boolean {
    return (
      payloadType === PCMA ||
      payloadType === PCMU ||
      payloadType === COMFORT_NOISE ||
      payloadType === this.options.keyPayloadType
    );
  }

  /** Follows a change of source at once, but never back and forth between two that send together. */
  private isOurs(packet: RtpPacket, nowMs: number): boolean {
    const present = this.source;
    if (present?.ssrc === packet.ssrc) {
      present.lastPacketAtMs = nowMs;
      return true;
    }
    if (present !== null) {
      const leftAtMs = this.leftAtMs.get(packet.ssrc);
      if (leftAtMs !== undefined && nowMs - present.lastPacketAtMs < TAKE_OVER_MS) return false;
      if (this.leftAtMs.size >= 64) this.leftAtMs.clear();
      this.leftAtMs.set(present.ssrc, nowMs);
      this.lostBefore += present.lost;
      this.ssrcChanges++;
    }
    this.source = new RtpSource(packet.ssrc);
    this.source.lastPacketAtMs = nowMs;
    this.needsAnchor = true;
    return true;
  }

  private count(packet: RtpPacket, nowMs: number): void {
    this.counts.packets++;
    this.counts.octets += packet.payload.length;
    this.firstPacketAtMs ??= nowMs;
    if (this.lastPacketAtMs !== null) {
      this.maxGapMs = Math.max(this.maxGapMs, nowMs - this.lastPacketAtMs);
    }
    this.lastPacketAtMs = nowMs;
  }

  private place(packet: RtpPacket, restart: boolean, inOrder: boolean, nowMs: number): void {
    if (!this.anchored) {
      this.originMs = nowMs;
      this.anchored = true;
      this.anchorTimestamp = packet.timestamp;
    } else if (restart || this.needsAnchor) this.anchor(packet.timestamp, nowMs);
    this.needsAnchor = false;
    const arrivedUnits = (nowMs - this.originMs) * UNITS_PER_MS;
    let position = this.positionOf(packet.timestamp);
    let delayUnits = arrivedUnits - position - this.leastDelayUnits;
    const length = Math.min(packet.payload.length, MOST_OCTETS);
    const isLate = this.buffer.isPast(position, Math.max(length, 1));
    this.lateRun = isLate && inOrder ? this.lateRun + 1 : 0;
    if (Math.abs(delayUnits) > LEAP_UNITS || this.lateRun >= LATE_RUN) {
      this.anchor(packet.timestamp, nowMs);
      this.lateRun = 0;
      position = this.positionOf(packet.timestamp);
      delayUnits = arrivedUnits - position - this.leastDelayUnits;
    } else if (isLate) {
      this.counts.late++;
      this.buffer.delayed(delayUnits);
      return;
    }
    if (delayUnits < 0) {
      this.leastDelayUnits += delayUnits;
      delayUnits = 0;
    } else this.leastDelayUnits += DRIFT_UNITS_PER_PACKET;
    this.buffer.delayed(delayUnits);
    if (packet.payloadType === COMFORT_NOISE) {
      // The level is given in −dBov (RFC 3389 section 3.1); 0 dBov is a full-scale sine's +3.14 dBm0, plus 3 dB.
      this.buffer.comfort(sineAmplitude(6 - ((packet.payload[0] ?? 127) & 0x7f)));
      return;
    }
    this.payloadType = packet.payloadType;
    const octets = packet.payload.subarray(0, length);
    const decode = packet.payloadType === PCMA ? decodeALaw : decodeMuLaw;
    this.buffer.put(position, decode(octets, this.decoded), length);
  }

  /** Says that this timestamp belongs to now, after everything that is buffered. */
  private anchor(timestamp: number, nowMs: number): void {
    const arrivedUnits = Math.round((nowMs - this.originMs) * UNITS_PER_MS - this.leastDelayUnits);
    this.anchorTimestamp = timestamp;
    this.anchorUnits = Math.max(this.buffer.freeFromSamples, arrivedUnits);
  }

  private positionOf(timestamp: number): number {
    return this.anchorUnits + ((timestamp - this.anchorTimestamp) | 0);
  }

  private unitsAt(nowMs: number): number {
    return (nowMs - this.originMs) * UNITS_PER_MS - this.leastDelayUnits;
  }

  private msAt(units: number): number {
    return this.originMs + (units + this.leastDelayUnits) / UNITS_PER_MS;
  }
}
