/** What the confidence in an answer is reckoned from, each about 0…1, with whether it speaks for (1) or against (−1). */
const MEANING = {
  bias: 0,
  /** How well the best phrase of the entry and the question agree, both ways. */
  phrase: 1,
  /** How rare the rarest word of that phrase is that the question does not have. */
  unasked: -1,
  /** The share of the question's words in its title and paraphrases. */
  inTitle: 1,
  /** The share of the question's words in all of it. */
  inWhole: 1,
  /** How rare the rarest word of the question is that is nowhere in it: a near miss. */
  missing: -1,
  /** The same for nouns and names alone. */
  missingNoun: -1,
  /** As `missing`, for its title. */
  missingInTitle: -1,
  /** How far the next entry that is not of its family is behind. */
  margin: 1,
  /** What it scored. */
  score: 1,
  /** The asked kind of thing is not in the quotation. */
  kindMissing: -1,
  /** The unit that was asked for (多少天) does not stand in it. */
  unitMissing: -1,
  /** A figure of the question is nowhere in it. */
  foreignFigure: -1,
  /** How much the question says. */
  amount: 1,
  /** What the question wants beyond the title is not in the quotation. */
  specialMissing: -1,
} as const;

export type SignName = keyof typeof MEANING;
export const SIGNS = Object.keys(MEANING) as readonly SignName[];

/** The signs of one answer, in the order of `SIGNS`. */
export type Signs = readonly number[];

/** The chance that an answer with these signs is right. */
export function chanceOf(signs: Signs, weights: readonly number[]): number {
  let sum = 0;
  for (let n = 0; n < weights.length; n += 1) sum += weights[n]! * (signs[n] ?? 0);
  return 1 / (1 + Math.exp(-sum));
}

/** One question to learn from: the signs of the answer it would get, and whether that is right. */
export interface ConfidenceLesson {
  readonly signs: Signs;
  readonly isRight: boolean;
}

const RIDGE = 0.003;
const STEPS = 4000;

/**
 * Logistic regression by gradient descent with momentum; the same lessons give the same weights. A sign never counts
 * against its meaning: with some hundred lessons it otherwise might, by chance.
 */
export function fitConfidence(lessons: readonly ConfidenceLesson[]): number[] {
  const weights = SIGNS.map(() => 0);
  const moment = SIGNS.map(() => 0);
  for (let step = 0; step < STEPS; step += 1) {
    const gradient = weights.map((weight, n) => (n === 0 ? 0 : RIDGE * weight));
    for (const { signs, isRight } of lessons) {
      const excess = (chanceOf(signs, weights) - (isRight ? 1 : 0)) / lessons.length;
      for (let n = 0; n < weights.length; n += 1) gradient[n]! += excess * signs[n]!;
    }
    for (let n = 0; n < weights.length; n += 1) {
      moment[n] = 0.9 * moment[n]! + gradient[n]!;
      weights[n]! -= 0.3 * moment[n]!;
      const meaning = MEANING[SIGNS[n]!];
      if (meaning !== 0 && weights[n]! * meaning < 0) weights[n] = 0;
    }
  }
  return weights.map((weight) => Number(weight.toPrecision(5)));
}
