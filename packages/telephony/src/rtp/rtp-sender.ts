import type { RandomSource } from '../sip/address.ts';
import { KeySender, type KeyPress } from './key-sender.ts';
import { buildRtp } from './packet.ts';
import { COMFORT_NOISE, type AudioPayloadType } from './payload-format.ts';
import type { SenderInfo } from './rtcp.ts';

const UNITS_PER_MS = 8;
/** A pause longer than this moves the timestamp. */
const PAUSE_UNITS = 640;

export interface RtpSenderOptions {
  readonly ssrc: number;
  readonly payloadType: AudioPayloadType;
  readonly random: RandomSource;
  /** The payload type under which the far end takes telephone events; null when it takes none. */
  readonly keyPayloadType: number | null;
}

/** Numbers and stamps what is sent (RFC 3550 section 5.1): audio, keys and comfort noise of one source. */
export class RtpSender {
  readonly keys = new KeySender();
  ssrc: number;
  payloadType: AudioPayloadType;
  /** The payload type under which the far end takes telephone events; null when it takes none. */
  keyPayloadType: number | null;
  #sequence: number;
  #timestamp: number;
  #sentAtMs: number | null = null;
  #isAfterPause = true;
  #isQuiet = false;
  #packets = 0;
  #octets = 0;

  constructor(options: RtpSenderOptions) {
    this.ssrc = options.ssrc;
    this.payloadType = options.payloadType;
    this.keyPayloadType = options.keyPayloadType;
    this.#sequence = Math.floor(options.random() * 0x8000);
    this.#timestamp = Math.floor(options.random() * 0x100000000);
  }

  get packets(): number {
    return this.#packets;
  }

  /** One payload of audio, an octet for a sample. A pause before it moves its timestamp and sets its marker. */
  audio(payload: Uint8Array, nowMs: number): Uint8Array {
    this.#catchUp(payload.length, nowMs);
    const bytes = this.#packet(this.payloadType, payload, this.#isAfterPause, this.#timestamp);
    this.#isAfterPause = false;
    this.#timestamp = (this.#timestamp + payload.length) >>> 0;
    return bytes;
  }

  /** Presses keys one after another; false when the far end takes no telephone events. */
  press(press: KeyPress): boolean {
    if (this.keyPayloadType === null) return false;
    this.keys.press(press);
    return true;
  }

  /** The packets of the next frame while keys are pressed, which stand for its audio; null when none is. */
  keyPackets(frameUnits: number, nowMs: number): Uint8Array[] | null {
    const payloadType = this.keyPayloadType;
    const payloads = payloadType === null ? null : this.keys.next(frameUnits);
    if (payloads === null || payloadType === null) return null;
    this.#catchUp(frameUnits, nowMs);
    const packets = payloads.map(({ payload, marker, sinceUnits }) =>
      this.#packet(payloadType, payload, marker, (this.#timestamp - sinceUnits) >>> 0),
    );
    this.#timestamp = (this.#timestamp + frameUnits) >>> 0;
    return packets;
  }

  /** Says that only noise of that level follows until the next audio (RFC 3389), in −dBov, 0 to 127. */
  comfortNoise(minusDbov: number, nowMs: number): Uint8Array {
    this.#catchUp(0, nowMs);
    const level = Math.min(127, Math.max(0, Math.round(minusDbov)));
    this.#isQuiet = true;
    return this.#packet(COMFORT_NOISE, Uint8Array.of(level), false, this.#timestamp);
  }

  /** What a sender report says of it; null while nothing was sent. The time counts from the clock's zero. */
  info(nowMs: number): SenderInfo | null {
    if (this.#sentAtMs === null) return null;
    const seconds = Math.floor(nowMs / 1000);
    return {
      ntpSeconds: seconds % 0x100000000,
      ntpFraction: Math.floor((nowMs / 1000 - seconds) * 0x100000000),
      rtpTimestamp: (this.#timestamp + Math.round((nowMs - this.#sentAtMs) * UNITS_PER_MS)) >>> 0,
      packets: this.#packets,
      octets: this.#octets,
    };
  }

  /** Takes another source after a collision (RFC 3550 section 8.2). */
  renew(ssrc: number, random: RandomSource): void {
    this.ssrc = ssrc;
    this.#sequence = Math.floor(random() * 0x8000);
    this.#packets = 0;
    this.#octets = 0;
    this.#sentAtMs = null;
    this.#isAfterPause = true;
  }

  /** Lets the timestamp follow the clock over a pause; `units` are those of what is sent now. */
  #catchUp(units: number, nowMs: number): void {
    if (this.#sentAtMs !== null) {
      const pausedUnits = Math.round((nowMs - this.#sentAtMs) * UNITS_PER_MS);
      // Comfort noise takes no time of its own, so that all of the pause is still to be made up.
      const missedUnits = this.#isQuiet ? pausedUnits : pausedUnits - units;
      if (this.#isQuiet || pausedUnits > Math.max(PAUSE_UNITS, 2 * units)) {
        this.#timestamp = (this.#timestamp + missedUnits) >>> 0;
        this.#isAfterPause = true;
      }
    }
    this.#isQuiet = false;
    this.#sentAtMs = nowMs;
  }

  #packet(
    payloadType: number,
    payload: Uint8Array,
    marker: boolean,
    timestamp: number,
  ): Uint8Array {
    const sequence = this.#sequence;
    this.#sequence = (sequence + 1) & 0xffff;
    this.#packets++;
    this.#octets += payload.length;
    return buildRtp({ marker, payloadType, sequence, timestamp, ssrc: this.ssrc, payload });
  }
}
