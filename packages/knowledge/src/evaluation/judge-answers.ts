import type { Answerer } from '../answering/answerer.ts';
import type { AnswerContext } from '../answering/decide-reply.ts';
import { chanceOf, type ConfidenceLesson, type Signs } from '../answering/confidence.ts';
import { ENTRY_WEIGHTS, PASSAGE_WEIGHTS } from '../answering/confidence-weights.ts';
import type { AnswerSetQuestion } from './answer-set.ts';

/** What would be answered to a question of a set, and whether that is right. */
export interface JudgedAnswer {
  readonly question: AnswerSetQuestion;
  /** What it would be answered from; null if nothing is. */
  readonly id: string | null;
  readonly text: string;
  readonly signs: Signs | null;
  /** It would ask back instead. */
  readonly asks: boolean;
  /** The right entry (and figure) where one is wanted, the right entries to choose from where asking is right. */
  readonly isRight: boolean;
  /** The chance that it is right, 0 where it is never given. */
  readonly confidence: number;
}

/** Judges the answer to a question; `weights` are those of the signs, else as shipped. */
export function judgeAnswer(
  answerer: Answerer,
  question: AnswerSetQuestion,
  context: AnswerContext,
  weights?: readonly number[],
): JudgedAnswer {
  const weighed = answerer.weigh(question.text, context);
  const none = { question, id: null, text: '', signs: null, asks: false, isRight: false };
  if (weighed === null) return { ...none, confidence: 0 };
  const { best, quotation, signs, open, holdsElsewhere } = weighed;
  const offered = open?.members.map(({ prepared }) => prepared.item.id) ?? [];
  const hasFigure = question.figure === null || quotation.text.includes(question.figure);
  const isRight =
    open === null
      ? !question.asks && question.right.includes(best.item.id) && hasFigure
      : question.asks && offered.some((id) => question.right.includes(id));
  const shipped = best.item.kind === 'entry' ? ENTRY_WEIGHTS : PASSAGE_WEIGHTS;
  return {
    question,
    id: best.item.id,
    text: quotation.text,
    signs,
    asks: open !== null,
    isRight,
    confidence: holdsElsewhere || quotation.text === '' ? 0 : chanceOf(signs, weights ?? shipped),
  };
}

/** What confidence can learn from the judged answers: those that depend on it. */
export function lessonsOf(judged: readonly JudgedAnswer[]): ConfidenceLesson[] {
  return judged.flatMap(({ question, id, signs, asks, isRight, confidence }) => {
    if (signs === null || confidence === 0) return [];
    // To ask where one could have known is no fault of the confidence.
    const fits = asks && id !== null && question.right.includes(id);
    return [{ signs, isRight: isRight || fits }];
  });
}

/** The figures of a set at one threshold; shares are 0…1. */
export interface AnswerFigures {
  readonly threshold: number;
  readonly given: number;
  readonly wrong: number;
  /** Of those given. */
  readonly wrongShare: number;
  /** Of the questions that entries answer, those that were answered rightly. */
  readonly answeredShare: number;
  readonly asked: number;
  readonly askedRightly: number;
  /** By group: the share that got no answer. */
  readonly abstained: Readonly<Record<string, number>>;
}

export function figuresAt(judged: readonly JudgedAnswer[], threshold: number): AnswerFigures {
  const sure = judged.filter(({ confidence }) => confidence > 0 && confidence >= threshold);
  const given = sure.filter(({ asks }) => !asks);
  const asked = sure.filter(({ asks }) => asks);
  const right = given.filter(({ isRight }) => isRight).length;
  const answerable = judged.filter(({ question }) => question.right.length > 0).length;
  const isGiven = new Set(given);
  const groups = [...new Set(judged.map(({ question }) => question.group))];
  return {
    threshold,
    given: given.length,
    wrong: given.length - right,
    wrongShare: given.length === 0 ? 0 : (given.length - right) / given.length,
    answeredShare: answerable === 0 ? 0 : right / answerable,
    asked: asked.length,
    askedRightly: asked.filter(({ isRight }) => isRight).length,
    abstained: Object.fromEntries(
      groups.map((group) => {
        const of = judged.filter(({ question }) => question.group === group);
        return [group, of.filter((one) => !isGiven.has(one)).length / of.length];
      }),
    ),
  };
}

/** A point of the curve of coverage against error. */
export interface CurvePoint {
  readonly threshold: number;
  /** Of the answerable questions, the share that is answered rightly, 0…1. */
  readonly coverage: number;
  /** Of the answers given, the share that is wrong, 0…1. */
  readonly error: number;
}

/** The curve over all thresholds of hundredths. */
export function coverageCurve(judged: readonly JudgedAnswer[]): CurvePoint[] {
  return Array.from({ length: 100 }, (_, n) => {
    const { threshold, answeredShare, wrongShare } = figuresAt(judged, n / 100);
    return { threshold, coverage: answeredShare, error: wrongShare };
  });
}

/** How far confidence and truth agree: answers by tenths of confidence, with the share that is right. */
export function calibration(
  judged: readonly JudgedAnswer[],
): { readonly from: number; readonly answers: number; readonly right: number }[] {
  return Array.from({ length: 10 }, (_, n) => {
    const within = judged.filter(
      ({ confidence, asks }) =>
        !asks && confidence > 0 && Math.min(9, Math.floor(confidence * 10)) === n,
    );
    const right = within.filter(({ isRight }) => isRight).length;
    return {
      from: n / 10,
      answers: within.length,
      right: within.length === 0 ? 0 : right / within.length,
    };
  });
}
