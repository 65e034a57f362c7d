import type { RandomSource } from '../sip/address.ts';
import { codecImpairments, meanOpinionScore, transmissionRating } from './e-model.ts';
import type { KeyEvent } from './key-events.ts';
import type { KeyPress } from './key-sender.ts';
import { looksLikeRtcp, parseRtp } from './packet.ts';
import type { AudioPayloadType } from './payload-format.ts';
import { RtcpSide, type ToldByFarEnd } from './rtcp-side.ts';
import { RtpReceiver } from './rtp-receiver.ts';
import { RtpSender } from './rtp-sender.ts';

export type { KeyEvent } from './key-events.ts';
export type { KeyPress } from './key-sender.ts';
export type { ToldByFarEnd } from './rtcp-side.ts';

/** Our own source collides with that of another at most so often; after that it is our own media that comes back. */
const MOST_COLLISIONS = 3;
/** Each packet carries so much, and is complete only when the last of it is there. */
const PACKET_MS = 20;

export interface RtpSessionOptions {
  /** Our own synchronisation source. */
  readonly ssrc: number;
  /** What we send: 0 PCMU, 8 PCMA, 9 G.722 (RFC 3551). All three are received at any time. */
  readonly payloadType: AudioPayloadType;
  /** Gives the first sequence number and timestamp (RFC 3550 section 5.1). */
  readonly random: RandomSource;
  /** The payload type of telephone-event under which we take keys; null or absent when none was agreed. */
  readonly keyPayloadType?: number | null;
  /** That under which the far end takes them, where it differs. */
  readonly remoteKeyPayloadType?: number | null;
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
  /** The far end's reports so far, and how many of them spoke of what we sent. */
  readonly remoteReports: number;
  readonly remoteReportsOnUs: number;
  /** The time to the far end and back, by its reports; null when none told. */
  readonly roundTripMs: number | null;
  /** Mean length of losses over that of random ones, 1 or more (ITU-T G.107 section 7.5). */
  readonly burstRatio: number;
  /** R of the E-model and the mean opinion score it stands for; null before the first packet. */
  readonly rating: number | null;
  readonly mos: number | null;
}

/**
 * The media of one call (RFC 3550): receives, reorders, conceals and decodes; numbers and stamps what is sent.
 * Nothing that arrives makes it throw, and its memory is fixed.
 */
export class RtpSession {
  readonly #receiver: RtpReceiver;
  readonly #sender: RtpSender;
  readonly #rtcp: RtcpSide;
  readonly #random: RandomSource;
  #collisions = 0;
  #byeWaiting: number | null = null;

  constructor(options: RtpSessionOptions) {
    const keyPayloadType = options.keyPayloadType ?? null;
    this.#random = options.random;
    this.#receiver = new RtpReceiver({
      minDepthMs: options.minDepthMs ?? 40,
      maxDepthMs: options.maxDepthMs ?? 200,
      keyPayloadType,
    });
    this.#sender = new RtpSender({
      ssrc: options.ssrc >>> 0,
      payloadType: options.payloadType,
      random: options.random,
      keyPayloadType:
        options.remoteKeyPayloadType === undefined ? keyPayloadType : options.remoteKeyPayloadType,
    });
    this.#rtcp = new RtcpSide(options.random);
  }

  /** Our own source; a collision changes it (RFC 3550 section 8.2). */
  get ssrc(): number {
    return this.#sender.ssrc;
  }

  /** What the far end's RTCP has told. */
  get told(): ToldByFarEnd {
    return this.#rtcp.told;
  }

  /** One datagram; false when it is not RTP for us. The bytes are copied. */
  receive(bytes: Uint8Array, nowMs: number): boolean {
    if (looksLikeRtcp(bytes)) return this.receiveRtcp(bytes, nowMs);
    const packet = parseRtp(bytes);
    if (packet === null) {
      this.#receiver.counts.ignored++;
      return false;
    }
    if (packet.ssrc === this.#sender.ssrc) this.#collided();
    return this.#receiver.receive(packet, nowMs);
  }

  /**
   * The next 20 ms (160 samples) that are due, in play-out order, concealed where lost; null when nothing is due.
   * The array is used again by the next call. Call it until it gives null; more than one frame may be due at once.
   */
  pull(nowMs: number): Int16Array | null {
    return this.#receiver.pull(nowMs);
  }

  /** When the first sample of the frame last pulled arrived (or should have), free of jitter and waiting. */
  get frameAtMs(): number {
    return this.#receiver.frameAtMs;
  }

  /** The earliest time at which `pull` has a frame even if nothing more arrives; null when only arrivals can tell. */
  nextPullMs(): number | null {
    return this.#receiver.nextPullMs();
  }

  /** The payload type of the last audio packet; null before it. */
  get payloadType(): number | null {
    return this.#receiver.payloadType;
  }

  /** What is sent from now on, and the payload type under which the far end takes keys; null when it takes none. */
  sendAs(payloadType: AudioPayloadType, keyPayloadType: number | null): void {
    this.#sender.payloadType = payloadType;
    this.#sender.keyPayloadType = keyPayloadType;
  }

  /** The next packet to send: one octet for each sample (20 ms are 160). A pause before it moves its timestamp. */
  packet(payload: Uint8Array, nowMs: number): Uint8Array {
    return this.#sender.audio(payload, nowMs);
  }

  /** Presses keys one after another by telephone events; false when the far end takes none. */
  press(press: KeyPress): boolean {
    return this.#sender.press(press);
  }

  /** Whether a key is down, pausing, or waiting. */
  get isPressing(): boolean {
    return this.#sender.keys.isBusy;
  }

  /** The packets of the next frame while keys are pressed, sent instead of its audio; null when none is. */
  keyPackets(frameUnits: number, nowMs: number): Uint8Array[] | null {
    return this.#sender.keyPackets(frameUnits, nowMs);
  }

  /** A packet that says that only noise of that level, in −dBov, follows until the next audio (RFC 3389). */
  comfortNoise(minusDbov: number, nowMs: number): Uint8Array {
    return this.#sender.comfortNoise(minusDbov, nowMs);
  }

  /** Keys that were released before `nowMs` and not taken yet. */
  takeKeys(nowMs: number): readonly KeyEvent[] {
    return this.#receiver.keys.take(nowMs);
  }

  /** One RTCP datagram (RFC 3550 section 6); false when it is none. */
  receiveRtcp(bytes: Uint8Array, nowMs: number): boolean {
    const of = { ownSsrc: this.#sender.ssrc, heardSsrc: this.#receiver.ssrc };
    return this.#rtcp.receive(bytes, of, nowMs);
  }

  /** When the next report should be sent: about every 5 s, at random (RFC 3550 section 6.2). */
  reportDueMs(nowMs: number): number {
    return this.#byeWaiting === null ? this.#rtcp.dueMs(nowMs) : nowMs;
  }

  /**
   * A compound packet of SR (RR while nothing was sent) and SDES (RFC 3550 section 6.1), with VoIP metrics where
   * `extended` (RFC 3611). Its NTP time counts from the zero of the session's clock, as section 4 allows.
   */
  report(nowMs: number, cname: string, extended = false): Uint8Array {
    const left = this.#byeWaiting;
    this.#byeWaiting = null;
    if (left !== null) {
      const bye = { ssrc: left, sender: null, block: null, cname, bye: 'collision' };
      return this.#rtcp.compound(bye, nowMs);
    }
    return this.#rtcp.compound(this.#parts(nowMs, cname, extended), nowMs);
  }

  /** The last word: a report, and BYE with its reason (RFC 3550 section 6.6). */
  bye(nowMs: number, cname: string, reason: string): Uint8Array {
    return this.#rtcp.compound({ ...this.#parts(nowMs, cname, false), bye: reason }, nowMs);
  }

  /** Figures of both directions up to now: packets, losses, jitter and delay in ms (RFC 3550), MOS (ITU-T G.107). */
  stats(): RtpStats {
    const receiver = this.#receiver;
    const { told } = this.#rtcp;
    const { expected, gaps, lost } = receiver;
    const missing = expected === 0 ? 0 : Math.min(1, (lost + receiver.counts.late) / expected);
    const burstRatio = gaps === 0 ? 1 : Math.max(1, (lost / gaps) * (1 - lost / expected));
    const rating =
      receiver.firstPacketAtMs === null
        ? null
        : transmissionRating({
            delayMs: (told.roundTripMs ?? 0) / 2 + receiver.depthMs + PACKET_MS,
            loss: missing,
            burstRatio,
            codec: codecImpairments.g711Concealed,
          });
    return {
      ...receiver.counts,
      lost,
      jitterMs: receiver.jitterMs,
      concealedMs: receiver.concealedMs,
      payloadType: receiver.payloadType,
      firstPacketAtMs: receiver.firstPacketAtMs,
      lastPacketAtMs: receiver.lastPacketAtMs,
      packetsSent: this.#sender.packets,
      remoteFractionLost: told.fractionLost,
      remoteReports: told.reports,
      remoteReportsOnUs: told.reportsOnUs,
      roundTripMs: told.roundTripMs,
      burstRatio,
      rating,
      mos: rating === null ? null : meanOpinionScore(rating),
    };
  }

  #parts(nowMs: number, cname: string, extended: boolean) {
    const block = this.#receiver.reportBlock(this.#rtcp.lastSenderReport, nowMs);
    const { expected, counts } = this.#receiver;
    const metrics =
      !extended || block === null
        ? null
        : {
            ssrc: block.ssrc,
            lost: expected === 0 ? 0 : this.#receiver.lost / expected,
            discarded: expected === 0 ? 0 : counts.late / expected,
            roundTripMs: this.#rtcp.told.roundTripMs ?? 0,
            endSystemDelayMs: this.#receiver.depthMs + PACKET_MS,
            mos: this.stats().mos,
          };
    return {
      ssrc: this.#sender.ssrc,
      sender: this.#sender.info(nowMs),
      block,
      cname,
      metrics,
    };
  }

  /** Another sends under our number: we take a new one, and say goodbye under the old. */
  #collided(): void {
    if (this.#collisions >= MOST_COLLISIONS) return;
    this.#collisions++;
    this.#byeWaiting = this.#sender.ssrc;
    this.#sender.renew(Math.floor(this.#random() * 2 ** 32), this.#random);
  }
}
