/** Measurements for tests: mathematics of their own, not the detectors'. */

/** A stretch of one state. */
export interface Run {
  readonly on: boolean;
  readonly fromMs: number;
  readonly lengthMs: number;
}

/** The level of a sine that would have the same power, dBm0 (full scale +3.14). */
export function measuredDbm0(samples: Int16Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return (
    10 * Math.log10(Math.max(1e-9, sum / Math.max(1, samples.length)) / (32_768 ** 2 / 2)) + 3.14
  );
}

/** Frequency from the first to the last rising zero crossing, each interpolated. */
export function zeroCrossingHz(samples: Int16Array): number {
  let first = -1;
  let last = -1;
  let count = 0;
  for (let at = 1; at < samples.length; at += 1) {
    const before = samples[at - 1] ?? 0;
    const now = samples[at] ?? 0;
    if (before >= 0 || now < 0) continue;
    const place = at - 1 + before / (before - now);
    if (first < 0) first = place;
    else count += 1;
    last = place;
  }
  return count === 0 ? 0 : (count * 8000) / (last - first);
}

/** Power of one frequency in dBm0, by the discrete Fourier sum over the whole stretch. */
export function powerAtDbm0(samples: Int16Array, hz: number): number {
  let real = 0;
  let imaginary = 0;
  for (let at = 0; at < samples.length; at += 1) {
    const angle = (2 * Math.PI * hz * at) / 8000;
    real += (samples[at] ?? 0) * Math.cos(angle);
    imaginary -= (samples[at] ?? 0) * Math.sin(angle);
  }
  const amplitude = (2 * Math.hypot(real, imaginary)) / samples.length;
  return 20 * Math.log10(Math.max(1e-9, amplitude) / 32_768) + 3.14;
}

/** On and off times by the level of steps of 5 ms; stretches shorter than `shortestMs` belong to what is around them. */
export function runsOf(samples: Int16Array, thresholdDbm0 = -30, shortestMs = 15): Run[] {
  const stepMs = 5;
  const steps: boolean[] = [];
  for (let at = 0; at + 40 <= samples.length; at += 40) {
    steps.push(measuredDbm0(samples.subarray(at, at + 40)) > thresholdDbm0);
  }
  const runs: { on: boolean; fromMs: number; lengthMs: number }[] = [];
  for (const [index, on] of steps.entries()) {
    const last = runs.at(-1);
    if (last?.on === on) last.lengthMs += stepMs;
    else runs.push({ on, fromMs: index * stepMs, lengthMs: stepMs });
  }
  const merged: { on: boolean; fromMs: number; lengthMs: number }[] = [];
  for (const run of runs) {
    const last = merged.at(-1);
    if (last !== undefined && (run.lengthMs < shortestMs || last.on === run.on))
      last.lengthMs += run.lengthMs;
    else merged.push(run);
  }
  return merged;
}

/** The samples of a stretch, without its soft edges of 10 ms. */
export function inside(samples: Int16Array, run: Run): Int16Array {
  return samples.subarray((run.fromMs + 10) * 8, (run.fromMs + run.lengthMs - 10) * 8);
}

/** Stretches of speech above a level: gaps below `bridgeMs` belong to them. */
export function utterancesOf(samples: Int16Array, thresholdDbm0: number, bridgeMs: number): Run[] {
  const found: { on: boolean; fromMs: number; lengthMs: number }[] = [];
  for (let at = 0; at + 160 <= samples.length; at += 160) {
    if (measuredDbm0(samples.subarray(at, at + 160)) <= thresholdDbm0) continue;
    const atMs = at / 8;
    const last = found.at(-1);
    if (last !== undefined && atMs - (last.fromMs + last.lengthMs) < bridgeMs)
      last.lengthMs = atMs + 20 - last.fromMs;
    else found.push({ on: true, fromMs: atMs, lengthMs: 20 });
  }
  return found;
}
