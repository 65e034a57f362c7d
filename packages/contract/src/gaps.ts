import { gapReasons } from '@everyline/domain';
import { Type, type Static } from 'typebox';

import { AtMs, Id, pageOf, paging } from './schema.ts';

export const GapReasonWord = Type.Enum([...gapReasons]);
export type GapReasonWord = Static<typeof GapReasonWord>;

/** Questions that had no good answer and ask for nearly the same. */
export const Gap = Type.Object({
  question: Type.String({ description: 'What was asked most often among them.' }),
  ids: Type.Array(Id, { description: 'Of its questions, as `settleGap` takes them.' }),
  reasons: Type.Record(GapReasonWord, Type.Integer({ minimum: 0 })),
  examples: Type.Array(Type.String(), { description: 'Other ways in which it was asked.' }),
  firstAtMs: AtMs,
  lastAtMs: AtMs,
});
export type Gap = Static<typeof Gap>;

export const GapPage = Type.Object({
  ...pageOf(Gap).properties,
  questions: Type.Integer({ minimum: 0, description: 'Questions that were grouped.' }),
  isWhole: Type.Boolean({ description: 'False where there are more; the newest are grouped.' }),
});
export type GapPage = Static<typeof GapPage>;

export const GapQuery = Type.Object(paging);
export type GapQuery = Static<typeof GapQuery>;

/** What becomes of the questions of a gap: an entry was begun for them, or they are no matter for the knowledge base. */
export const GapSettling = Type.Object({
  ids: Type.Array(Id, { minItems: 1, maxItems: 5000, uniqueItems: true }),
  state: Type.Enum(['drafted', 'dismissed']),
  entryId: Type.Optional(Id),
});
export type GapSettling = Static<typeof GapSettling>;
export const GapSettled = Type.Object({ settled: Type.Integer({ minimum: 0 }) });
