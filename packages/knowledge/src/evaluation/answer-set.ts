import type { AnswerEntry } from '../answering/item.ts';
import { readObjects, type BadLine } from './retrieval-set.ts';

/** A question with what is right to do about it. */
export interface AnswerSetQuestion {
  readonly id: string;
  /** What is measured apart: `in_domain`, `near_miss`, … */
  readonly group: string;
  readonly text: string;
  /** The entries that answer it; none: it is not to be answered. */
  readonly right: readonly string[];
  /** The entries fit equally, and it is right to ask back. */
  readonly asks: boolean;
  /** What the answer has to contain, to the letter. */
  readonly figure: string | null;
}

const STATES = ['draft', 'reviewed', 'published', 'expired', 'withdrawn'] as const;

/**
 * Reads entries, one JSON object a line: `id`, `question`, `shortAnswer` or `longAnswer`, and where there are, `paraphrases`,
 * `region`, `audience`, `source`, `validFrom`, `validUntil`, `state` (without one: published).
 */
export function readAnswerEntries(text: string): AnswerEntry[] | BadLine {
  return readObjects(text, (object) => {
    const written = (name: string): string =>
      typeof object[name] === 'string' ? object[name] : '';
    const day = (name: string): string | null => (written(name) === '' ? null : written(name));
    const [shortAnswer, longAnswer] = [written('shortAnswer'), written('longAnswer')];
    if (written('question') === '') return 'no question';
    if (shortAnswer === '' && longAnswer === '') return 'no answer';
    const { paraphrases, source } = object;
    return {
      kind: 'entry',
      id: String(object['id']),
      state: STATES.find((state) => state === (object['state'] ?? 'published')) ?? 'draft',
      question: written('question'),
      paraphrases: Array.isArray(paraphrases)
        ? paraphrases.filter((one): one is string => typeof one === 'string')
        : [],
      shortAnswer,
      longAnswer,
      region: written('region'),
      audience: written('audience'),
      source: sourceOf(source),
      validFrom: day('validFrom'),
      validUntil: day('validUntil'),
    };
  });
}

/** Reads questions, one JSON object a line: `id`, `group`, `text`, `right`, and where it is so `asks` and `figure`. */
export function readAnswerQuestions(text: string): AnswerSetQuestion[] | BadLine {
  return readObjects(text, ({ id, group, text: words, right, asks, figure }) => {
    if (typeof words !== 'string') return 'no text';
    if (typeof group !== 'string') return 'no group';
    return {
      id: String(id),
      group,
      text: words,
      right: Array.isArray(right) ? right.map(String) : [],
      asks: asks === true,
      figure: typeof figure === 'string' ? figure : null,
    };
  });
}

function sourceOf(source: unknown): AnswerEntry['source'] {
  if (typeof source === 'string') return { title: source };
  if (typeof source !== 'object' || source === null || !('title' in source)) return null;
  const quotation = 'quotation' in source ? String(source.quotation) : undefined;
  return { title: String(source.title), ...(quotation === undefined ? {} : { quotation }) };
}
