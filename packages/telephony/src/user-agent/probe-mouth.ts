import { A_LAW_SILENCE, encodeALaw, encodeMuLaw, MU_LAW_SILENCE } from '../audio/g711.ts';
import { G722Encoder } from '../audio/g722.ts';
import { RtpSession } from '../rtp/session.ts';
import type { Address, RandomSource } from '../sip/address.ts';
import { payloadTypes, type AudioCodec, type AudioDescription } from '../sip/sdp.ts';
import { isLoopback } from '../sip/uri.ts';

export interface ProbeMouthOptions {
  /** What is said to a person, mono 8 kHz. */
  readonly words: Int16Array;
  readonly sendSilence: boolean;
  /** The codecs that were offered. */
  readonly codecs: readonly AudioCodec[];
  readonly random: RandomSource;
  /** The trunk is on this machine, so our audio never leaves it. */
  readonly staysHere: boolean;
}

const frameMs = 20;
const frameSamples = 160;
/** How many frames that are overdue are sent at once; older ones are left out. */
const mostOverdue = 5;

/** What a probe says: our words once they are wanted, silence otherwise, 20 ms at a time (RFC 3550, RFC 3551). */
export class ProbeMouth {
  /** When our words sounded, in call time; the last may still go on. */
  readonly spoke: { fromMs: number; toMs: number }[] = [];
  readonly #options: ProbeMouthOptions;
  #session: RtpSession | null = null;
  #codec: AudioCodec = 'PCMA';
  #g722: G722Encoder | null = null;
  #to: Address | null = null;
  #sentUntilMs: number | null = null;
  #wordAt: number | null = null;

  constructor(options: ProbeMouthOptions) {
    this.#options = options;
  }

  get packetsSent(): number {
    return this.#session?.stats().packetsSent ?? 0;
  }

  /** Follows the far end's description: where our audio goes and in which codec (RFC 3264 section 6). */
  follow({ address, direction, codecs }: AudioDescription): void {
    const wanted = address !== null && direction !== 'sendonly' && direction !== 'inactive';
    this.#to = wanted && (!this.#options.staysHere || isLoopback(address.host)) ? address : null;
    const codec = codecs.find((offered) => this.#options.codecs.includes(offered));
    if (
      codec === undefined ||
      (this.#session !== null && (codec === this.#codec || this.packetsSent > 0))
    )
      return;
    this.#codec = codec;
    this.#session = new RtpSession({
      ssrc: Math.floor(this.#options.random() * 2 ** 32),
      payloadType: payloadTypes[codec],
      random: this.#options.random,
    });
  }

  /** Begins our words; `atMs` is call time. Gives when they will have sounded. */
  speak(atMs: number): { fromMs: number; toMs: number } {
    const { words } = this.#options;
    const said = { fromMs: atMs, toMs: atMs + words.length / 8 };
    this.spoke.push(said);
    this.#wordAt = words.length === 0 ? null : 0;
    return said;
  }

  /** Our words are cut off. */
  fallSilent(atMs: number): void {
    const last = this.spoke.at(-1);
    if (this.#wordAt !== null && last !== undefined) last.toMs = Math.min(last.toMs, atMs);
    this.#wordAt = null;
  }

  /** One packet for each 20 ms up to a tick; nothing while there is nowhere to send. */
  packets(tickMs: number, nowMs: number): { bytes: Uint8Array; to: Address }[] {
    const before = this.#sentUntilMs ?? tickMs - frameMs;
    this.#sentUntilMs = tickMs;
    const session = this.#session;
    const to = this.#to;
    if (session === null || to === null) return [];
    const packets: { bytes: Uint8Array; to: Address }[] = [];
    const due = Math.min(mostOverdue, Math.round((tickMs - before) / frameMs));
    for (let frame = 0; frame < due; frame += 1) {
      const payload = this.#nextPayload();
      if (payload !== null) packets.push({ bytes: session.packet(payload, nowMs), to });
    }
    return packets;
  }

  #nextPayload(): Uint8Array | null {
    const at = this.#wordAt;
    if (at === null) return this.#options.sendSilence ? this.#silence() : null;
    const { words } = this.#options;
    const frame = new Int16Array(frameSamples);
    frame.set(words.subarray(at, at + frameSamples));
    this.#wordAt = at + frameSamples < words.length ? at + frameSamples : null;
    if (this.#codec === 'PCMA') return encodeALaw(frame);
    return this.#codec === 'PCMU' ? encodeMuLaw(frame) : this.#wideband().encodeNarrow(frame);
  }

  #silence(): Uint8Array {
    if (this.#codec === 'G722') return this.#wideband().encodeNarrow(new Int16Array(frameSamples));
    const octet = this.#codec === 'PCMA' ? A_LAW_SILENCE : MU_LAW_SILENCE;
    return new Uint8Array(frameSamples).fill(octet);
  }

  #wideband(): G722Encoder {
    this.#g722 ??= new G722Encoder();
    return this.#g722;
  }
}
