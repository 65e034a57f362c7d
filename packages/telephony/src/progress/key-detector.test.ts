import { describe, expect, it } from 'vitest';
import { keyFrequencies, synthesizeKeys } from '../audio/key-tones.ts';
import { sineAmplitude } from '../audio/level.ts';
import { KeyDetector, type KeyHeard } from './key-detector.ts';
import { seeded, syntheticVoice, whiteNoise } from './test-sounds.ts';

const ALL = '123A456B789C*0#D';

function heardIn(samples: Int16Array): KeyHeard[] {
  const heard: KeyHeard[] = [];
  const detector = new KeyDetector((key) => heard.push(key));
  const padded = new Int16Array(samples.length + 1600);
  padded.set(samples, 400);
  for (let at = 0; at + 160 <= padded.length; at += 160)
    detector.push(padded.subarray(at, at + 160), at / 8);
  return heard;
}

const keysIn = (samples: Int16Array): string =>
  heardIn(samples)
    .map(({ key }) => key)
    .join('');

interface Edge {
  readonly holdMs?: number;
  readonly pauseMs?: number;
  /** Of both frequencies, as a share. */
  readonly off?: number;
  /** The higher tone over the lower. */
  readonly twistDb?: number;
  /** Of the lower tone. */
  readonly levelDbm0?: number;
  /** A break in the middle of each key. */
  readonly breakMs?: number;
}

/** All sixteen keys with one edge of the specification. */
function keysWith(edge: Edge, keys = ALL): Int16Array {
  const { holdMs = 60, pauseMs = 60, off = 0, twistDb = 0, levelDbm0 = -12, breakMs = 0 } = edge;
  const period = Math.round((holdMs + pauseMs) * 8);
  const samples = new Int16Array(period * keys.length);
  for (const [n, key] of [...keys].entries()) {
    const [lowHz, highHz] = keyFrequencies(key) ?? [0, 0];
    for (let at = 0; at < holdMs * 8; at++) {
      const isBroken = Math.abs(at - holdMs * 4) < breakMs * 4;
      const turn = (2 * Math.PI * at * (1 + off)) / 8000;
      const low = sineAmplitude(levelDbm0) * Math.sin(turn * lowHz);
      const high = sineAmplitude(levelDbm0 + twistDb) * Math.sin(turn * highHz);
      samples[n * period + at] = isBroken ? 0 : low + high;
    }
  }
  return samples;
}

const plus = (a: Int16Array, b: Int16Array): Int16Array =>
  a.map((sample, n) => Math.max(-32768, Math.min(32767, sample + (b[n] ?? 0))));

describe('keys in band', () => {
  it('are heard with their times within 10 ms', () => {
    const heard = heardIn(synthesizeKeys({ keys: '5#', holdMs: 100, pauseMs: 100 }));
    expect(heard.map(({ key }) => key)).toEqual(['5', '#']);
    for (const [n, { fromMs, toMs, levelDbm0 }] of heard.entries()) {
      expect(Math.abs(fromMs - 50 - 200 * n)).toBeLessThanOrEqual(10);
      expect(Math.abs(toMs - 150 - 200 * n)).toBeLessThanOrEqual(10);
      expect(Math.abs(levelDbm0 + 6)).toBeLessThan(1.5);
    }
  });

  it.each([
    ['40 ms long with pauses of 40 ms', { holdMs: 40, pauseMs: 40 }],
    ['1.5 % high', { off: 0.015 }],
    ['1.5 % low', { off: -0.015 }],
    ['with the higher tone 4 dB above the lower', { twistDb: 4 }],
    ['with the higher tone 8 dB below the lower', { twistDb: -8 }],
    ['at −25 dBm0 each', { levelDbm0: -25 }],
    ['at −3 dBm0 each, the most that two tones can have', { levelDbm0: -3 }],
    ['with a break of 10 ms', { holdMs: 100, pauseMs: 80, breakMs: 10 }],
  ] satisfies [string, Edge][])('are heard %s (ITU-T Q.24 annex A)', (_name, edge) => {
    expect(keysIn(keysWith(edge))).toBe(ALL);
  });

  it.each([
    ['20 ms long', { holdMs: 20 }],
    ['3.5 % high', { off: 0.035 }],
    ['3.5 % low', { off: -0.035 }],
    ['with the higher tone 12 dB above the lower', { twistDb: 12 }],
    ['with the higher tone 16 dB below the lower', { twistDb: -16 }],
    ['at −40 dBm0 each', { levelDbm0: -40 }],
  ] satisfies [string, Edge][])('are not heard %s (ITU-T Q.24 annex A)', (_name, edge) => {
    expect(keysIn(keysWith(edge))).toBe('');
  });

  it('are heard in noise 15 dB below them', () => {
    const keys = keysWith({ holdMs: 50, pauseMs: 50 });
    expect(keysIn(plus(keys, whiteNoise(keys.length, -24, seeded(3))))).toBe(ALL);
  });

  it('are not heard in five minutes of voices, nor in noise', { timeout: 30_000 }, () => {
    const random = seeded(2024);
    let minutes = 0;
    const talkedOff: KeyHeard[] = [];
    while (minutes < 5) {
      const voice = syntheticVoice([{ syllables: 40, pauseMs: 150 }], random);
      talkedOff.push(...heardIn(voice));
      minutes += voice.length / 480_000;
    }
    expect(talkedOff).toEqual([]);
    expect(keysIn(whiteNoise(160_000, -20, random))).toBe('');
  });
});
