import { sineAmplitude, type RandomSource } from '@everyline/telephony';
import { between, normalDeviate } from '../seeded-random.ts';
import { sampleHz } from './tones.ts';

/** One period of a faint hum of 100 Hz. */
const hum = Float64Array.from(
  { length: sampleHz / 100 },
  (_, at) => 0.15 * Math.sin((2 * Math.PI * 100 * at) / sampleHz),
);

/** Noise through a filter of this pole is as loud as through any other. */
const scaleOf = (pole: number): number => 0.5 / Math.sqrt(1 - pole);
const [deepScale, middleScale, highScale] = [scaleOf(0.995), scaleOf(0.95), scaleOf(0.6)];

/**
 * What is heard of a room behind a person who telephones, 8 s to be looped: low-pass noise that swells and falls, a
 * little hum of 100 Hz, and now and then a click of keys. Mono, 8,000 Hz, at a level in dBm0.
 */
export function officeNoise(levelDbm0: number, random: RandomSource): Int16Array {
  const length = 8 * sampleHz;
  const mix = new Float64Array(length);
  const swellHz = between(0.12, 0.5, random);
  const phase = between(0, 2 * Math.PI, random);
  // The swell by recurrence: it is wanted for every sample.
  const turn = 2 * Math.cos((2 * Math.PI * swellHz) / sampleHz);
  let swellBefore = Math.sin(phase - (2 * Math.PI * swellHz) / sampleHz);
  let swell = Math.sin(phase);
  // Three one-pole filters at different corners added: close to the −3 dB per octave of room noise.
  let [deep, middle, high] = [0, 0, 0];
  let sum = 0;
  for (let at = 0; at < length; at += 1) {
    // Filtered, the sum of two uniform numbers is as good as a normal deviate, and much cheaper.
    const white = (random() + random() - 1) * 2.45;
    deep = lowPass(deep, white, 0.995);
    middle = lowPass(middle, white, 0.95);
    high = lowPass(high, white, 0.6);
    const value = deep * deepScale + middle * middleScale + high * highScale;
    const sample = value * (1 + 0.4 * swell) + (hum[at % hum.length] ?? 0);
    mix[at] = sample;
    sum += sample * sample;
    const swellNext = turn * swell - swellBefore;
    swellBefore = swell;
    swell = swellNext;
  }
  const rms = Math.sqrt(sum / length);
  const clicks = Math.floor(between(0, 14, random));
  for (let click = 0; click < clicks; click += 1) {
    const from = Math.floor(random() * (length - 200));
    const strength = rms * between(1.5, 5, random);
    for (let at = 0; at < 120; at += 1)
      mix[from + at] =
        (mix[from + at] ?? 0) + strength * Math.exp(-at / 25) * normalDeviate(random);
  }
  const gain = sineAmplitude(levelDbm0) / Math.SQRT2 / rms;
  return new Int16Array(
    mix.map((value) => Math.max(-32_000, Math.min(32_000, Math.round(value * gain)))),
  );
}

/** The next output of a one-pole filter. */
function lowPass(state: number, sample: number, pole: number): number {
  return pole * state + (1 - pole) * sample;
}
