import type { Sound } from './sound.ts';

/** What a recording or an utterance is for: the purposes that audio/manifest.json uses. */
export const voicePurposes = [
  'unallocated',
  'suspended',
  'powered_off',
  'unreachable',
  'busy',
  'number_changed',
  'congestion',
  'barred',
  'no_answer',
  'voicemail',
  'after_hours',
  'ivr',
  'ivr_invalid',
  'queue',
  'menu_piece',
  'greeting',
  'greeting_office',
  'greeting_other_office',
  'repeat',
  'reaction',
] as const;
export type VoicePurpose = (typeof voicePurposes)[number];

/** One recorded text. */
export interface Voice {
  readonly id: string;
  readonly purpose: VoicePurpose;
  readonly says: string;
  /** Who speaks; recordings of one carrier have one voice. */
  readonly voice: string;
  readonly durationMs: number;
  /** G.711 A-law, mono, 8,000 Hz. */
  readonly octets: Uint8Array;
}

/** The recorded voices, handed in as bytes so that the exchange does no I/O (src/node reads them from files). */
export class VoiceLibrary {
  readonly all: readonly Voice[];
  readonly #byId = new Map<string, Voice>();
  readonly #byPurpose = new Map<VoicePurpose, Voice[]>();

  constructor(voices: readonly Voice[]) {
    this.all = voices;
    for (const voice of voices) {
      this.#byId.set(voice.id, voice);
      const same = this.#byPurpose.get(voice.purpose) ?? [];
      same.push(voice);
      this.#byPurpose.set(voice.purpose, same);
    }
    for (const purpose of voicePurposes) {
      if (!this.#byPurpose.has(purpose)) throw new RangeError(`no recorded voice for ${purpose}`);
    }
  }

  get(id: string): Voice {
    const voice = this.#byId.get(id);
    if (voice === undefined) throw new RangeError(`no recorded voice ${id}`);
    return voice;
  }

  /** All recordings for a purpose; at least one. */
  of(purpose: VoicePurpose): readonly Voice[] {
    return this.#byPurpose.get(purpose) ?? [];
  }
}

/** A recording as a sound that ends. */
export function voiceSound(voice: Voice): Sound {
  return { octets: voice.octets, loopFromSamples: null };
}
