import type { RandomSource } from '@everyline/telephony';
import { between } from '../seeded-random.ts';

/** What is copied at a time, and how far the copies lie apart; samples at 8 kHz. */
const grainSamples = 240;
const stepSamples = grainSamples / 2;
/** The next grain is sought so far around its place: one period of the deepest voice. */
const seekSamples = 64;
/** The local tempo of a speaker wanders by so much, syllable by syllable (Kohler; Pfitzinger: 10 to 15 %). */
const tempoSpread = 0.14;
const syllableMs = { from: 140, to: 380 };
/** One speaker's pitch and formants from one occasion to the next, and from syllable to syllable of a repetition. */
const pitchSpread = 0.05;
const pitchWander = 0.04;
/** A syllable of a repetition is louder or softer by so much. */
const loudnessWanderDb = 3;
/** A pause between phrases is never twice as long. */
const pauseSpread = { from: 0.6, to: 1.8 };
const shortestPauseSamples = 800;
/** Quieter than this part of the loudest is a pause. */
const pauseShare = 0.02;
const blockSamples = 80;
const hannRise = Float64Array.from(
  { length: grainSamples },
  (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (at + 0.5)) / grainSamples),
);

/**
 * Says a text once more: as the same voice would on another occasion, with another course of tempo, other pauses, and
 * a slightly other pitch. Nobody says anything twice alike; only recordings do.
 * @param samples the text as it was recorded, mono, 8 kHz
 */
export function saidAnew(samples: Int16Array, random: RandomSource): Int16Array {
  const pitch = 1 + between(-pitchSpread, pitchSpread, random);
  const stretched = atTempo(otherPauses(samples, random), pitch, random);
  return otherwisePitched(stretched, pitch, random);
}

/** A value that wanders within bounds, from one syllable to the next in straight lines. */
class Wander {
  readonly #spread: number;
  readonly #random: RandomSource;
  #from: number;
  #to: number;
  #left = 0;
  #span = 1;

  constructor(spread: number, random: RandomSource) {
    this.#spread = spread;
    this.#random = random;
    this.#from = this.#to = between(-spread, spread, random);
  }

  /** The value after so many more samples. */
  after(samples: number): number {
    this.#left -= samples;
    if (this.#left <= 0) {
      this.#from = this.#to;
      this.#to = between(-this.#spread, this.#spread, this.#random);
      this.#span = between(syllableMs.from, syllableMs.to, this.#random) * 8;
      this.#left = this.#span;
    }
    return this.#to + ((this.#from - this.#to) * this.#left) / this.#span;
  }
}

/** The same with pauses of other lengths. */
function otherPauses(samples: Int16Array, random: RandomSource): Int16Array {
  const quiet = quietBlocks(samples);
  const pieces: Int16Array[] = [];
  let from = 0;
  for (let block = 0; block < quiet.length;) {
    let end = block;
    while (end < quiet.length && quiet[end] === 1) end += 1;
    const length = (end - block) * blockSamples;
    if (length >= shortestPauseSamples && block > 0 && end < quiet.length) {
      const middle = (block * blockSamples + end * blockSamples) >> 1;
      const wanted = Math.round(length * between(pauseSpread.from, pauseSpread.to, random));
      const before = samples.subarray(from, middle - Math.max(0, (length - wanted) >> 1));
      pieces.push(before, new Int16Array(Math.max(0, wanted - length)));
      from = middle + Math.max(0, (length - wanted) >> 1);
    }
    block = Math.max(end, block + 1);
  }
  pieces.push(samples.subarray(from));
  const out = new Int16Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

function quietBlocks(samples: Int16Array): Uint8Array {
  let loudest = 1;
  for (const sample of samples) loudest = Math.max(loudest, Math.abs(sample));
  const blocks = new Uint8Array(Math.floor(samples.length / blockSamples));
  for (let block = 0; block < blocks.length; block += 1) {
    const start = block * blockSamples;
    let peak = 0;
    for (let at = start; at < start + blockSamples; at += 1)
      peak = Math.max(peak, Math.abs(samples[at] ?? 0));
    blocks[block] = peak < loudest * pauseShare ? 1 : 0;
  }
  return blocks;
}

/** Another course of tempo at the same pitch: grains laid over each other where they fit best; `longer` times as long. */
function atTempo(samples: Int16Array, longer: number, random: RandomSource): Int16Array {
  const out = new Float64Array(
    Math.ceil(samples.length * longer * (1 + tempoSpread)) + grainSamples,
  );
  const tempo = new Wander(tempoSpread, random);
  let source = 0;
  let follows = 0;
  let written = 0;
  for (; source + grainSamples + seekSamples < samples.length; written += stepSamples) {
    if (written + grainSamples > out.length) break;
    const from = written === 0 ? 0 : bestFit(samples, follows, Math.round(source));
    for (let at = 0; at < grainSamples; at += 1) {
      out[written + at] =
        (out[written + at] ?? 0) + (samples[from + at] ?? 0) * (hannRise[at] ?? 0);
    }
    follows = from + stepSamples;
    source += (stepSamples * (1 + tempo.after(stepSamples))) / longer;
  }
  return new Int16Array(out.subarray(0, written).map((value) => Math.round(value)));
}

/** The start near `wanted` from which the samples go on most like those from `follows`. */
function bestFit(samples: Int16Array, follows: number, wanted: number): number {
  let best = wanted;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (let start = Math.max(0, wanted - seekSamples); start <= wanted + seekSamples; start += 2) {
    let product = 0;
    let energy = 1;
    for (let at = 0; at < stepSamples; at += 2) {
      const sample = samples[start + at] ?? 0;
      product += sample * (samples[follows + at] ?? 0);
      energy += sample * sample;
    }
    const score = product / Math.sqrt(energy);
    if (score > bestScore) {
      bestScore = score;
      best = start;
    }
  }
  return best;
}

/** Read faster by a factor that wanders: shorter, and higher in pitch and formants; now louder, now softer. */
function otherwisePitched(samples: Int16Array, pitch: number, random: RandomSource): Int16Array {
  const wander = new Wander(pitchWander, random);
  const loudness = new Wander(loudnessWanderDb, random);
  const out = new Int16Array(Math.ceil(samples.length / (pitch * (1 - pitchWander))));
  let length = 0;
  for (let place = 0; place + 1 < samples.length; place += pitch * (1 + wander.after(1))) {
    const whole = Math.floor(place);
    const first = samples[whole] ?? 0;
    const value = first + ((samples[whole + 1] ?? first) - first) * (place - whole);
    const loud = value * 10 ** (loudness.after(1) / 20);
    out[length] = Math.max(-32_768, Math.min(32_767, Math.round(loud)));
    length += 1;
  }
  return out.subarray(0, length);
}
