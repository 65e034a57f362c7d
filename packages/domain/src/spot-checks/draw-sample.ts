import type { Tier } from '../lines/line.ts';

/** A line of the frame, with the lot that the seed gives it. */
export interface FrameLine {
  /** The number as it is known outside, e.g. `+862861881111;8012`: what the lot is made from. */
  readonly key: string;
  /** What it is drawn with: a digest of seed and key, of which the smallest come first. */
  readonly lot: string;
  readonly departmentId: string | null;
  readonly tier: Tier;
}

/** Lines of one department and tier, and how many of them are drawn. */
export interface Stratum {
  readonly departmentId: string | null;
  readonly tier: Tier;
  readonly population: number;
  readonly sample: number;
}

export interface DrawnSample {
  /** In the order of department and tier. */
  readonly strata: readonly Stratum[];
  /** Keys of the lines drawn, in the order of their lots. */
  readonly keys: readonly string[];
}

/** The text whose SHA-256 is the lot of a line: anybody can make it again from the printed seed. */
export function lotText(seed: string, key: string): string {
  return `${seed}|${key}`;
}

/**
 * Draws a sample, stratified by department and tier. Each stratum gives at least one line, the others
 * are shared in proportion with largest remainders; within a stratum those with the smallest lots are
 * drawn. The order in which lines are given makes no difference.
 *
 * @param size lines wanted; there are never fewer than strata nor more than lines
 */
export function drawSample(frame: readonly FrameLine[], size: number): DrawnSample {
  const groups = Map.groupBy(frame, stratumKey);
  const strata = shareOut(
    [...groups.values()].flatMap(([first, ...others]) =>
      first === undefined ? [] : [{ ...stratumOf(first), population: 1 + others.length }],
    ),
    size,
  );
  const drawn = strata.flatMap((stratum) =>
    (groups.get(stratumKey(stratum)) ?? []).toSorted(byLot).slice(0, stratum.sample),
  );
  return { strata, keys: drawn.toSorted(byLot).map(({ key }) => key) };
}

/** What a sample of that size takes of each stratum, in the order of department and tier. */
export function shareOut(populations: readonly Omit<Stratum, 'sample'>[], size: number): Stratum[] {
  const ordered = populations.toSorted((a, b) => compareText(stratumKey(a), stratumKey(b)));
  const shares = allocate(
    ordered.map(({ population }) => population),
    size,
  );
  return ordered.map((stratum, index) => ({ ...stratum, sample: shares[index] ?? 0 }));
}

/**
 * Shares a sample among strata: one at least for each, the rest in proportion to their populations with
 * largest remainders; of equal remainders the earlier stratum has the line.
 */
export function allocate(populations: readonly number[], size: number): number[] {
  const total = populations.reduce((sum, one) => sum + one, 0);
  const wanted = Math.min(total, Math.max(size, populations.length));
  // Strata too small for a line of their own get one; what is left is shared among the others.
  // Each that is taken out raises the mean of the rest, so that none smaller is passed over on the way up.
  const small = new Set<number>();
  let left = { lines: total, sample: wanted };
  const smallestFirst = populations
    .map((population, index) => ({ population, index }))
    .toSorted((a, b) => a.population - b.population);
  for (const { population, index } of smallestFirst) {
    if (population * left.sample >= left.lines) break;
    small.add(index);
    left = { lines: left.lines - population, sample: left.sample - 1 };
  }
  const shares = populations.map((population, index) =>
    small.has(index) ? 1 : Math.floor((population * left.sample) / left.lines),
  );
  const missing = wanted - shares.reduce((sum, one) => sum + one, 0);
  const byRemainder = populations
    .map((population, index) => ({ index, rest: (population * left.sample) % left.lines }))
    .filter(({ index }) => !small.has(index))
    .toSorted((a, b) => b.rest - a.rest || a.index - b.index);
  for (const { index } of byRemainder.slice(0, missing)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}

/** The key by which strata are told apart and ordered. */
export function stratumKey({
  departmentId,
  tier,
}: Pick<FrameLine, 'departmentId' | 'tier'>): string {
  return `${departmentId ?? ''}|${tier}`;
}

function stratumOf({ departmentId, tier }: FrameLine): Pick<Stratum, 'departmentId' | 'tier'> {
  return { departmentId, tier };
}

/** By code units, so that no machine's language changes the order. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function byLot(a: FrameLine, b: FrameLine): number {
  return compareText(a.lot, b.lot) || compareText(a.key, b.key);
}
