import { Fourier } from './fourier.ts';
import { dbm0OfMeanSquare } from './level.ts';

/** Our own voice as it came back (ITU-T G.131 speaks of its delay, G.122 of its loss). */
export interface Echo {
  /** From our sending a sound to hearing it, ms: the round trip of the network included. */
  readonly delayMs: number;
  /** How much fainter it came back, dB; negative: louder. */
  readonly lossDb: number;
}

/** Echo is sought at 2 kHz: most of a voice's power lies below 1 kHz, and half a millisecond is exact enough. */
const DECIMATION = 4;
const STEP_MS = DECIMATION / 8;
/** The loudest stretch of so much of what we said is sought in what we heard. */
const SOUGHT_MS = 1500;
const LONGEST_DELAY_MS = 800;
/** Room for the stretch and the longest delay. */
const POINTS = 8192;
/** Below this there was nothing to hear. */
const FAINTEST_DBM0 = -60;
/** Other speech is never so much like ours; its own pitch makes the correlation's neighbourhood high as well. */
const LEAST_CORRELATION = 0.3;
const NEIGHBOURHOOD_MS = 15;
const PROMINENCE = 1.25;

/**
 * Seeks `sent` in `heard`, both mono 8 kHz; `beganSamples` says which sample of `heard` was heard when the first of
 * `sent` left. Null when no echo stands out.
 */
export function measureEcho(
  sent: Int16Array,
  heard: Int16Array,
  beganSamples: number,
): Echo | null {
  const ours = decimated(sent);
  const theirs = decimated(heard.subarray(Math.max(0, beganSamples)));
  const length = Math.min(Math.floor(SOUGHT_MS / STEP_MS), ours.length);
  const from = loudestStretch(ours, length);
  const lags = Math.min(LONGEST_DELAY_MS / STEP_MS, theirs.length - from - length);
  if (length < 200 / STEP_MS || lags < 1) return null;
  const sentEnergy = energyOf(ours, from, length);
  if (sentEnergy === 0) return null;
  let energy = energyOf(theirs, from, length);
  const products = productsAtLags(
    ours.subarray(from, from + length),
    theirs.subarray(from, from + length + lags),
  );
  const correlations = new Float64Array(lags);
  const gains = new Float64Array(lags);
  let best = 0;
  for (let lag = 0; lag < lags; lag += 1) {
    const product = products[lag]!;
    // Mean squares of what was decimated lie on the scale of the samples.
    const isAudible = dbm0OfMeanSquare(energy / length) > FAINTEST_DBM0;
    correlations[lag] = isAudible ? Math.abs(product) / Math.sqrt(sentEnergy * energy) : 0;
    gains[lag] = Math.abs(product) / sentEnergy;
    if (correlations[lag]! > correlations[best]!) best = lag;
    energy += theirs[from + lag + length]! ** 2 - theirs[from + lag]! ** 2;
  }
  const peak = correlations[best] ?? 0;
  if (peak < LEAST_CORRELATION) return null;
  for (const [lag, correlation] of correlations.entries()) {
    if (Math.abs(lag - best) * STEP_MS > NEIGHBOURHOOD_MS && correlation * PROMINENCE > peak)
      return null;
  }
  return {
    delayMs: Math.round(best * STEP_MS),
    lossDb: Math.round(-200 * Math.log10(gains[best] ?? 1)) / 10,
  };
}

let fourier: Fourier | null = null;

/** Σ ours(n) theirs(n + lag) for each lag: the two are transformed together, as one complex sequence. */
function productsAtLags(ours: Float64Array, theirs: Float64Array): Float64Array {
  fourier ??= new Fourier(POINTS);
  const { reversed } = fourier;
  const re = new Float64Array(POINTS);
  const im = new Float64Array(POINTS);
  for (const [n, sample] of ours.entries()) re[reversed[n]!] = sample;
  for (const [n, sample] of theirs.entries()) im[reversed[n]!] = sample;
  fourier.transform(re, im);
  const productRe = new Float64Array(POINTS);
  const productIm = new Float64Array(POINTS);
  for (let k = 0; k < POINTS; k += 1) {
    const mirror = (POINTS - k) % POINTS;
    const oursRe = (re[k]! + re[mirror]!) / 2;
    const oursIm = (im[k]! - im[mirror]!) / 2;
    const theirsRe = (im[k]! + im[mirror]!) / 2;
    const theirsIm = (re[mirror]! - re[k]!) / 2;
    // The conjugate, whose transform is the conjugate of the way back: the wanted products are real.
    productRe[reversed[k]!] = oursRe * theirsRe + oursIm * theirsIm;
    productIm[reversed[k]!] = oursIm * theirsRe - oursRe * theirsIm;
  }
  fourier.transform(productRe, productIm);
  return productRe.map((value) => value / POINTS);
}

/** Means of four samples, without the mean of the whole. */
function decimated(samples: Int16Array): Float64Array {
  const out = new Float64Array(Math.floor(samples.length / DECIMATION));
  let sum = 0;
  for (let n = 0; n < out.length; n += 1) {
    const at = n * DECIMATION;
    out[n] = (samples[at]! + samples[at + 1]! + samples[at + 2]! + samples[at + 3]!) / 4;
    sum += out[n]!;
  }
  const mean = out.length === 0 ? 0 : sum / out.length;
  return out.map((value) => value - mean);
}

function energyOf(samples: Float64Array, from: number, length: number): number {
  let sum = 0;
  for (let n = from; n < from + length; n += 1) sum += samples[n]! ** 2;
  return sum;
}

function loudestStretch(samples: Float64Array, length: number): number {
  let energy = energyOf(samples, 0, length);
  let best = 0;
  let most = energy;
  for (let from = 1; from + length <= samples.length; from += 1) {
    energy += samples[from + length - 1]! ** 2 - samples[from - 1]! ** 2;
    if (energy > most) {
      most = energy;
      best = from;
    }
  }
  return best;
}
