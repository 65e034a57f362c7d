import { sineAmplitude, type RandomSource } from '@everyline/telephony';
import { normalDeviate } from '../seeded-random.ts';
import type { Carrier } from './carrier.ts';
import { frameSamples, soundOf, type Sound } from './sound.ts';

export const sampleHz = 8000;

/** The call-progress tones of China's plan (ITU list of tones; 450 Hz): on and off times in ms, one period. */
export const chinaTones = {
  dial: [],
  ringback: [1000, 4000],
  busy: [350, 350],
  congestion: [700, 700],
  vacant: [100, 100, 100, 100, 100, 100, 400, 400],
  call_waiting: [400, 4000],
} as const satisfies Record<string, readonly number[]>;
export type ToneName = keyof typeof chinaTones;

/** Rise and fall of a keyed tone, short enough not to change its length. */
const edgeSamples = 24;

/** Adds a sine to samples from a place on, with soft edges. */
export function addSine(
  samples: Int16Array,
  fromSample: number,
  lengthSamples: number,
  hz: number,
  levelDbm0: number,
): void {
  const amplitude = sineAmplitude(levelDbm0);
  const step = (2 * Math.PI * hz) / sampleHz;
  const end = Math.min(samples.length, fromSample + lengthSamples);
  for (let at = fromSample; at < end; at += 1) {
    const edge = Math.min(1, (at - fromSample + 1) / edgeSamples, (end - at) / edgeSamples);
    samples[at] =
      (samples[at] ?? 0) + Math.round(amplitude * edge * Math.sin(step * (at - fromSample)));
  }
}

/** Adds white noise of a level to all samples. */
export function addNoise(samples: Int16Array, levelDbm0: number, random: RandomSource): void {
  const deviation = sineAmplitude(levelDbm0) / Math.SQRT2;
  for (let at = 0; at < samples.length; at += 1) {
    samples[at] = (samples[at] ?? 0) + Math.round(deviation * normalDeviate(random));
  }
}

/** A tone of the plan as one carrier sends it, over and over, with the noise of its channel. */
export function toneSound(name: ToneName, carrier: Carrier, random: RandomSource): Sound {
  const cadence = chinaTones[name].map((ms) => Math.round(ms * carrier.cadenceScale * 8));
  if (cadence.length === 0) {
    // Continuous: the loop holds whole cycles, as the frequency is a whole number of hertz.
    const samples = new Int16Array(sampleHz);
    const amplitude = sineAmplitude(carrier.toneLevelDbm0);
    for (let at = 0; at < sampleHz; at += 1) {
      samples[at] = Math.round(
        amplitude * Math.sin((2 * Math.PI * carrier.toneHz * at) / sampleHz),
      );
    }
    addNoise(samples, carrier.noiseDbm0, random);
    return soundOf(samples, 0);
  }
  const period = cadence.reduce((sum, part) => sum + part, 0);
  const samples = new Int16Array(period);
  let at = 0;
  for (const [index, part] of cadence.entries()) {
    if (index % 2 === 0) addSine(samples, at, part, carrier.toneHz, carrier.toneLevelDbm0);
    at += part;
  }
  addNoise(samples, carrier.noiseDbm0, random);
  return soundOf(samples, 0);
}

/** The special information tone (ITU-T E.180 section 5: 950, 1400, 1800 Hz, 330 ± 70 ms each), once, then half a second. */
export function sitSound(carrier: Carrier, random: RandomSource): Sound {
  const lengths = [0, 1, 2].map(() => Math.round((330 + 80 * (random() - 0.5)) * 8));
  const gap = Math.round(random() * 25 * 8);
  const total = lengths.reduce((sum, length) => sum + length + gap, 4000);
  const samples = new Int16Array(Math.ceil(total / frameSamples) * frameSamples);
  let at = 0;
  for (const [index, hz] of [950, 1400, 1800].entries()) {
    const length = lengths[index] ?? 0;
    addSine(samples, at, length, hz * carrier.otherHzScale, carrier.toneLevelDbm0 - 4);
    at += length + gap;
  }
  addNoise(samples, carrier.noiseDbm0, random);
  return soundOf(samples, null);
}

/** The answering tone of a fax machine (ITU-T T.30: CED, 2100 ± 15 Hz for 2.6–4 s), after 0.2 s of silence; then the line's noise. */
export function faxAnswerSound(carrier: Carrier, random: RandomSource): Sound {
  const lengthSamples = Math.round((2700 + 1200 * random()) * 8);
  const loopFrom = 1600 + lengthSamples;
  const samples = new Int16Array(loopFrom + 2 * sampleHz);
  addSine(samples, 1600, lengthSamples, 2100 + 24 * (random() - 0.5), carrier.toneLevelDbm0 - 2);
  addNoise(samples, carrier.noiseDbm0, random);
  return soundOf(samples, loopFrom);
}

/** The calling tone of a fax machine (ITU-T T.30: CNG, 1100 ± 38 Hz, 0.5 s every 3.5 s). */
export function faxCallingSound(carrier: Carrier, random: RandomSource): Sound {
  const samples = new Int16Array(28_000);
  addSine(samples, 0, 4000, 1100 + 60 * (random() - 0.5), carrier.toneLevelDbm0 - 2);
  addNoise(samples, carrier.noiseDbm0, random);
  return soundOf(samples, 0);
}

/** The beep after which an answering machine records: 0.2–0.6 s of 400–1400 Hz. */
export function beepSound(carrier: Carrier, random: RandomSource): Sound {
  const lengthSamples = Math.round((200 + 400 * random()) * 8);
  const samples = new Int16Array(lengthSamples + 800);
  addSine(samples, 0, lengthSamples, Math.round(400 + 1000 * random()), carrier.toneLevelDbm0 + 1);
  addNoise(samples, carrier.noiseDbm0, random);
  return soundOf(samples, null);
}

/** The noise of an idle channel. */
export function idleSound(carrier: Carrier, random: RandomSource): Sound {
  const samples = new Int16Array(2 * sampleHz);
  addNoise(samples, carrier.noiseDbm0, random);
  return soundOf(samples, 0);
}
