import { sineAmplitude, type RandomSource } from '@everyline/telephony';
import { between, normalDeviate } from '../seeded-random.ts';
import { sampleHz } from './tones.ts';

/**
 * What is heard of a room behind a person who telephones, 8 s to be looped: low-pass noise that swells and falls, a
 * little hum of 100 Hz, and now and then a click of keys. Mono, 8,000 Hz, at a level in dBm0.
 */
export function officeNoise(levelDbm0: number, random: RandomSource): Int16Array {
  const length = 8 * sampleHz;
  const mix = new Float64Array(length);
  // Three one-pole filters at different corners added: close to the −3 dB per octave of room noise.
  const [first, second, third] = [0.995, 0.95, 0.6].map(lowPass) as [LowPass, LowPass, LowPass];
  const swellHz = between(0.12, 0.5, random);
  const phase = between(0, 2 * Math.PI, random);
  let sum = 0;
  for (let at = 0; at < length; at += 1) {
    // Filtered, the sum of two uniform numbers is as good as a normal deviate, and much cheaper.
    const white = (random() + random() - 1) * 2.45;
    const value = pass(first, white) + pass(second, white) + pass(third, white);
    const swell = 1 + 0.4 * Math.sin((2 * Math.PI * swellHz * at) / sampleHz + phase);
    const hum = 0.15 * Math.sin((2 * Math.PI * 100 * at) / sampleHz);
    const sample = value * swell + hum;
    mix[at] = sample;
    sum += sample ** 2;
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
  return Int16Array.from(mix, (value) =>
    Math.max(-32_000, Math.min(32_000, Math.round(value * gain))),
  );
}

/** A one-pole filter, scaled so that noise through any of them is about as loud. */
interface LowPass {
  readonly pole: number;
  readonly scale: number;
  state: number;
}

function lowPass(pole: number): LowPass {
  return { pole, scale: 1 / Math.sqrt(1 - pole), state: 0 };
}

function pass(filter: LowPass, sample: number): number {
  filter.state = filter.pole * filter.state + (1 - filter.pole) * sample;
  return filter.state * filter.scale * 0.5;
}
