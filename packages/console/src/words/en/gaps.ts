import type { Words } from '../shape.ts';

/** Questions that had no good answer. */
export const gaps: Words['gaps'] = {
  lead: 'What citizens asked and had no good answer to; near questions stand together, the most asked first. Who asked is not recorded.',
  count: (gaps, questions) => `${gaps} groups of ${questions} questions`,
  partial:
    'There are many questions; the newest are grouped, the others follow as these are settled.',
  empty: 'No question is open',
  asked: 'Asked',
  question: 'Question',
  others: 'Also asked as',
  why: 'Why',
  last: 'Last',
  reasons: { abstained: 'not sure', handed_over: 'handed over', not_solved: 'not solved' },
  draft: 'Begin an entry',
  dismiss: 'Dismiss',
  dismissed: 'Dismissed',
  drafted: 'The entry is a draft now; its questions are settled',
};
