import { decodeALaw, encodeALaw } from '../audio/g711.ts';
import { sineAmplitude } from '../audio/level.ts';
import { Listener } from './listener.ts';
import type { TonePlan } from './tone-plan.ts';
import { CHINA } from './tone-plans.ts';

/** A generator of uniform numbers in [0, 1) for tests (mulberry32), so that a printed seed replays a case. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
  };
}

/** White noise of a level, in ms. */
export function whiteNoise(durationMs: number, dbm0: number, random: () => number): Int16Array {
  // Uniform noise of that root mean square: its peak is √3 times it, a sine's √2.
  const peak = (sineAmplitude(dbm0) * Math.sqrt(3)) / Math.SQRT2;
  return Int16Array.from({ length: durationMs * 8 }, () => (2 * random() - 1) * peak);
}

/** Adds sounds of the same or different lengths; the longest decides. */
export function mixed(...sounds: readonly Int16Array[]): Int16Array {
  const length = Math.max(...sounds.map((sound) => sound.length));
  return Int16Array.from({ length }, (_, n) => {
    const sum = sounds.reduce((total, sound) => total + (sound[n] ?? 0), 0);
    return Math.max(-32768, Math.min(32767, Math.round(sum)));
  });
}

/** Sounds one after another. */
export function joined(...sounds: readonly Int16Array[]): Int16Array {
  const samples = new Int16Array(sounds.reduce((sum, sound) => sum + sound.length, 0));
  let at = 0;
  for (const sound of sounds) {
    samples.set(sound, at);
    at += sound.length;
  }
  return samples;
}

/** Brings a sound to a level (of the whole of it). */
export function atLevel(sound: Int16Array, dbm0: number): Int16Array {
  let squares = 0;
  for (const sample of sound) squares += sample * sample;
  const rms = Math.sqrt(squares / Math.max(1, sound.length));
  const gain = sineAmplitude(dbm0) / Math.SQRT2 / Math.max(1, rms);
  return sound.map((sample) => Math.max(-32768, Math.min(32767, Math.round(sample * gain))));
}

/** Formants of a few vowels: frequency of the first three (Hz), as phonetics books give them. */
const VOWELS = [
  [730, 1090, 2440],
  [270, 2290, 3010],
  [300, 870, 2240],
  [530, 1840, 2480],
  [570, 840, 2410],
] as const;

/** A two-pole resonance. */
function resonate(sound: Float64Array, frequencyHz: number, bandwidthHz: number): void {
  const r = Math.exp((-Math.PI * bandwidthHz) / 8000);
  const a1 = 2 * r * Math.cos((2 * Math.PI * frequencyHz) / 8000);
  let y1 = 0;
  let y2 = 0;
  for (let n = 0; n < sound.length; n++) {
    const y = (1 - r) * sound[n]! + a1 * y1 - r * r * y2;
    y2 = y1;
    y1 = y;
    sound[n] = y;
  }
}

function syllable(durationMs: number, pitchHz: number, random: () => number): Float64Array {
  const length = Math.round(durationMs * 8);
  const consonant = Math.round(length * (0.15 + 0.15 * random()));
  const contour = 0.75 + 0.5 * random();
  const sound = new Float64Array(length);
  let phase = 0;
  for (let n = consonant; n < length; n++) {
    const part = (n - consonant) / (length - consonant);
    // Mandarin's tones: the pitch moves through the syllable; it also trembles a little.
    const hz = pitchHz * (1 + (contour - 1) * part) * (1 + 0.01 * (random() - 0.5));
    phase += hz / 8000;
    if (phase >= 1) {
      phase -= 1;
      sound[n] = 1;
    }
  }
  const vowel = VOWELS[Math.floor(random() * VOWELS.length)] ?? VOWELS[0];
  for (const [n, frequency] of vowel.entries()) resonate(sound, frequency, 60 + 40 * n);
  const loudest = sound.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
  for (let n = 0; n < length; n++) {
    const part = n / length;
    const envelope = Math.min(1, part / 0.1, (1 - part) / 0.3);
    const breath = n < consonant ? 0.12 * (2 * random() - 1) : 0;
    sound[n] = (sound[n]! / loudest + breath) * envelope;
  }
  return sound;
}

/**
 * A synthetic voice (pulses through formants, with consonants, moving pitch and pauses): phrases of so many syllables,
 * each followed by a pause; at −18 dBm0.
 */
export function syntheticVoice(
  phrases: readonly { readonly syllables: number; readonly pauseMs: number }[],
  random: () => number,
  pitchHz = 130,
): Int16Array {
  const parts: Int16Array[] = [];
  for (const { syllables, pauseMs } of phrases) {
    for (let n = 0; n < syllables; n++) {
      const sound = syllable(150 + 110 * random(), pitchHz * (0.9 + 0.2 * random()), random);
      parts.push(Int16Array.from(sound, (value) => value * 8000));
      parts.push(new Int16Array(Math.round(8 * 40 * random())));
    }
    parts.push(new Int16Array(pauseMs * 8));
  }
  return atLevel(joined(...parts), -20);
}

/** A vowel that is held at one pitch, as in a greeting that is sung out: its partials under formants; at −20 dBm0. */
export function heldVowel(durationMs: number, pitchHz: number, random: () => number): Int16Array {
  const formants = VOWELS[Math.floor(random() * VOWELS.length)] ?? VOWELS[0];
  const partials = Array.from({ length: Math.floor(3400 / pitchHz) }, (_, n) =>
    formants.reduce(
      (sum, hz, at) =>
        sum + (1 - 0.3 * at) / (1 + (((n + 1) * pitchHz - hz) / (80 + 40 * at)) ** 2),
      0.02,
    ),
  );
  const length = durationMs * 8;
  let phase = 0;
  return atLevel(
    Int16Array.from({ length }, (_, n) => {
      // A slight vibrato of five in a second.
      phase +=
        (2 * Math.PI * pitchHz * (1 + 0.002 * Math.sin((2 * Math.PI * 5 * n) / 8000))) / 8000;
      const envelope = Math.min(1, n / 400, (length - n) / 400);
      const wave = partials.reduce((sum, part, at) => sum + part * Math.sin((at + 1) * phase), 0);
      return 3000 * envelope * wave;
    }),
    -20,
  );
}

/** A tune of plucked or held notes with a bass, on the tempered scale; at −16 dBm0. */
export function tune(durationMs: number, random: () => number, heldShare = 0.5): Int16Array {
  const samples = new Float64Array(durationMs * 8);
  const play = (startMs: number, lengthMs: number, hz: number, gain: number, held: boolean) => {
    const from = Math.round(startMs * 8);
    const length = Math.min(Math.round(lengthMs * 8), samples.length - from);
    for (let n = 0; n < length; n++) {
      const envelope = Math.min(1, n / 80, (length - n) / 160) * (held ? 1 : Math.exp(-n / 3000));
      const turn = (2 * Math.PI * hz * n) / 8000;
      const wave = Math.sin(turn) + 0.4 * Math.sin(2 * turn) + 0.2 * Math.sin(3 * turn);
      samples[from + n] = samples[from + n]! + gain * envelope * wave;
    }
  };
  const scale = [0, 2, 4, 7, 9, 12, 14];
  for (let at = 0; at < durationMs;) {
    const lengthMs = [250, 250, 500, 750][Math.floor(random() * 4)] ?? 250;
    const step = scale[Math.floor(random() * scale.length)] ?? 0;
    const held = random() < heldShare;
    play(at, lengthMs, 330 * 2 ** (step / 12), 0.5, held);
    if (Math.round(at / 250) % 4 === 0) play(at, 900, 131 * 2 ** (step / 24), 0.35, held);
    at += lengthMs;
  }
  return atLevel(
    Int16Array.from(samples, (value) => value * 6000),
    -16,
  );
}

/** Loses 20 ms frames at random and bridges them as a receiver does: the last one again, fading. */
export function lossy(sound: Int16Array, rate: number, random: () => number): Int16Array {
  const damaged = sound.slice();
  for (let at = 160, run = 0; at + 160 <= damaged.length; at += 160) {
    run = random() < rate ? run + 1 : 0;
    for (let n = 0; run > 0 && n < 160; n++) {
      const lost = (run - 1) * 160 + n;
      const gain = Math.max(0, 1 - Math.max(0, lost - 80) / 400);
      damaged[at + n] = (sound[at + n - 160 * run] ?? 0) * gain;
    }
  }
  return damaged;
}

/** Lets a listener hear a sound through A-law from `fromMs` on; call time begins with 0. */
export function hear(
  sound: Int16Array,
  options: {
    readonly plan?: TonePlan;
    readonly fromMs?: number;
    readonly answeredMs?: number;
    readonly eachFrame?: (listener: Listener, nowMs: number) => void;
  } = {},
): Listener {
  const listener = new Listener({ tonePlan: options.plan ?? CHINA });
  const samples = decodeALaw(encodeALaw(sound.subarray((options.fromMs ?? 0) * 8)));
  let answered = false;
  for (let at = 0; at + 160 <= samples.length; at += 160) {
    const atMs = at / 8;
    if (!answered && options.answeredMs !== undefined && atMs >= options.answeredMs) {
      answered = true;
      listener.answered(atMs);
    }
    listener.push(samples.subarray(at, at + 160), atMs);
    options.eachFrame?.(listener, atMs + 20);
  }
  return listener;
}
