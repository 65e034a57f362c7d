import { describe, expect, it } from 'vitest';
import { levelDbm0 } from '../audio/level.ts';
import { seeded, syntheticVoice } from '../progress/test-sounds.ts';
import { Concealment } from './concealment.ts';

const FRAME = 160;
const tone = (hz: readonly number[], length: number): Int16Array =>
  Int16Array.from({ length }, (_, n) =>
    Math.round(hz.reduce((sum, one) => sum + 5000 * Math.sin((2 * Math.PI * one * n) / 8000), 0)),
  );

/** Passes samples through with the frames that `isLost` names made up; in `repeated` by the last frame instead. */
function conceal(samples: Int16Array, isLost: (frame: number) => boolean) {
  const concealment = new Concealment();
  const concealed = samples.slice();
  const repeated = samples.slice();
  for (let n = 0; (n + 1) * FRAME <= samples.length; n++) {
    const frame = concealed.subarray(n * FRAME, (n + 1) * FRAME);
    if (!isLost(n)) concealment.good(frame, 0, FRAME);
    else {
      concealment.fill(frame, 0, FRAME);
      repeated.copyWithin(n * FRAME, (n - 1) * FRAME, n * FRAME);
    }
  }
  return { concealed, repeated };
}

/** The power of the difference, in dB below that of the signal, over the frames that `counts` names. */
function errorDb(
  original: Int16Array,
  other: Int16Array,
  counts: (frame: number) => boolean,
): number {
  let signal = 1;
  let error = 1;
  for (let n = 0; n < original.length; n++) {
    if (!counts(Math.floor(n / FRAME))) continue;
    signal += original[n]! ** 2;
    error += (original[n]! - other[n]!) ** 2;
  }
  return 10 * Math.log10(error / signal);
}

/** The greatest leap from one sample to the next. */
const leap = (samples: Int16Array): number =>
  samples.reduce((most, sample, n) => Math.max(most, Math.abs(sample - (samples[n - 1] ?? 0))), 0);

describe('loss concealment', () => {
  it('goes on with tones and pairs, whatever fits into 20 ms, with an error 12 dB and more below them', () => {
    for (const hz of [[425], [350, 440], [620], [1000], [941, 1336]]) {
      const samples = tone(hz, 40 * FRAME);
      const isLost = (frame: number): boolean => frame % 10 === 9;
      const { concealed } = conceal(samples, isLost);
      expect(errorDb(samples, concealed, isLost), `${hz.join(' + ')} Hz`).toBeLessThan(-12);
    }
  });

  it('leaves no click: no leap is much greater than those of the sound itself', () => {
    for (const lostFrames of [1, 2, 3]) {
      const samples = tone([437], 60 * FRAME);
      const isLost = (frame: number): boolean => frame % 15 >= 15 - lostFrames;
      const { concealed, repeated } = conceal(samples, isLost);
      expect(leap(concealed)).toBeLessThan(1.5 * leap(samples));
      expect(leap(repeated)).toBeGreaterThan(1.5 * leap(samples));
    }
  });

  it('is nearer to a voice than the last frame again, by 2 dB and more', () => {
    const random = seeded(7);
    const voice = syntheticVoice([{ syllables: 60, pauseMs: 100 }], random);
    const lost = new Set(
      Array.from({ length: voice.length / FRAME }, (_, n) => n).filter(
        (n) => n > 4 && random() < 0.1,
      ),
    );
    const isLost = (frame: number): boolean => lost.has(frame);
    const { concealed, repeated } = conceal(voice, isLost);
    const gained = errorDb(voice, repeated, isLost) - errorDb(voice, concealed, isLost);
    expect(gained).toBeGreaterThan(2);
  });

  it('fades to silence within 60 ms, and starts anew after it without a trace (ITU-T G.711 appendix I)', () => {
    const samples = tone([450], 20 * FRAME);
    const { concealed } = conceal(samples, (frame) => frame >= 5 && frame < 10);
    const level = (frame: number) =>
      levelDbm0(concealed.subarray(frame * FRAME, (frame + 1) * FRAME));
    expect(level(5)).toBeGreaterThan(level(4) - 3);
    expect(level(7)).toBeLessThan(level(4) - 6);
    expect(level(8)).toBe(-90);
    expect(concealed.subarray(10 * FRAME)).toEqual(samples.subarray(10 * FRAME));
  });

  it('makes up silence after silence', () => {
    const { concealed } = conceal(new Int16Array(10 * FRAME), (frame) => frame % 2 === 1);
    expect(concealed.every((sample) => sample === 0)).toBe(true);
  });
});
