import { retrialLine } from '../traffic/retrials.ts';
import { overNormal } from './over-normal.ts';

/** How callers who find a number busy behave; measured nowhere, so a setting. */
export interface Redialling {
  /** The share that tries again after the first failure, 0–1. */
  readonly firstPersistence: number;
  /** The share that tries again after each later failure, 0–1. */
  readonly laterPersistence: number;
  /** Holding time divided by the mean time between tries. */
  readonly triesPerHoldingTime: number;
}

/** Steps of the table: 4 % of the load. */
const STEP = Math.log(1.04);
/** Loads of the table as a multiple of the lines. */
const LEAST_PER_LINE = 0.002;
const MOST_PER_LINE = 12;

/** What share of test calls finds a number busy, by the load that is offered to it: a table between exact points. */
export class BlockingTable {
  readonly lines: number;
  readonly #from: number;
  readonly #logits: Float64Array;

  /**
   * @param dailySpread by how much the load of an hour differs from day to day (standard deviation of its logarithm): the
   * table then gives the mean over days for the mean load
   */
  constructor(lines: number, redialling: Redialling, dailySpread = 0) {
    this.lines = lines;
    this.#from = Math.log(LEAST_PER_LINE * lines);
    const steps = Math.ceil(Math.log(MOST_PER_LINE / LEAST_PER_LINE) / STEP);
    this.#logits = Float64Array.from({ length: steps + 1 }, (_, n) => {
      const offeredErlangs = Math.exp(this.#from + n * STEP);
      // Where everybody tries for ever and more call than can be served, the line is always busy.
      return logit(retrialLine({ offeredErlangs, lines, ...redialling })?.blocking ?? 1);
    });
    if (dailySpread > 0) this.#logits = this.#overDays(dailySpread);
  }

  /** The share of the time in which all lines are occupied, 0–1, for new calls of so many erlangs. */
  blocking(offeredErlangs: number): number {
    return this.blockingAt(Math.log(offeredErlangs));
  }

  /** The same for the logarithm of a load, which whoever walks over a grid of ratios has at hand. */
  blockingAt(lnErlangs: number): number {
    const at = (lnErlangs - this.#from) / STEP;
    const last = this.#logits.length - 1;
    const below = Math.max(0, Math.min(last - 1, Math.floor(at)));
    const part = Math.min(1.5, at - below);
    const first = this.#logits[below]!;
    return 1 / (1 + Math.exp(-(first + (this.#logits[below + 1]! - first) * part)));
  }

  #overDays(spread: number): Float64Array {
    return this.#logits.map((_, n) => {
      const mean = this.#from + n * STEP - (spread * spread) / 2;
      return logit(overNormal((deviate) => this.blocking(Math.exp(mean + spread * deviate))));
    });
  }
}

function logit(chance: number): number {
  const inner = Math.max(1e-300, Math.min(1 - 1e-9, chance));
  return Math.log(inner / (1 - inner));
}
