/** Where an answer comes from, as people cite it. */
export interface AnswerSource {
  readonly title: string;
  readonly address?: string | null;
  /** Word for word, as the source has it. */
  readonly quotation?: string;
}

/** A reviewed entry of the knowledge base. Days are `YYYY-MM-DD` in the city, the last one included. */
export interface AnswerEntry {
  readonly kind: 'entry';
  readonly id: string;
  readonly state: 'draft' | 'reviewed' | 'published' | 'expired' | 'withdrawn';
  readonly question: string;
  readonly paraphrases: readonly string[];
  /** To be spoken; empty where there is only the long one. */
  readonly shortAnswer: string;
  /** To be read; empty where there is only the short one. */
  readonly longAnswer: string;
  /** Where it holds; empty: in the whole city. */
  readonly region: string;
  /** For whom it holds; empty: for everybody. */
  readonly audience: string;
  readonly source: AnswerSource | null;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
}

/** A passage of a document that citizens may be quoted. */
export interface AnswerPassage {
  readonly kind: 'passage';
  readonly id: string;
  readonly headings: readonly string[];
  readonly text: string;
  /** Where in the text of the document it stands, in UTF-16 units. */
  readonly from: number;
  readonly document: { readonly title: string; readonly date?: string | null };
  readonly validFrom?: string | null;
  readonly validUntil?: string | null;
}

export type AnswerItem = AnswerEntry | AnswerPassage;

/** Whether an item may be quoted on a day of the city. */
export function isUsable(item: AnswerItem, day: string): boolean {
  if (item.kind === 'entry' && item.state !== 'published') return false;
  const { validFrom, validUntil } = item;
  return (validFrom == null || validFrom <= day) && (validUntil == null || day <= validUntil);
}
