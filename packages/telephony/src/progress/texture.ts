import { Spectrum } from '../audio/spectrum.ts';

const SIZE = 512;
/** 94 Hz to 3.5 kHz. */
const LOWEST_BIN = 6;
const HIGHEST_BIN = 224;
const MOST_PEAKS = 12;
/** A peak this far below the strongest is not followed. */
const FAINTEST = 1e-3;
/** How far a partial may move in 40 ms and still be the same: 0.45 bins are 7 Hz. */
const STEADY_BINS = 0.45;
/** Partials are steady after five looks, 200 ms. */
const STEADY_LOOKS = 5;

/**
 * The texture of sound over 64 ms, looked at every 40 ms: music keeps its partials where they are for as long as a
 * note lasts, a voice moves them all the time, noise has none.
 */
export class Texture {
  /** The share of the power in partials that have not moved for 200 ms. */
  steadyShare = 0;
  /** The share of the power in partials at all. */
  partialShare = 0;
  /** How much the spectrum's shape changed since the last look, 0 to 2. */
  flux = 0;

  private readonly spectrum = new Spectrum(SIZE);
  private readonly shape = new Float32Array(HIGHEST_BIN + 1);
  private readonly at = new Float64Array(MOST_PEAKS);
  private readonly age = new Uint8Array(MOST_PEAKS);
  private readonly nextAt = new Float64Array(MOST_PEAKS);
  private readonly nextAge = new Uint8Array(MOST_PEAKS);
  private count = 0;

  /** Looks at the last 512 samples of `history`. */
  look(history: Int16Array): void {
    const power = this.spectrum.analyse(history, history.length - SIZE);
    let total = 1e-9;
    let strongest = 0;
    for (let k = LOWEST_BIN; k <= HIGHEST_BIN; k++) {
      total += power[k]!;
      strongest = Math.max(strongest, power[k]!);
    }
    let flux = 0;
    for (let k = LOWEST_BIN; k <= HIGHEST_BIN; k++) {
      const share = power[k]! / total;
      flux += Math.abs(share - this.shape[k]!);
      this.shape[k] = share;
    }
    this.flux = flux;
    this.followPartials(power, total, strongest);
  }

  /** Forgets the partials: there was silence. */
  reset(): void {
    this.count = 0;
    this.steadyShare = this.partialShare = this.flux = 0;
  }

  private followPartials(power: Float64Array, total: number, strongest: number): void {
    const { at, age, nextAt, nextAge } = this;
    let found = 0;
    let steady = 0;
    let partial = 0;
    for (let k = LOWEST_BIN; k <= HIGHEST_BIN && found < MOST_PEAKS; k++) {
      const here = power[k]!;
      if (here < power[k - 1]! || here <= power[k + 1]! || here < strongest * FAINTEST) continue;
      // A partial stands 8 dB above the valleys beside it.
      if (here < 6.3 * Math.min(power[k - 3]!, power[k + 3]!)) continue;
      const below = Math.log(power[k - 1]! + 1e-9);
      const centre = Math.log(here + 1e-9);
      const above = Math.log(power[k + 1]! + 1e-9);
      const curve = below - 2 * centre + above;
      const place = k + (curve < 0 ? (below - above) / (2 * curve) : 0);
      let looks = 1;
      for (let n = 0; n < this.count; n++) {
        if (Math.abs(at[n]! - place) <= STEADY_BINS) looks = Math.max(looks, age[n]! + 1);
      }
      nextAt[found] = place;
      nextAge[found] = Math.min(200, looks);
      found++;
      const lobe = power[k - 1]! + here + power[k + 1]!;
      partial += lobe;
      if (looks >= STEADY_LOOKS) steady += lobe;
    }
    at.set(nextAt);
    age.set(nextAge);
    this.count = found;
    this.partialShare = Math.min(1, partial / total);
    this.steadyShare = Math.min(1, steady / total);
  }
}
