import type { Quotation } from './choose-quotation.ts';
import { chanceOf, SIGNS, type SignName, type Signs } from './confidence.ts';
import { DEFAULT_THRESHOLD, ENTRY_WEIGHTS, PASSAGE_WEIGHTS } from './confidence-weights.ts';
import type { Family } from './families.ts';
import type { AnswerItem } from './item.ts';
import type { PreparedItem } from './prepared-item.ts';
import type { AnswerQuestion } from './read-question.ts';
import type { Citation, Reply } from './reply.ts';
import type { Thread } from './thread.ts';

/** What holds at the time of a question. */
export interface AnswerContext {
  /** The day in the city, `YYYY-MM-DD`. */
  readonly day: string;
  /** The district of the one who asks, where it is known. */
  readonly region?: string | null;
  /** Below this confidence nothing is answered, 0…1; default `DEFAULT_THRESHOLD`. */
  readonly threshold?: number;
  /** For measurements: other weights of the signs of entries. */
  readonly weights?: readonly number[];
}

/** What an answer would be and how sure it is: what confidence is fitted from. */
export interface Weighed {
  readonly question: AnswerQuestion;
  readonly best: PreparedItem;
  readonly quotation: Quotation;
  readonly signs: Signs;
  /** Members that are left to choose from, where the question does not tell. */
  readonly open: Family | null;
  /** What is known holds for other districts than the one asked about. */
  readonly holdsElsewhere: boolean;
  /** What was found, best first. */
  readonly found: readonly { readonly item: AnswerItem; readonly score: number }[];
}

/** Why a reply is what it is. */
export interface ReplyReasons {
  /** Null where it did not come to that: a person was asked for, or nothing was found. */
  readonly confidence: number | null;
  readonly threshold: number;
  /** The item that came nearest. */
  readonly best: string | null;
  readonly candidates: readonly {
    readonly id: string;
    readonly title: string;
    readonly score: number;
  }[];
  readonly signs: readonly {
    readonly name: SignName;
    readonly value: number;
    /** What it counts for the kind of item that came nearest. */
    readonly weight: number;
  }[];
}

/** How many of those found are named among the reasons. */
const MOST_NAMED = 5;

/** The reply that follows from what was weighed. */
export function replyTo(
  understood: string,
  weighed: Weighed | null,
  context: AnswerContext,
): Reply {
  const next: Thread = { lastQuestion: understood, choices: [] };
  if (weighed === null) {
    return {
      kind: 'abstain',
      reason: 'nothing_found',
      confidence: 0,
      nearest: null,
      understood,
      thread: next,
    };
  }
  const { best, quotation, open, holdsElsewhere } = weighed;
  const confidence = confidenceOf(weighed, context);
  if (holdsElsewhere || !isSure(weighed, context)) {
    const reason = holdsElsewhere ? 'holds_elsewhere' : 'not_sure';
    return {
      kind: 'abstain',
      reason,
      confidence,
      nearest: best.item.id,
      understood,
      thread: next,
    };
  }
  if (open !== null) {
    const choices = open.members.map(({ prepared: { item } }) => ({
      label: item[open.facet],
      id: item.id,
    }));
    return {
      kind: 'ask',
      facet: open.facet,
      choices,
      confidence,
      understood,
      thread: { ...next, choices },
    };
  }
  return {
    kind: 'answer',
    text: quotation.text,
    citations: [citationOf(best.item, quotation)],
    confidence,
    understood,
    thread: next,
  };
}

/** What the reply was decided by. */
export function reasonsOf(weighed: Weighed | null, context: AnswerContext): ReplyReasons {
  const { threshold = DEFAULT_THRESHOLD } = context;
  if (weighed === null) {
    return { confidence: null, threshold, best: null, candidates: [], signs: [] };
  }
  const weights = weightsFor(weighed, context);
  return {
    confidence: confidenceOf(weighed, context),
    threshold,
    best: weighed.best.item.id,
    candidates: weighed.found.slice(0, MOST_NAMED).map(({ item, score }) => ({
      id: item.id,
      title: item.kind === 'entry' ? item.question : item.headings.join(' › '),
      score,
    })),
    signs: SIGNS.map((name, n) => ({
      name,
      value: weighed.signs[n] ?? 0,
      weight: weights[n] ?? 0,
    })),
  };
}

function weightsFor({ best }: Weighed, { weights }: AnswerContext): readonly number[] {
  return best.item.kind === 'entry' ? (weights ?? ENTRY_WEIGHTS) : PASSAGE_WEIGHTS;
}

/** The chance that what was weighed is right, 0…1. */
export function confidenceOf(weighed: Weighed, context: AnswerContext): number {
  return chanceOf(weighed.signs, weightsFor(weighed, context));
}

/** Whether it is sure enough to be said. */
export function isSure(weighed: Weighed, context: AnswerContext): boolean {
  const { threshold = DEFAULT_THRESHOLD } = context;
  return weighed.quotation.text !== '' && confidenceOf(weighed, context) >= threshold;
}

function citationOf(item: AnswerItem, quotation: Quotation): Citation {
  const common = { id: item.id, quotation: quotation.text, place: quotation.place };
  if (item.kind === 'entry') {
    return {
      ...common,
      kind: 'entry',
      title: item.question,
      source: item.source?.title ?? null,
      region: item.region,
      audience: item.audience,
      date: item.validFrom,
      validUntil: item.validUntil,
    };
  }
  return {
    ...common,
    kind: 'passage',
    title: item.headings.join(' › '),
    source: item.document.title,
    region: '',
    audience: '',
    date: item.document.date ?? null,
    validUntil: item.validUntil ?? null,
  };
}
