/** What one question scored. */
export interface QuestionMeasure {
  /** 1 by the rank of the first right entry among the first ten, 0 if there is none. */
  readonly reciprocalRank: number;
  /** The share of the right entries that are among the first ten. */
  readonly recall: number;
}

/** How many entries are looked at. */
export const CUT = 10;

export function measureQuestion(
  found: readonly string[],
  right: ReadonlySet<string>,
): QuestionMeasure {
  const first = found.slice(0, CUT);
  const rank = first.findIndex((id) => right.has(id));
  const hits = first.filter((id) => right.has(id)).length;
  return {
    reciprocalRank: rank < 0 ? 0 : 1 / (rank + 1),
    recall: right.size === 0 ? 0 : hits / right.size,
  };
}

export function meanOf(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}

/** A difference of means with its 95 % interval. */
export interface Difference {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * How much better `ours` is than `theirs`, question by question, by drawing the questions again (paired bootstrap).
 * The seed says which draws.
 */
export function pairedBootstrap(
  ours: readonly number[],
  theirs: readonly number[],
  seed: number,
  draws = 2000,
): Difference {
  const differences = Float64Array.from(ours, (one, n) => one - theirs[n]!);
  const random = seededRandom(seed);
  const count = differences.length;
  const means = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw += 1) {
    let sum = 0;
    for (let n = 0; n < count; n += 1) sum += differences[Math.floor(random() * count)]!;
    means[draw] = sum / Math.max(1, count);
  }
  means.sort();
  return {
    mean: meanOf([...differences]),
    low: means[Math.floor(draws * 0.025)]!,
    high: means[Math.ceil(draws * 0.975) - 1]!,
  };
}

/** Numbers in 0…1 from a seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
