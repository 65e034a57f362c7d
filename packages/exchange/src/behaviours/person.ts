import { sineAmplitude } from '@everyline/telephony';
import { saidAnew } from '../audio/live-speech.ts';
import type { SoundLibrary } from '../audio/sound-library.ts';
import { frameSamples } from '../audio/sound.ts';
import { seededRandom } from '../seeded-random.ts';
import type { PersonManners } from './call-plan.ts';

/** Loud enough to be taken for speech by a person with the receiver at the ear. */
const audibleDbm0 = -42;
/** Squares of a voice at −40 dBm0, summed over 20 ms: from there on it is heard in a quiet room. */
const voiceSquares = frameSamples * (sineAmplitude(-40) ** 2 / 2);
/** So much speech is somebody speaking, and not a click. */
const speechMs = 240;
/** A pause of the other side after which one takes one's turn. */
const turnMs = 650;
const frameMs = 20;
/** One of a room's loops is so much shorter than the other. */
const shorterSamples = 2999;

/** Where a loop of noise is. */
interface Loop {
  readonly samples: Int16Array;
  at: number;
}

/**
 * A simulated person with the receiver at the ear, 20 ms at a time: greets, listens, says 喂 again when nobody speaks,
 * lets the other side finish, reacts, and hangs up.
 */
export class Person {
  readonly #manners: PersonManners;
  readonly #sounds: SoundLibrary;
  readonly #room: readonly Loop[];
  readonly #gain: number;
  #elapsedMs = 0;
  #speech: Int16Array | null = null;
  #speechAt = 0;
  #sayings = 0;
  #greeted = false;
  #repeats = 0;
  #reacted = false;
  /** Silence on both sides, in ms. */
  #quietMs = 0;
  #otherSpokeMs = 0;
  #otherQuietMs = 0;
  #hasSpoken = false;

  constructor(manners: PersonManners, sounds: SoundLibrary) {
    this.#manners = manners;
    this.#sounds = sounds;
    const random = seededRandom(`${manners.saying}/room`);
    // Two loops that never meet again: no moment of a room comes twice, in this call or in another.
    this.#room = [0, shorterSamples].map((cut, n) => {
      const samples = sounds.room(manners.noiseDbm0, manners.variety + n);
      const length = samples.length - cut;
      return { samples: samples.subarray(0, length), at: Math.floor(random() * length) };
    });
    this.#gain = 10 ** (manners.gainDb / 20);
  }

  /** Whether anything was said by now: a recording of a voice begins with a little silence. */
  get hasSpoken(): boolean {
    return this.#hasSpoken;
  }

  /**
   * Writes the next 20 ms into `frame` (160 samples).
   * @param heardDbm0 level of what came from the other side in the last 20 ms
   * @returns false when the person hangs up
   */
  speak(frame: Int16Array, heardDbm0: number): boolean {
    this.#listen(heardDbm0);
    if (!this.#decide()) return false;
    for (let at = 0; at < frameSamples; at += 1) {
      let noise = 0;
      for (const loop of this.#room) {
        noise += loop.samples[loop.at] ?? 0;
        loop.at = loop.at + 1 === loop.samples.length ? 0 : loop.at + 1;
      }
      frame[at] = noise * Math.SQRT1_2;
    }
    if (this.#speech !== null) {
      const end = Math.min(frameSamples, this.#speech.length - this.#speechAt);
      let squares = 0;
      for (let at = 0; at < end; at += 1) {
        const voice = (this.#speech[this.#speechAt + at] ?? 0) * this.#gain;
        squares += voice * voice;
        frame[at] = Math.max(-32_000, Math.min(32_000, (frame[at] ?? 0) + voice));
      }
      this.#hasSpoken ||= squares > voiceSquares;
      this.#speechAt += frameSamples;
      if (this.#speechAt >= this.#speech.length) this.#speech = null;
    }
    this.#elapsedMs += frameMs;
    return true;
  }

  #listen(heardDbm0: number): void {
    if (heardDbm0 > audibleDbm0) {
      this.#otherSpokeMs += frameMs;
      this.#otherQuietMs = 0;
      this.#quietMs = 0;
      return;
    }
    this.#otherQuietMs += frameMs;
    this.#quietMs = this.#speech === null ? this.#quietMs + frameMs : 0;
  }

  /** Starts to speak when it is time; false to hang up. */
  #decide(): boolean {
    if (this.#speech !== null) return true;
    if (this.#elapsedMs >= this.#manners.longestMs) return false;
    if (!this.#greeted) {
      if (this.#elapsedMs < this.#manners.beforeGreetingMs) return true;
      this.#greeted = true;
      this.#say(this.#manners.greetingId);
      return true;
    }
    const otherHasSpoken = this.#otherSpokeMs >= speechMs;
    if (otherHasSpoken && this.#otherQuietMs >= turnMs) {
      if (this.#reacted) return this.#otherQuietMs < 2 * turnMs || this.#quietMs < turnMs;
      this.#reacted = true;
      if (this.#manners.reactionId === null) return false;
      this.#say(this.#manners.reactionId);
      return true;
    }
    if (!otherHasSpoken && this.#quietMs >= this.#manners.patienceMs) {
      const repeatId = this.#manners.repeatIds[this.#repeats];
      if (repeatId === undefined) return false;
      this.#repeats += 1;
      this.#say(repeatId);
    }
    return true;
  }

  #say(id: string): void {
    this.#sayings += 1;
    const random = seededRandom(`${this.#manners.saying}/${this.#sayings}`);
    this.#speech = saidAnew(this.#sounds.speech(id), random);
    this.#speechAt = 0;
    this.#quietMs = 0;
  }
}
