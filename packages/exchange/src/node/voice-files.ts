import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { VoiceLibrary, voicePurposes, type Voice, type VoicePurpose } from '../audio/voices.ts';

/** Where the recorded voices are committed. */
export const voicesFolder = resolve(import.meta.dirname, '../../audio');

interface ManifestEntry {
  readonly id: string;
  readonly purpose: string;
  readonly says: string;
  readonly voice: string;
  readonly durationMs: number;
}

function isPurpose(word: string): word is VoicePurpose {
  return (voicePurposes as readonly string[]).includes(word);
}

/** Reads the recorded voices of a folder with a manifest.json. */
export function loadVoices(folder: string = voicesFolder): VoiceLibrary {
  const manifest = JSON.parse(
    readFileSync(join(folder, 'manifest.json'), 'utf8'),
  ) as ManifestEntry[];
  return new VoiceLibrary(
    manifest.map((entry): Voice => {
      if (!isPurpose(entry.purpose))
        throw new RangeError(`${folder}/manifest.json: no purpose ${entry.purpose}`);
      const { id, purpose, says, voice, durationMs } = entry;
      return {
        id,
        purpose,
        says,
        voice,
        durationMs,
        octets: new Uint8Array(readFileSync(join(folder, `${id}.alaw`))),
      };
    }),
  );
}
