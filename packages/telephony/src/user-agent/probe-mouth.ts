import { A_LAW_SILENCE, encodeALaw, encodeMuLaw, MU_LAW_SILENCE } from '../audio/g711.ts';
import { G722Encoder } from '../audio/g722.ts';
import { synthesizeKeys } from '../audio/key-tones.ts';
import type { KeyPress, RtpSession } from '../rtp/session.ts';
import { payloadTypes, type AudioCodec, type AudioDescription } from '../sip/sdp.ts';

export interface ProbeMouthOptions {
  /** What is said to a person, mono 8 kHz. */
  readonly words: Int16Array;
  readonly sendSilence: boolean;
  /** The codecs that were offered. */
  readonly codecs: readonly AudioCodec[];
  readonly session: RtpSession;
}

interface Said {
  readonly samples: Int16Array;
  readonly fromMs: number;
  toMs: number;
}

const frameMs = 20;
const frameSamples = 160;
/** How many frames that are overdue are sent at once; older ones are left out. */
const mostOverdue = 5;
/** Before the answer nobody listens: so many first packets open the way back through NATs and relays, */
const openingPackets = 10;
/** and one in so many frames keeps it open. */
const keepOpenFrames = 25;

/**
 * What a probe says: our words once they are wanted, silence otherwise, 20 ms at a time (RFC 3550, RFC 3551). Before the
 * answer silence is mostly left out, as RFC 3551 section 4.1 allows: a sweep's phone would send more of it than anything.
 */
export class ProbeMouth {
  /** When our words sounded, in call time; the last may still go on. */
  readonly spoke: Said[] = [];
  /** When what a script wanted said has sounded. */
  readonly said: Said[] = [];
  readonly #options: ProbeMouthOptions;
  #codec: AudioCodec = 'PCMA';
  #g722: G722Encoder | null = null;
  #sentUntilMs: number | null = null;
  /** What is being said, and how far it has been. */
  #saying: { readonly samples: Int16Array; readonly said: Said; at: number } | null = null;
  #takesKeys = false;
  #isAnswered = false;
  /** Frames of silence that were due before the answer. */
  #earlyFrames = 0;
  /** Keys that sound in band, and how far they have. */
  #tones: Int16Array = new Int16Array(0);

  constructor(options: ProbeMouthOptions) {
    this.#options = options;
  }

  /** Follows the far end's description: the codec that our audio goes in (RFC 3264 section 6). */
  follow({ codecs, telephoneEvent }: AudioDescription): void {
    const codec = codecs.find((offered) => this.#options.codecs.includes(offered));
    if (codec === undefined) return;
    this.#codec = codec;
    this.#takesKeys = telephoneEvent !== null;
    this.#options.session.sendAs(payloadTypes[codec], telephoneEvent);
  }

  /** Presses keys: by telephone events where the far end takes them (RFC 4733), else as tones (ITU-T Q.23). */
  press(press: KeyPress): 'events' | 'tones' {
    if (this.#takesKeys && this.#options.session.press(press)) return 'events';
    this.#tones = synthesizeKeys(press);
    return 'tones';
  }

  /** Begins our words; `atMs` is call time. Gives when they will have sounded. */
  speak(atMs: number): { fromMs: number; toMs: number } {
    return this.#begin(this.#options.words, this.spoke, atMs);
  }

  /** Begins what a script wants said; our words to a person break it off. */
  say(samples: Int16Array, atMs: number): { fromMs: number; toMs: number } {
    return this.#begin(samples, this.said, atMs);
  }

  /** Whether words or keys of ours sound or wait to. */
  get isBusy(): boolean {
    return this.#saying !== null || this.#tones.length > 0 || this.#options.session.isPressing;
  }

  /** What is being said is cut off. */
  fallSilent(atMs: number): void {
    const saying = this.#saying;
    if (saying !== null) saying.said.toMs = Math.min(saying.said.toMs, atMs);
    this.#saying = null;
  }

  #begin(samples: Int16Array, into: Said[], atMs: number): Said {
    this.fallSilent(atMs);
    const said = { samples, fromMs: atMs, toMs: atMs + samples.length / 8 };
    into.push(said);
    this.#saying = samples.length === 0 ? null : { samples, said, at: 0 };
    return said;
  }

  /** The call is answered: from now on somebody may listen. */
  answered(): void {
    this.#isAnswered = true;
  }

  /** One packet for each 20 ms up to a tick, more where a key ends; none while they are not wanted. */
  packets(tickMs: number, nowMs: number, isWanted: boolean): Uint8Array[] {
    const before = this.#sentUntilMs ?? tickMs - frameMs;
    this.#sentUntilMs = tickMs;
    if (!isWanted) return [];
    const { session } = this.#options;
    const packets: Uint8Array[] = [];
    const due = Math.min(mostOverdue, Math.round((tickMs - before) / frameMs));
    for (let frame = 0; frame < due; frame += 1) {
      const keys = session.keyPackets(frameSamples, nowMs);
      if (keys !== null) {
        packets.push(...keys);
        continue;
      }
      const payload = this.#nextPayload();
      if (payload !== null) packets.push(session.packet(payload, nowMs));
    }
    return packets;
  }

  #nextPayload(): Uint8Array | null {
    const saying = this.#saying;
    if (this.#tones.length > 0) {
      const tones = this.#tones;
      this.#tones = tones.subarray(frameSamples);
      return this.#coded(tones);
    }
    if (saying === null) return this.#isSilenceSent() ? this.#silence() : null;
    const { samples, at } = saying;
    saying.at += frameSamples;
    if (saying.at >= samples.length) this.#saying = null;
    return this.#coded(samples.subarray(at));
  }

  #isSilenceSent(): boolean {
    if (!this.#options.sendSilence) return false;
    if (this.#isAnswered) return true;
    this.#earlyFrames += 1;
    return this.#earlyFrames <= openingPackets || this.#earlyFrames % keepOpenFrames === 0;
  }

  /** The first 20 ms of samples, filled up with silence. */
  #coded(samples: Int16Array): Uint8Array {
    const frame = new Int16Array(frameSamples);
    frame.set(samples.subarray(0, frameSamples));
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
