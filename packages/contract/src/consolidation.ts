import { mergeModes, proposalKinds } from '@everyline/domain';
import { Type, type Static } from 'typebox';

import { CapacityTarget } from './capacity.ts';
import { DepartmentRef } from './departments.ts';
import { AtMs, Id, Localised, LongText, nullable, pageOf, paging, Share, Who } from './schema.ts';
import { VerdictWord } from './vocabulary.ts';

export const ProposalKindWord = Type.Enum([...proposalKinds]);
export type ProposalKindWord = Static<typeof ProposalKindWord>;
export const MergeModeWord = Type.Enum([...mergeModes]);
export type MergeModeWord = Static<typeof MergeModeWord>;

/** What a person made of a proposal; `changed` is accepted with another number kept or another way of merging. */
export const ProposalDecisionWord = Type.Enum(['accepted', 'changed', 'rejected']);
export type ProposalDecisionWord = Static<typeof ProposalDecisionWord>;

const change = Type.Object({ now: Type.Number(), then: Type.Number() });
const need = Type.Object({
  ...change.properties,
  between: Type.Object(
    { least: Type.Number(), most: Type.Number() },
    { description: 'What may be needed then, by what test calls tell of the load.' },
  ),
});
const CallersMeet = Type.Object({
  busy: Share,
  waitS: Type.Number({ description: 'Mean seconds to a person of those who reach one.' }),
  inTime: Type.Number({ description: 'Share of calls answered within the target time.' }),
});

const TestCalls = Type.Object({ calls: Type.Integer(), busy: Type.Integer() });

export const ConsolidationProposal = Type.Object({
  key: Type.String({ description: 'Names the proposal: the same for the same numbers.' }),
  kind: ProposalKindWord,
  department: nullable(DepartmentRef),
  /** The number that stays stands first. */
  lines: Type.Array(
    Type.Object({
      lineId: Id,
      display: Type.String(),
      verdict: nullable(VerdictWord),
      kept: Type.Boolean(),
    }),
  ),
  service: nullable(Type.String()),
  mergeMode: nullable(MergeModeWord),
  sentence: Localised,
  before: TestCalls,
  listings: Type.Integer({ description: 'Published places that would have to be corrected.' }),
  effect: Type.Object({
    numbers: change,
    lines: nullable(need),
    people: nullable(need),
    yuanMonthly: nullable(change),
    callers: nullable(Type.Object({ now: CallersMeet, then: CallersMeet })),
  }),
  decision: nullable(
    Type.Object({
      word: ProposalDecisionWord,
      note: Type.String(),
      atMs: AtMs,
      by: Who,
      ticketIds: Type.Array(Id),
      /** Test calls since the decision, to be held against what was foreseen. */
      since: TestCalls,
    }),
  ),
});
export type ConsolidationProposal = Static<typeof ConsolidationProposal>;

/** How a proposal stands: nobody has decided, it was accepted (perhaps changed), or rejected. */
export const ProposalStandingWord = Type.Enum(['open', 'accepted', 'rejected']);
export type ProposalStandingWord = Static<typeof ProposalStandingWord>;

export const Consolidation = Type.Object({
  ...pageOf(ConsolidationProposal).properties,
  reckonedAtMs: AtMs,
  target: CapacityTarget,
  counts: Type.Record(ProposalStandingWord, Type.Integer(), {
    description: 'How many of the kinds asked for stand how.',
  }),
  /** Numbers that citizens have to know, if all that is open and all that was accepted were done. */
  numbers: change,
});
export type Consolidation = Static<typeof Consolidation>;

export const ConsolidationQuery = Type.Object({
  departmentId: Type.Optional(Type.String({ format: 'uuid', description: 'With its children.' })),
  lineId: Type.Optional(Type.String({ format: 'uuid', description: 'Only with this line.' })),
  kind: Type.Optional(Type.Array(ProposalKindWord)),
  standing: Type.Optional(ProposalStandingWord),
  ...paging,
});
export type ConsolidationQuery = Static<typeof ConsolidationQuery>;

export const NewProposalDecision = Type.Object({
  key: Type.String({ minLength: 1, maxLength: 2_000 }),
  accept: Type.Boolean(),
  note: LongText,
  keptLineId: Type.Optional(Id),
  mergeMode: Type.Optional(MergeModeWord),
});
export type NewProposalDecision = Static<typeof NewProposalDecision>;
