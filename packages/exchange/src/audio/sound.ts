import { A_LAW_SILENCE, decodeALaw, encodeALaw, encodeMuLaw } from '@everyline/telephony';

/** Samples in the 20 ms of one RTP packet at 8,000 Hz. */
export const frameSamples = 160;

/**
 * Something to be played, as G.711 A-law octets at 8,000 Hz. It plays to its end and then goes on from
 * `loopFromSamples`, for ever; null: it ends.
 */
export interface Sound {
  readonly octets: Uint8Array;
  readonly loopFromSamples: number | null;
}

/** Encodes samples (mono, 8,000 Hz) as a sound. */
export function soundOf(samples: Int16Array, loopFromSamples: number | null): Sound {
  return { octets: encodeALaw(samples), loopFromSamples };
}

/** The position in the octets after so many samples of play; −1 after the end. */
function positionOf(sound: Sound, playedSamples: number): number {
  const length = sound.octets.length;
  if (playedSamples < length) return playedSamples;
  const loopFrom = sound.loopFromSamples;
  if (loopFrom === null || loopFrom >= length) return -1;
  return loopFrom + ((playedSamples - loopFrom) % (length - loopFrom));
}

/** Copies the frame that starts after so many samples of play into `into`, with silence after the end. */
export function copyFrame(sound: Sound, playedSamples: number, into: Uint8Array): void {
  let at = positionOf(sound, playedSamples);
  let done = 0;
  while (done < into.length) {
    if (at < 0) {
      into.fill(A_LAW_SILENCE, done);
      return;
    }
    const take = Math.min(into.length - done, sound.octets.length - at);
    into.set(sound.octets.subarray(at, at + take), done);
    done += take;
    at = positionOf(sound, playedSamples + done);
  }
}

/** How long it plays once; infinite when it loops. */
export function durationMs(sound: Sound): number {
  return sound.loopFromSamples === null ? sound.octets.length / 8 : Number.POSITIVE_INFINITY;
}

/** A-law octet to µ-law octet. */
const muLawOfALaw = encodeMuLaw(decodeALaw(Uint8Array.from({ length: 256 }, (_, octet) => octet)));

/** Turns A-law octets into µ-law octets in place. */
export function turnIntoMuLaw(octets: Uint8Array): void {
  for (let index = 0; index < octets.length; index += 1) {
    octets[index] = muLawOfALaw[octets[index] ?? 0] ?? 0xff;
  }
}
