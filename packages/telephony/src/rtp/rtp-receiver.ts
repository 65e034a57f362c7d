import { sineAmplitude } from '../audio/level.ts';
import { KeyEvents } from './key-events.ts';
import type { RtpPacket } from './packet.ts';
import { COMFORT_NOISE, isAudio } from './payload-format.ts';
import { FRAME_SAMPLES, PlayOutBuffer } from './play-out-buffer.ts';
import type { ReportBlock } from './rtcp.ts';
import { RtpSource } from './source.ts';

const UNITS_PER_MS = 8;
/** A source that was left may come back, or a second one take over, when the present one is silent for so long. */
const TAKE_OVER_MS = 60;
/** The second packet of a new source must come so soon to confirm the first (RFC 3550 appendix A.1). */
const PROBATION_MS = 1000;
/** A timestamp so far off the time of arrival is a leap of the sender's clock, not delay. */
const LEAP_UNITS = 8000;
/** How many packets in a row must come in order and yet too late before the time base is moved. */
const LATE_RUN = 3;
/** The longest payload that is decoded: 200 ms. */
const MOST_OCTETS = 1600;
/** Clock drift that is followed: 300 parts per million of 20 ms. */
const DRIFT_UNITS_PER_PACKET = 0.048;
const MOST_LEFT = 64;

/** Counts of what arrived. */
export interface Received {
  packets: number;
  octets: number;
  late: number;
  duplicates: number;
  reordered: number;
  ignored: number;
  ssrcChanges: number;
  maxGapMs: number;
}

interface Candidate {
  readonly packet: RtpPacket;
  readonly atMs: number;
}

/**
 * The receiving half of a session (RFC 3550): follows one source at a time, puts its packets in order and time, and
 * gives frames. Its memory is fixed.
 */
export class RtpReceiver {
  readonly keys = new KeyEvents();
  readonly counts: Received = {
    packets: 0,
    octets: 0,
    late: 0,
    duplicates: 0,
    reordered: 0,
    ignored: 0,
    ssrcChanges: 0,
    maxGapMs: 0,
  };
  firstPacketAtMs: number | null = null;
  lastPacketAtMs: number | null = null;
  payloadType: number | null = null;
  readonly #buffer: PlayOutBuffer;
  readonly #keyPayloadType: number | null;
  #source: RtpSource | null = null;
  #candidate: Candidate | null = null;
  readonly #leftAtMs = new Map<number, number>();
  #before = { lost: 0, expected: 0, gaps: 0 };
  #originMs = 0;
  #anchored = false;
  #anchorTimestamp = 0;
  #anchorUnits = 0;
  /** The least difference, in units, of a packet's arrival and its position. */
  #leastDelayUnits = 0;
  #lateRun = 0;
  #needsAnchor = false;

  constructor(options: {
    readonly minDepthMs: number;
    readonly maxDepthMs: number;
    readonly keyPayloadType: number | null;
  }) {
    this.#buffer = new PlayOutBuffer(options.minDepthMs, options.maxDepthMs);
    this.#keyPayloadType = options.keyPayloadType;
  }

  /** The source that is listened to; null before the first packet. */
  get ssrc(): number | null {
    return this.#source?.ssrc ?? null;
  }

  get jitterMs(): number {
    return (this.#source?.jitter ?? 0) / UNITS_PER_MS;
  }

  get lost(): number {
    return this.#before.lost + (this.#source?.lost ?? 0);
  }

  get expected(): number {
    return this.#before.expected + (this.#source?.expected ?? 0);
  }

  /** Stretches of packets that are missing. */
  get gaps(): number {
    return this.#before.gaps + (this.#source?.gaps ?? 0);
  }

  get concealedMs(): number {
    return this.#buffer.concealedSamples / UNITS_PER_MS;
  }

  /** How long what is missing is waited for at present. */
  get depthMs(): number {
    return this.#buffer.depthSamples / UNITS_PER_MS;
  }

  /** One packet; false when it is none of ours. */
  receive(packet: RtpPacket, nowMs: number): boolean {
    if (!this.#isAgreed(packet.payloadType)) {
      this.counts.ignored++;
      return false;
    }
    if (this.#source?.ssrc === packet.ssrc) {
      this.#take(this.#source, packet, nowMs);
      return true;
    }
    return this.#stranger(packet, nowMs);
  }

  /** The frame that is due, see `RtpSession.pull`. */
  pull(nowMs: number): Int16Array | null {
    return this.#anchored ? this.#buffer.take(this.#unitsAt(nowMs)) : null;
  }

  get frameAtMs(): number {
    return this.#msAt(this.#buffer.frameStartSamples);
  }

  /** When the next 20 ms are to be played; null before the first packet. */
  nextPullMs(): number | null {
    return !this.#anchored || this.#buffer.isIdle() ? null : this.#msAt(this.#buffer.dueSamples());
  }

  /** How the source was received since the last call of this (RFC 3550 section 6.4.1); null before the first packet. */
  reportBlock(lastReport: { middle: number; atMs: number }, nowMs: number): ReportBlock | null {
    const source = this.#source;
    if (source === null) return null;
    const { middle, atMs } = lastReport;
    return {
      ssrc: source.ssrc,
      fractionLost: source.takeFractionLost(),
      cumulativeLost: source.lost,
      highestSequence: source.highestSequence,
      jitter: Math.round(source.jitter),
      lastSenderReport: middle,
      delaySinceLastSenderReport: middle === 0 ? 0 : Math.round((nowMs - atMs) * 65.536),
    };
  }

  #isAgreed(payloadType: number): boolean {
    return (
      isAudio(payloadType) || payloadType === COMFORT_NOISE || payloadType === this.#keyPayloadType
    );
  }

  /** A packet of another source than the present one: two in a row make it the present one. */
  #stranger(packet: RtpPacket, nowMs: number): boolean {
    const present = this.#source;
    if (present === null) {
      this.#take(this.#follow(packet.ssrc), packet, nowMs);
      return true;
    }
    const isBack = this.#leftAtMs.has(packet.ssrc);
    if (isBack && nowMs - present.lastPacketAtMs < TAKE_OVER_MS) {
      this.counts.ignored++;
      return false;
    }
    const candidate = this.#candidate;
    const isNext =
      candidate?.packet.ssrc === packet.ssrc &&
      ((candidate.packet.sequence + 1) & 0xffff) === packet.sequence &&
      nowMs - candidate.atMs <= PROBATION_MS;
    if (candidate === null || !isNext) {
      // Its payload is a view of a datagram that may be used again.
      this.#candidate = { packet: { ...packet, payload: packet.payload.slice() }, atMs: nowMs };
      return true;
    }
    this.#candidate = null;
    this.#leave(present, nowMs);
    const source = this.#follow(packet.ssrc);
    this.#take(source, candidate.packet, candidate.atMs);
    this.#take(source, packet, nowMs);
    return true;
  }

  #leave(present: RtpSource, nowMs: number): void {
    if (this.#leftAtMs.size >= MOST_LEFT) this.#leftAtMs.clear();
    this.#leftAtMs.set(present.ssrc, nowMs);
    this.#before.lost += present.lost;
    this.#before.expected += present.expected;
    this.#before.gaps += present.gaps;
    this.counts.ssrcChanges++;
  }

  #follow(ssrc: number): RtpSource {
    const source = new RtpSource(ssrc);
    this.#source = source;
    this.#needsAnchor = true;
    return source;
  }

  #take(source: RtpSource, packet: RtpPacket, nowMs: number): void {
    source.lastPacketAtMs = nowMs;
    const arrival = source.arrive(packet.sequence);
    if (arrival === 'suspect') {
      this.counts.ignored++;
      return;
    }
    this.#count(packet, nowMs);
    if (arrival === 'duplicate') {
      this.counts.duplicates++;
      return;
    }
    if (arrival === 'reordered') this.counts.reordered++;
    if (packet.payloadType === this.#keyPayloadType) {
      this.keys.receive(packet.payload, packet.timestamp, nowMs);
      return;
    }
    source.transited(nowMs * UNITS_PER_MS, packet.timestamp);
    this.#place(packet, arrival === 'restart', arrival === 'next', nowMs);
  }

  #count(packet: RtpPacket, nowMs: number): void {
    this.counts.packets++;
    this.counts.octets += packet.payload.length;
    this.firstPacketAtMs ??= nowMs;
    if (this.lastPacketAtMs !== null) {
      this.counts.maxGapMs = Math.max(this.counts.maxGapMs, nowMs - this.lastPacketAtMs);
    }
    this.lastPacketAtMs = nowMs;
  }

  #place(packet: RtpPacket, restart: boolean, inOrder: boolean, nowMs: number): void {
    if (!this.#anchored) {
      this.#originMs = nowMs;
      this.#anchored = true;
      this.#anchorTimestamp = packet.timestamp;
    } else if (restart || this.#needsAnchor) this.#anchor(packet.timestamp, nowMs);
    this.#needsAnchor = false;
    const arrivedUnits = (nowMs - this.#originMs) * UNITS_PER_MS;
    let position = this.#positionOf(packet.timestamp);
    let delayUnits = arrivedUnits - position - this.#leastDelayUnits;
    const length = Math.min(packet.payload.length, MOST_OCTETS);
    const isLate = this.#buffer.isPast(position, Math.max(length, 1));
    this.#lateRun = isLate && inOrder ? this.#lateRun + 1 : 0;
    if (Math.abs(delayUnits) > LEAP_UNITS || this.#lateRun >= LATE_RUN) {
      this.#anchor(packet.timestamp, nowMs);
      this.#lateRun = 0;
      position = this.#positionOf(packet.timestamp);
      delayUnits = arrivedUnits - position - this.#leastDelayUnits;
    } else if (isLate) {
      this.counts.late++;
      this.#buffer.delayed(delayUnits);
      return;
    }
    if (delayUnits < 0) {
      this.#leastDelayUnits += delayUnits;
      delayUnits = 0;
    } else this.#leastDelayUnits += (DRIFT_UNITS_PER_PACKET * Math.max(length, 1)) / FRAME_SAMPLES;
    this.#buffer.delayed(delayUnits);
    if (packet.payloadType === COMFORT_NOISE) {
      // The level is given in −dBov (RFC 3389 section 3.1); 0 dBov is a full-scale sine's +3.14 dBm0, plus 3 dB.
      this.#buffer.comfort(sineAmplitude(6 - ((packet.payload[0] ?? 127) & 0x7f)));
      return;
    }
    this.payloadType = packet.payloadType;
    if (isAudio(packet.payloadType)) {
      const { payload } = packet;
      const taken = payload.length === length ? payload : payload.subarray(0, length);
      this.#buffer.put(position, taken, packet.payloadType);
    }
  }

  /** Says that this timestamp belongs to now, after everything that is buffered. */
  #anchor(timestamp: number, nowMs: number): void {
    const arrivedUnits = Math.round(
      (nowMs - this.#originMs) * UNITS_PER_MS - this.#leastDelayUnits,
    );
    this.#anchorTimestamp = timestamp;
    this.#anchorUnits = Math.max(this.#buffer.freeFromSamples, arrivedUnits);
  }

  #positionOf(timestamp: number): number {
    return this.#anchorUnits + ((timestamp - this.#anchorTimestamp) | 0);
  }

  #unitsAt(nowMs: number): number {
    return (nowMs - this.#originMs) * UNITS_PER_MS - this.#leastDelayUnits;
  }

  #msAt(units: number): number {
    return this.#originMs + (units + this.#leastDelayUnits) / UNITS_PER_MS;
  }
}
