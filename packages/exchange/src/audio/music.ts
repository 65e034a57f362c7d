import { sineAmplitude, type RandomSource } from '@everyline/telephony';
import { between, oneOf } from '../seeded-random.ts';
import { soundOf, type Sound } from './sound.ts';
import { sampleHz } from './tones.ts';

/** Semitones above the root of the scales that melodies are made of. */
const scales = [
  [0, 2, 4, 7, 9], // the five-tone scale of most Chinese ringback tunes
  [0, 2, 4, 5, 7, 9, 11],
  [0, 2, 3, 5, 7, 8, 10],
] as const;

/** Relative strength of the partials of an instrument. */
const timbres = [
  [1, 0.5, 0.25, 0.12, 0.06],
  [1, 0.1, 0.5, 0.05, 0.3, 0.04, 0.15],
  [1, 0.7, 0.6, 0.5, 0.35, 0.2],
  [1, 0.25, 0.08],
] as const;

interface Note {
  readonly fromSample: number;
  readonly lengthSamples: number;
  readonly hz: number;
  readonly strength: number;
  readonly partials: readonly number[];
  readonly attackMs: number;
}

/** Plays one note into a mix: partials with an attack and a decay, and a little vibrato of level. */
function addNote(mix: Float64Array, note: Note): void {
  const attack = (note.attackMs * sampleHz) / 1000;
  for (const [index, strength] of note.partials.entries()) {
    const hz = note.hz * (index + 1);
    if (hz > 3400) break;
    const step = (2 * Math.PI * hz) / sampleHz;
    // Sine and decay by recurrence: a tune has some million of these.
    const turn = 2 * Math.cos(step);
    const fade = Math.exp(-(2.2 + index) / note.lengthSamples);
    let before = -Math.sin(step);
    let now = 0;
    let strengthNow = note.strength * strength;
    const end = Math.min(note.lengthSamples, mix.length - note.fromSample);
    for (let at = 0; at < end; at += 1) {
      const place = note.fromSample + at;
      mix[place] = (mix[place] ?? 0) + strengthNow * Math.min(1, at / attack) * now;
      const next = turn * now - before;
      before = now;
      now = next;
      strengthNow *= fade;
    }
  }
}

/**
 * A tune as callers hear it instead of the ringback tone (彩铃): melody, accompaniment and rests from random numbers,
 * 12–20 s, over and over, at −22 to −13 dBm0 on average.
 */
export function musicSound(random: RandomSource): Sound {
  const beatMs = between(280, 620, random);
  const beats = 32;
  const beatSamples = Math.round((beatMs * sampleHz) / 1000);
  const mix = new Float64Array(beats * beatSamples);
  const scale = oneOf(scales, random);
  const rootHz = between(196, 350, random);
  const lead = oneOf(timbres, random);
  const accompaniment = oneOf(timbres, random);
  const attackMs = between(4, 60, random);
  const hzOf = (degree: number): number => {
    const octave = Math.floor(degree / scale.length);
    const semitones = scale[degree - octave * scale.length] ?? 0;
    return rootHz * 2 ** (octave + semitones / 12);
  };
  let degree: number = scale.length;
  for (let beat = 0; beat < beats;) {
    const length = oneOf([0.5, 1, 1, 1, 1.5, 2], random);
    degree = Math.max(
      0,
      Math.min(2 * scale.length, degree + Math.round(between(-2.4, 2.4, random))),
    );
    if (random() > 0.08) {
      const fromSample = Math.round(beat * beatSamples);
      const lengthSamples = Math.round(length * beatSamples * 1.3);
      addNote(mix, {
        fromSample,
        lengthSamples,
        hz: hzOf(degree),
        strength: 1,
        partials: lead,
        attackMs,
      });
    }
    beat += length;
  }
  const withChords = random() < 0.75;
  for (let beat = 0; withChords && beat < beats; beat += 2) {
    const base = Math.floor(random() * scale.length);
    for (const third of [0, 2, 4]) {
      addNote(mix, {
        fromSample: beat * beatSamples,
        lengthSamples: 2 * beatSamples,
        hz: hzOf(base + third) / 2,
        strength: 0.35,
        partials: accompaniment,
        attackMs: attackMs + 10,
      });
    }
  }
  let sum = 0;
  let peak = 1e-9;
  for (const value of mix) {
    sum += value * value;
    peak = Math.max(peak, Math.abs(value));
  }
  const wantedRms = sineAmplitude(between(-22, -13, random)) / Math.SQRT2;
  const gain = Math.min(wantedRms / Math.sqrt(sum / mix.length), 30_000 / peak);
  return soundOf(new Int16Array(mix.map((value) => Math.round(value * gain))), 0);
}
