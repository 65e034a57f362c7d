import { sineAmplitude } from './level.ts';

const SAMPLE_RATE_HZ = 8000;

/** A stretch of sines that sound together, or of silence when there are none. */
export interface ToneStretch {
  readonly durationMs: number;
  readonly frequenciesHz?: readonly number[];
  /** The level of each sine; −10 unless given. */
  readonly levelDbm0?: number;
}

/** Synthesises stretches one after another, mono 8 kHz; phases run on from stretch to stretch. */
export function synthesizeTones(stretches: readonly ToneStretch[]): Int16Array {
  let endMs = 0;
  const ends = stretches.map((stretch) => {
    endMs += stretch.durationMs;
    return Math.round((endMs * SAMPLE_RATE_HZ) / 1000);
  });
  const samples = new Int16Array(ends.at(-1) ?? 0);
  let start = 0;
  for (const [index, stretch] of stretches.entries()) {
    const end = ends[index] ?? start;
    const amplitude = sineAmplitude(stretch.levelDbm0 ?? -10);
    for (const frequency of stretch.frequenciesHz ?? []) {
      const step = (2 * Math.PI * frequency) / SAMPLE_RATE_HZ;
      for (let n = start; n < end; n++) {
        const sum = (samples[n] ?? 0) + amplitude * Math.sin(step * n);
        samples[n] = Math.max(-32768, Math.min(32767, Math.round(sum)));
      }
    }
    start = end;
  }
  return samples;
}

/** Synthesises a cadence, repeated from its beginning until `durationMs`. */
export function synthesizeCadence(cadence: readonly ToneStretch[], durationMs: number): Int16Array {
  const periodMs = cadence.reduce((sum, stretch) => sum + stretch.durationMs, 0);
  if (!(periodMs > 0)) throw new RangeError('A cadence lasts longer than 0 ms.');
  const repeated: ToneStretch[] = [];
  for (let at = 0; at < durationMs; at += periodMs) repeated.push(...cadence);
  return synthesizeTones(repeated).subarray(0, Math.round((durationMs * SAMPLE_RATE_HZ) / 1000));
}
