import {
  dbm0OfMeanSquare,
  decodeALaw,
  decodeMuLaw,
  encodeALaw,
  encodeMuLaw,
  FLOOR_DBM0,
  type Address,
  type G711,
} from '@everyline/telephony';
import type { Carrier } from './audio/carrier.ts';
import type { SoundLibrary } from './audio/sound-library.ts';
import { ToneKeys } from './audio/tone-keys.ts';
import { copyFrame, durationMs, frameSamples, turnIntoMuLaw, type Sound } from './audio/sound.ts';
import type { CallPlan, Step } from './behaviours/call-plan.ts';
import { MenuAttendant } from './behaviours/menu-attendant.ts';
import { Person } from './behaviours/person.ts';
import {
  readKeyEvent,
  readRtpAudio,
  rtpHeaderBytes,
  writeRtpHeader,
  type RtpNumbering,
} from './rtp-packets.ts';

/** Length of one packet. */
const frameMs = 20;
/** After a pause of the program longer than this, audio goes on from the present instead of catching up. */
const longestCatchUpMs = 200;

/** Squares of the sample values of all 256 octets, to measure levels without decoding. */
const octets = Uint8Array.from({ length: 256 }, (_, octet) => octet);
const squaresOfALaw = Float64Array.from(decodeALaw(octets), (value) => value * value);
const squaresOfMuLaw = Float64Array.from(decodeMuLaw(octets), (value) => value * value);

const idle = { kind: 'idle' } as const;

/** What the exchange has to do for a call next, beside sending audio. */
export type CallAction = Extract<
  Step,
  { kind: 'ring' | 'answer' | 'reject' | 'hang_up' | 'ignore' }
>;

export interface ExchangeCallOptions {
  readonly callId: string;
  readonly plan: CallPlan;
  readonly carrier: Carrier;
  readonly variety: number;
  readonly sounds: SoundLibrary;
  readonly mediaPort: number;
  readonly numbering: RtpNumbering;
  readonly startMs: number;
}

/** The called side of one call: works off its plan step by step and makes its audio, 20 ms at a time. */
export class ExchangeCall {
  readonly callId: string;
  readonly mediaPort: number;
  readonly #options: ExchangeCallOptions;
  readonly #idle: Sound;
  readonly #frame = new Int16Array(frameSamples);
  /** Where to send audio, and how it is coded; set when the session is agreed. */
  remote: Address | null = null;
  codec: G711 = 'PCMA';
  /** The payload type under which the caller presses keys; null where they come as tones. */
  keyPayloadType: number | null = null;
  packetsSent = 0;
  packetsReceived = 0;
  /** When the first word of a person left; null while there was none. */
  personSpokeAtMs: number | null = null;
  /** When the first beep is over; null before it begins. */
  beepEndsAtMs: number | null = null;

  /** What is still to come; a menu puts its steps in front. */
  #steps: readonly Step[];
  #menu: MenuAttendant | null = null;
  readonly #toneKeys = new ToneKeys();
  readonly #keys: string[] = [];
  #keyTimestamp: number | null = null;
  #stepStartMs: number;
  #stepEndMs: number;
  #sound: Sound | null = null;
  #soundFromSamples = 0;
  #playedSamples = 0;
  #person: Person | null = null;
  #mediaOpen = false;
  #nextFrameMs = Number.POSITIVE_INFINITY;
  #firstPacket = true;
  #heardSquares = 0;
  #heardSamples = 0;
  #over = false;

  constructor(options: ExchangeCallOptions) {
    this.callId = options.callId;
    this.mediaPort = options.mediaPort;
    this.#options = options;
    this.#steps = options.plan;
    this.#stepStartMs = options.startMs;
    this.#stepEndMs = options.startMs;
    this.#idle = options.sounds.sound(idle, options.carrier, options.variety);
  }

  /** Whether audio is being sent. */
  get mediaOpen(): boolean {
    return this.#mediaOpen;
  }

  /** The time at which something is to be done, infinite when nothing is. */
  nextMs(): number {
    return this.#over ? Number.POSITIVE_INFINITY : Math.min(this.#nextFrameMs, this.#stepEndMs);
  }

  /** Starts audio with the step that begins. */
  openMedia(nowMs: number): void {
    if (this.#mediaOpen) return;
    this.#mediaOpen = true;
    // On a grid of 5 ms, so that many calls share one waking of the program.
    this.#nextFrameMs = Math.ceil(nowMs / 5) * 5;
  }

  /** Nothing more is to be done. */
  stop(): void {
    this.#over = true;
  }

  /** Takes audio from the caller: persons mind its loudness, menus the keys in it. */
  hear(bytes: Uint8Array): void {
    if (this.keyPayloadType !== null) this.#hearKeyEvent(bytes, this.keyPayloadType);
    const audio = readRtpAudio(bytes);
    if (audio === null) return;
    this.packetsReceived += 1;
    if (this.#menu !== null && this.keyPayloadType === null) {
      const decode = audio.payloadType === 8 ? decodeALaw : decodeMuLaw;
      this.#keys.push(...this.#toneKeys.push(decode(audio.octets)));
    }
    if (this.#person === null) return;
    const squares = audio.payloadType === 8 ? squaresOfALaw : squaresOfMuLaw;
    let sum = 0;
    for (let at = 0; at < audio.octets.length; at += 1) sum += squares[audio.octets[at] ?? 0] ?? 0;
    this.#heardSquares += sum;
    this.#heardSamples += audio.octets.length;
  }

  /**
   * Does what is due: gives packets to `send` in order of time, and returns the next action of the plan, or null when
   * nothing more is due by now. To be called until it returns null.
   */
  advance(nowMs: number, send: (packet: Uint8Array) => void): CallAction | null {
    while (!this.#over) {
      if (this.#keys.length > 0 && this.#nextFrameMs <= nowMs) this.#obeyKeys(this.#nextFrameMs);
      if (this.#stepEndMs <= nowMs && this.#stepEndMs <= this.#nextFrameMs) {
        const action = this.#nextStep();
        if (action !== null) return action;
        continue;
      }
      if (this.#nextFrameMs > nowMs) return null;
      if (nowMs - this.#nextFrameMs > longestCatchUpMs) {
        this.#nextFrameMs += Math.floor((nowMs - this.#nextFrameMs) / frameMs) * frameMs;
      }
      if (!this.#sendFrame(send)) {
        this.#over = true;
        return { kind: 'hang_up' };
      }
      this.#nextFrameMs += frameMs;
    }
    return null;
  }

  /** The packets of one key are many, with one timestamp. */
  #hearKeyEvent(bytes: Uint8Array, payloadType: number): void {
    const event = readKeyEvent(bytes, payloadType);
    if (event === null || event.timestamp === this.#keyTimestamp) return;
    this.#keyTimestamp = event.timestamp;
    if (this.#menu !== null) this.#keys.push(event.key);
  }

  /** A key changes what comes next: the present step ends with the frame that is due. */
  #obeyKeys(nowMs: number): void {
    for (const key of this.#keys.splice(0)) {
      const steps = this.#menu?.key(key, this.#steps.length > 0) ?? null;
      if (steps === null) continue;
      this.#steps = steps;
      this.#stepEndMs = nowMs;
    }
  }

  #nextStep(): CallAction | null {
    this.#stepStartMs = this.#stepEndMs;
    this.#person = null;
    if (this.#steps.length === 0 && this.#menu !== null) this.#steps = this.#menu.next();
    const [step, ...rest] = this.#steps;
    this.#steps = rest;
    if (this.#menu?.listens === false) this.#menu = null;
    if (step === undefined) {
      this.#stepEndMs = Number.POSITIVE_INFINITY;
      return null;
    }
    switch (step.kind) {
      case 'wait':
        this.#stepEndMs = this.#stepStartMs + step.ms;
        return null;
      case 'play':
        this.#sound = this.#options.sounds.sound(
          step.sound,
          this.#options.carrier,
          this.#options.variety,
        );
        this.#soundFromSamples = Math.round(step.fromMs * 8);
        this.#playedSamples = 0;
        this.#stepEndMs =
          this.#stepStartMs +
          (step.forMs ?? Math.ceil((durationMs(this.#sound) - step.fromMs) / frameMs) * frameMs);
        if (step.sound.kind === 'beep') this.beepEndsAtMs ??= this.#stepEndMs;
        return null;
      case 'person':
        this.#person = new Person(step.manners, this.#options.sounds);
        this.#heardSquares = 0;
        this.#heardSamples = 0;
        this.#stepEndMs = Number.POSITIVE_INFINITY;
        return null;
      case 'menu':
        this.#menu = new MenuAttendant(step.menu);
        this.#steps = [];
        return null;
      case 'answer':
        this.#sound = this.#idle;
        return step;
      default:
        return step;
    }
  }

  /** Sends 20 ms; false when the person hangs up. */
  #sendFrame(send: (packet: Uint8Array) => void): boolean {
    const packet = new Uint8Array(rtpHeaderBytes + frameSamples);
    const payload = packet.subarray(rtpHeaderBytes);
    if (this.#person !== null) {
      const heardDbm0 =
        this.#heardSamples === 0
          ? FLOOR_DBM0
          : dbm0OfMeanSquare(this.#heardSquares / this.#heardSamples);
      this.#heardSquares = 0;
      this.#heardSamples = 0;
      if (!this.#person.speak(this.#frame, heardDbm0)) return false;
      if (this.#person.hasSpoken) this.personSpokeAtMs ??= this.#nextFrameMs;
      if (this.codec === 'PCMA') encodeALaw(this.#frame, payload);
      else encodeMuLaw(this.#frame, payload);
    } else {
      const sound = this.#sound ?? this.#idle;
      copyFrame(sound, this.#soundFromSamples + this.#playedSamples, payload);
      if (this.codec === 'PCMU') turnIntoMuLaw(payload);
    }
    this.#playedSamples += frameSamples;
    writeRtpHeader(
      packet,
      this.codec === 'PCMA' ? 8 : 0,
      this.#firstPacket,
      this.#options.numbering,
    );
    this.#firstPacket = false;
    this.packetsSent += 1;
    send(packet);
    return true;
  }
}
