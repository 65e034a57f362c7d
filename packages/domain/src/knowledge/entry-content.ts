/** Where an answer comes from: what it is called, where it is published, and the words that it rests on. */
export interface KnowledgeSource {
  readonly title: string;
  readonly address: string | null;
  /** A document that is kept here, in whose text the quotation stands. */
  readonly documentId: string | null;
  readonly quotation: string;
}

/** What a version of a knowledge entry says; days are those of the city, `YYYY-MM-DD`, the last one included. */
export interface EntryContent {
  readonly question: string;
  /** Other ways in which people ask the same. */
  readonly paraphrases: readonly string[];
  /** To be spoken; empty where there is only the long one. */
  readonly shortAnswer: string;
  /** To be read; empty where there is only the short one. */
  readonly longAnswer: string;
  readonly departmentId: string | null;
  /** A path of names, outermost first, joined by `/`; empty where it stands in none. */
  readonly category: string;
  readonly serviceItems: readonly string[];
  /** Where it holds; empty: in the whole city. */
  readonly region: string;
  /** For whom it holds; empty: for everybody. */
  readonly audience: string;
  readonly source: KnowledgeSource | null;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  readonly ownerId: string | null;
  readonly reviewerId: string | null;
}

/** Why a content cannot be kept, with the field that it is about. */
export interface ContentIssue {
  readonly field: 'question' | 'longAnswer' | 'validFrom' | 'validUntil';
  readonly issue: 'empty' | 'no_such_day' | 'ends_before_it_begins';
}

/** What keeps a content from being kept; null: nothing does. */
export function contentIssue(
  content: Pick<
    EntryContent,
    'question' | 'shortAnswer' | 'longAnswer' | 'validFrom' | 'validUntil'
  >,
): ContentIssue | null {
  if (content.question.trim() === '') return { field: 'question', issue: 'empty' };
  if (content.shortAnswer.trim() === '' && content.longAnswer.trim() === '') {
    return { field: 'longAnswer', issue: 'empty' };
  }
  for (const field of ['validFrom', 'validUntil'] as const) {
    const day = content[field];
    if (day !== null && !isDay(day)) return { field, issue: 'no_such_day' };
  }
  const { validFrom, validUntil } = content;
  if (validFrom !== null && validUntil !== null && validUntil < validFrom) {
    return { field: 'validUntil', issue: 'ends_before_it_begins' };
  }
  return null;
}

/** Whether the calendar has that day. */
export function isDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}

/** A path of categories with its blanks and empty steps taken out: `医保 / 参保/` is `医保/参保`. */
export function tidyCategory(written: string): string {
  return written
    .split(/[/／>＞]/u)
    .map((step) => step.trim())
    .filter((step) => step !== '')
    .join('/');
}
