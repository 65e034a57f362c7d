import { FEATURES } from './features.ts';

/** A question to learn from: its candidates and which of them answer it. */
export interface Lesson {
  /** The figures of each candidate in the order of `FEATURES`, one candidate after the other. */
  readonly figures: Float32Array;
  /** Which of the candidates answer the question. */
  readonly right: readonly number[];
  /** How much the question counts. */
  readonly weight: number;
}

/** What keeps weights small, by the scaled figures: they must hold for entries that nobody has seen. */
const RIDGE = 1e-4;
const STEPS = 300;
const PACE = 0.1;

/**
 * The weights under which the right candidates come first: a softmax over the candidates of each question, by gradient
 * descent with moments (Adam) over all questions at once. The same lessons give the same weights.
 */
export function fitWeights(lessons: readonly Lesson[]): number[] {
  const width = FEATURES.length;
  const useful = lessons.filter(({ right, figures }) => right.length > 0 && figures.length > width);
  const scale = deviations(useful);
  const scaled = useful.map((lesson) => ({
    ...lesson,
    figures: lesson.figures.map((figure, n) => figure / scale[n % width]!),
  }));
  const total = scaled.reduce((sum, { weight }) => sum + weight, 0);
  const weights = new Float64Array(width);
  const mean = new Float64Array(width);
  const square = new Float64Array(width);
  weights[0] = 1;
  for (let step = 1; step <= STEPS; step += 1) {
    const gradient = weights.map((weight) => RIDGE * weight);
    for (const lesson of scaled) addGradient(lesson, weights, gradient, lesson.weight / total);
    for (let n = 0; n < width; n += 1) {
      const slope = gradient[n]!;
      mean[n] = 0.9 * mean[n]! + 0.1 * slope;
      square[n] = 0.99 * square[n]! + 0.01 * slope * slope;
      const moment = mean[n]! / (1 - 0.9 ** step);
      weights[n]! -= (PACE * moment) / (Math.sqrt(square[n]! / (1 - 0.99 ** step)) + 1e-9);
    }
  }
  return [...weights].map((weight, n) => Number((weight / scale[n]!).toPrecision(5)));
}

/** What a candidate scores. */
export function scoreOf(figures: ArrayLike<number>, weights: readonly number[], from = 0): number {
  let score = 0;
  for (let n = 0; n < weights.length; n += 1) score += figures[from + n]! * weights[n]!;
  return score;
}

function addGradient(
  { figures, right }: Lesson,
  weights: Float64Array,
  gradient: Float64Array,
  share: number,
): void {
  const width = weights.length;
  const count = figures.length / width;
  const chances = new Float64Array(count);
  let best = -Infinity;
  for (let candidate = 0; candidate < count; candidate += 1) {
    let score = 0;
    for (let n = 0; n < width; n += 1) score += figures[candidate * width + n]! * weights[n]!;
    chances[candidate] = score;
    if (score > best) best = score;
  }
  let sum = 0;
  for (let candidate = 0; candidate < count; candidate += 1) {
    chances[candidate] = Math.exp(chances[candidate]! - best);
    sum += chances[candidate]!;
  }
  for (let candidate = 0; candidate < count; candidate += 1) chances[candidate]! /= sum;
  for (const candidate of right) chances[candidate]! -= 1 / right.length;
  for (let candidate = 0; candidate < count; candidate += 1) {
    const excess = chances[candidate]! * share;
    if (Math.abs(excess) < 1e-12) continue;
    for (let n = 0; n < width; n += 1) gradient[n]! += excess * figures[candidate * width + n]!;
  }
}

function deviations(lessons: readonly Lesson[]): Float64Array {
  const width = FEATURES.length;
  const sums = new Float64Array(width);
  const squares = new Float64Array(width);
  let count = 0;
  for (const { figures } of lessons) {
    for (let n = 0; n < figures.length; n += 1) {
      sums[n % width]! += figures[n]!;
      squares[n % width]! += figures[n]! ** 2;
    }
    count += figures.length / width;
  }
  return sums.map(
    (sum, n) => Math.sqrt(Math.max(0, squares[n]! / count - (sum / count) ** 2)) + 1e-6,
  );
}
