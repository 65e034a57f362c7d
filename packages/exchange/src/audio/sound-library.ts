import { decodeALaw } from '@everyline/telephony';
import { hashOf, seededRandom } from '../seeded-random.ts';
import type { Carrier } from './carrier.ts';
import { musicSound } from './music.ts';
import { officeNoise } from './office-noise.ts';
import type { Sound } from './sound.ts';
import {
  beepSound,
  faxAnswerSound,
  faxCallingSound,
  idleSound,
  sitSound,
  toneSound,
  type ToneName,
} from './tones.ts';
import { voiceSound, type VoiceLibrary } from './voices.ts';

/** What is to be played, by name. */
export type SoundName =
  | { readonly kind: 'tone'; readonly tone: ToneName }
  | { readonly kind: 'voice'; readonly id: string }
  | { readonly kind: 'music'; readonly tune: number }
  | { readonly kind: 'sit' | 'fax_answer' | 'fax_calling' | 'beep' | 'idle' };

/** How many tunes, faxes, beeps and rooms there are. */
export const varietyCount = 12;

/** The sounds of one exchange, made when first needed and kept: a call only copies octets. */
export class SoundLibrary {
  readonly voices: VoiceLibrary;
  readonly #seed: string;
  readonly #sounds = new Map<string, Sound>();
  readonly #rooms = new Map<string, Int16Array>();
  readonly #speech = new Map<string, Int16Array>();

  constructor(seed: string, voices: VoiceLibrary) {
    this.#seed = seed;
    this.voices = voices;
  }

  /** The sound as the carrier sends it; `variety` chooses among machines of the same sort. */
  sound(name: SoundName, carrier: Carrier, variety: number): Sound {
    if (name.kind === 'voice')
      return this.#kept(`voice/${name.id}`, () => voiceSound(this.voices.get(name.id)));
    if (name.kind === 'music')
      return this.#kept(`music/${name.tune}`, () =>
        musicSound(seededRandom(`${this.#seed}/music/${name.tune}`)),
      );
    const what =
      name.kind === 'tone' ? `tone/${name.tone}` : `${name.kind}/${variety % varietyCount}`;
    const key = `${what}/${carrier.name}`;
    return this.#kept(key, () => {
      const random = seededRandom(`${this.#seed}/${key}`);
      switch (name.kind) {
        case 'tone':
          return toneSound(name.tone, carrier, random);
        case 'sit':
          return sitSound(carrier, random);
        case 'fax_answer':
          return faxAnswerSound(carrier, random);
        case 'fax_calling':
          return faxCallingSound(carrier, random);
        case 'beep':
          return beepSound(carrier, random);
        case 'idle':
          return idleSound(carrier, random);
      }
    });
  }

  /** A room's noise at a level rounded to 2 dB, 8 s to be looped. */
  room(levelDbm0: number, variety: number): Int16Array {
    const rounded = Math.round(levelDbm0 / 2) * 2;
    const key = `${rounded}/${variety % 4}`;
    const known = this.#rooms.get(key);
    if (known !== undefined) return known;
    const noise = officeNoise(rounded, seededRandom(`${this.#seed}/room/${key}`));
    this.#rooms.set(key, noise);
    return noise;
  }

  /** A recorded voice as samples, to be mixed with a room. */
  speech(id: string): Int16Array {
    const known = this.#speech.get(id);
    if (known !== undefined) return known;
    const samples = decodeALaw(this.voices.get(id).octets);
    this.#speech.set(id, samples);
    return samples;
  }

  #kept(key: string, make: () => Sound): Sound {
    const known = this.#sounds.get(key);
    if (known !== undefined) return known;
    const sound = make();
    this.#sounds.set(key, sound);
    return sound;
  }
}

/** A number that stands for a text, to choose a variety by. */
export function varietyOf(text: string): number {
  return hashOf(text) % 4096;
}
