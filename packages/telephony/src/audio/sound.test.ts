import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeALaw, encodeMuLaw, decodeALaw } from './g711.ts';
import { GoertzelBank } from './goertzel.ts';
import { levelDbm0, sineAmplitude } from './level.ts';
import { interpolatedPeak, Spectrum } from './spectrum.ts';
import { synthesizeCadence, synthesizeTones } from './synthesis.ts';
import { readWav, writeWav } from './wav.ts';

const sine = (hz: number, amplitude: number, length: number) =>
  Int16Array.from({ length }, (_, n) =>
    Math.round(amplitude * Math.sin((2 * Math.PI * hz * n) / 8000)),
  );

describe('Spectrum', () => {
  it('is the discrete Fourier transform of the windowed samples', () => {
    for (const size of [16, 64, 256]) {
      const samples = Int16Array.from({ length: size }, (_, n) => ((n * 7919) % 1009) - 500);
      const power = new Spectrum(size).analyse(samples, 0);
      for (let k = 0; k <= size / 2; k++) {
        let re = 0;
        let im = 0;
        for (let n = 0; n < size; n++) {
          const window = ((0.5 - 0.5 * Math.cos((2 * Math.PI * n) / size)) * 4) / size;
          re += window * (samples[n] ?? 0) * Math.cos((2 * Math.PI * k * n) / size);
          im -= window * (samples[n] ?? 0) * Math.sin((2 * Math.PI * k * n) / size);
        }
        expect(power[k]).toBeCloseTo(re * re + im * im, 4);
      }
    }
  });

  it('gives a sine’s power in its bin, and its frequency to a tenth of a hertz', () => {
    const spectrum = new Spectrum(256);
    expect(spectrum.analyse(sine(500, 1000, 256), 0)[16]).toBeCloseTo(1e6, -3);
    for (const hz of [425, 437, 450, 475, 950, 2100]) {
      const power = spectrum.analyse(sine(hz, 1000, 256), 0);
      const peak = power.indexOf(Math.max(...power));
      expect(Math.abs(interpolatedPeak(power, peak) * 31.25 - hz)).toBeLessThan(0.1);
    }
  });
});

describe('GoertzelBank', () => {
  it('gives the mean square of each tone and nearly nothing elsewhere', () => {
    const samples = sine(450, 8000, 800);
    const [at450 = 0, at950 = 0] = new GoertzelBank([450, 950]).analyse(samples);
    expect(at450 / (8000 * 4000)).toBeCloseTo(1, 2);
    expect(at950).toBeLessThan(at450 / 1e4);
  });
});

describe('synthesis', () => {
  it('makes tones of the level and length that are asked for', () => {
    const tone = synthesizeTones([
      { durationMs: 100, frequenciesHz: [450], levelDbm0: -10 },
      { durationMs: 50 },
    ]);
    expect(tone).toHaveLength(1200);
    expect(levelDbm0(tone.subarray(0, 800))).toBeCloseTo(-10, 1);
    expect(levelDbm0(tone.subarray(800))).toBe(-90);
    expect(Math.max(...tone)).toBeLessThanOrEqual(Math.ceil(sineAmplitude(-10)));
    const cadence = [{ durationMs: 350, frequenciesHz: [450] }, { durationMs: 350 }];
    expect(synthesizeCadence(cadence, 1000)).toHaveLength(8000);
    expect(() => synthesizeCadence([], 1000)).toThrow(RangeError);
  });
});

describe('WAV files', () => {
  const samples = Int16Array.from(sine(440, 9000, 801));

  it('give back what was written, in every coding', () => {
    expect(readWav(writeWav(samples, 'pcm'))).toEqual({ ok: true, sampleRateHz: 8000, samples });
    const aLaw = encodeALaw(samples);
    expect(readWav(writeWav(aLaw, 'PCMA'))).toMatchObject({ ok: true, samples: decodeALaw(aLaw) });
    const muLaw = readWav(writeWav(encodeMuLaw(samples), 'PCMU'));
    expect(muLaw.ok && muLaw.samples.length).toBe(801);
  });

  it('are read to where they are cut off, and refused when they are none', () => {
    const cut = readWav(writeWav(samples, 'pcm').subarray(0, 444));
    expect(cut.ok && cut.samples.length).toBe(200);
    expect(readWav(new Uint8Array(100))).toEqual({ ok: false, issue: 'not_wav' });
    expect(readWav(writeWav(samples, 'pcm').subarray(0, 20))).toEqual({
      ok: false,
      issue: 'truncated',
    });
  });

  it('never throw, whatever stands in them', () => {
    const good = writeWav(samples.subarray(0, 20), 'PCMA');
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255))), (changes) => {
        const bytes = good.slice();
        for (const [at, value] of changes) bytes[at] = value;
        expect(typeof readWav(bytes).ok).toBe('boolean');
      }),
    );
  });
});
