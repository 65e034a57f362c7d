import type { KnownSounds } from '../prints/known-sounds.ts';
import { SoundFollower } from '../prints/sound-follower.ts';
import { Listener } from '../progress/listener.ts';
import type { TonePlan } from '../progress/tone-plan.ts';
import type { RtpSession } from '../rtp/session.ts';
import { payloadTypes, type G711 } from '../sip/sdp.ts';
import { Recording } from './recording.ts';

const frameMs = 20;

/** What a probe hears: from the session's play-out buffer to the listener and the recording. */
export class ProbeEar {
  readonly listener: Listener;
  /** Knows again what earlier calls have heard. */
  readonly sounds: SoundFollower;
  /** When the first packet came, absolute. */
  firstPacketMs: number | null = null;
  /** Call time up to which frames were heard, and of the last sound in them. */
  heardUntilMs = 0;
  lastSoundMs: number | null = null;
  readonly #session: RtpSession;
  readonly #recordingLimitMs: number;
  #recording: Recording | null = null;

  constructor(options: {
    readonly tonePlan: TonePlan;
    readonly session: RtpSession;
    readonly recordingLimitMs: number;
    readonly knownSounds: KnownSounds | null;
  }) {
    this.sounds = new SoundFollower(options.knownSounds);
    this.listener = new Listener({ tonePlan: options.tonePlan });
    this.#recordingLimitMs = options.recordingLimitMs;
    this.#session = options.session;
  }

  /** A packet of the call came, and with it perhaps something to hear. */
  received(nowMs: number, startedAtMs: number): void {
    this.firstPacketMs ??= nowMs;
    this.hear(nowMs, startedAtMs);
  }

  /** Hears what is due by now; call times count from `startedAtMs`. */
  hear(nowMs: number, startedAtMs: number): void {
    const session = this.#session;
    for (let frame = session.pull(nowMs); frame !== null; frame = session.pull(nowMs)) {
      const atMs = session.frameAtMs - startedAtMs;
      this.listener.push(frame, atMs);
      this.sounds.push(frame, atMs);
      this.heardUntilMs = atMs + frameMs;
      if (this.#recording === null) {
        const codec = session.payloadType === payloadTypes.PCMU ? 'PCMU' : 'PCMA';
        this.#recording = new Recording(codec, atMs, this.#recordingLimitMs);
      }
      this.#recording.add(frame, atMs);
    }
    for (const { key, fromMs, toMs } of session.takeKeys(nowMs)) {
      this.listener.keyPressed(key, fromMs - startedAtMs, toMs - startedAtMs);
    }
    if (this.listener.silenceMs() === 0) this.lastSoundMs = nowMs - startedAtMs;
  }

  /** What was received, null when nothing was. */
  recorded(): { codec: G711; bytes: Uint8Array; fromMs: number } | null {
    const recording = this.#recording;
    return recording === null
      ? null
      : { codec: recording.codec, bytes: recording.bytes(), fromMs: recording.fromMs };
  }
}
