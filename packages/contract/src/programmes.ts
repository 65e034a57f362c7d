import { liveFigures, liveScopes, measureStates } from '@everyline/domain';
import { Type, type Static } from 'typebox';

import {
  AtMs,
  CalendarDate,
  Id,
  Localised,
  LongText,
  nullable,
  Share,
  ShortText,
  Who,
} from './schema.ts';

export const MeasureStateWord = Type.Enum([...measureStates]);
export type MeasureStateWord = Static<typeof MeasureStateWord>;

/** What an indicator can read from the city's own lines and tickets. */
export const LiveFigureWord = Type.Enum([...liveFigures]);
export type LiveFigureWord = Static<typeof LiveFigureWord>;

/** A live indicator: the figure, and whether it reads the whole programme or the measure's own offices. */
export const LiveSource = Type.Object({
  figure: LiveFigureWord,
  of: Type.Enum([...liveScopes]),
});

export const ProgrammeStateWord = Type.Enum(['running', 'closed']);
export type ProgrammeStateWord = Static<typeof ProgrammeStateWord>;

const OfficeRef = Type.Object({ id: Id, name: Type.String() });
const Amount = Type.Number({ minimum: 0, maximum: 1e15 });
const Unit = Type.String({ minLength: 1, maxLength: 20 });
/** Actual over planned, 1 = as planned. */
const Completion = nullable(Type.Number({ minimum: 0 }));
const Version = Type.Integer({
  minimum: 1,
  description: 'Counts the changes; a change names the one it saw.',
});

const StateCounts = Type.Object({
  not_begun: Type.Integer(),
  in_progress: Type.Integer(),
  done: Type.Integer(),
  overdue: Type.Integer(),
});

export const Programme = Type.Object({
  id: Id,
  name: Type.String(),
  description: Type.String(),
  department: nullable(OfficeRef),
  state: ProgrammeStateWord,
  createdAtMs: AtMs,
  measures: Type.Integer({ minimum: 0 }),
  states: StateCounts,
  completion: nullable(Share),
});
export type Programme = Static<typeof Programme>;
export const Programmes = Type.Array(Programme);

export const NewProgramme = Type.Object({
  name: ShortText,
  description: Type.Optional(LongText),
  departmentId: Type.Optional(nullable(Id)),
});
export type NewProgramme = Static<typeof NewProgramme>;

export const ProgrammeChange = Type.Object({
  name: Type.Optional(ShortText),
  description: Type.Optional(LongText),
  state: Type.Optional(ProgrammeStateWord),
});
export type ProgrammeChange = Static<typeof ProgrammeChange>;

export const Indicator = Type.Object({
  id: Id,
  name: Type.String(),
  unit: Type.String(),
  planned: nullable(Type.Number()),
  actual: nullable(Type.Number()),
  live: nullable(LiveSource),
  completion: Completion,
});
export type Indicator = Static<typeof Indicator>;

export const Measure = Type.Object({
  id: Id,
  programmeId: Id,
  title: Type.String(),
  category: Type.String(),
  lead: nullable(OfficeRef),
  joint: Type.Array(OfficeRef),
  deadline: nullable(CalendarDate),
  state: MeasureStateWord,
  completion: nullable(Share),
  indicators: Type.Array(Indicator),
  /** Sentence that it was read from; empty for one that was typed. */
  quote: Type.String(),
  lastReport: nullable(Type.Object({ atMs: AtMs, by: Who, text: Type.String() })),
  mayReport: Type.Boolean(),
  version: Version,
});
export type Measure = Static<typeof Measure>;

const IndicatorTotal = Type.Object({
  name: Type.String(),
  unit: Type.String(),
  measures: Type.Integer(),
  planned: nullable(Type.Number()),
  actual: nullable(Type.Number()),
  completion: Completion,
});
export type IndicatorTotal = Static<typeof IndicatorTotal>;

const group = {
  measures: Type.Integer(),
  states: StateCounts,
  completion: nullable(Share),
  totals: Type.Array(IndicatorTotal),
};
export const BoardGroup = Type.Object({ name: Type.String(), ...group });
export type BoardGroup = Static<typeof BoardGroup>;

/** A document out of which measures were read. */
export const ProgrammeDocument = Type.Object({
  id: Id,
  programmeId: Id,
  name: Type.String(),
  readAtMs: AtMs,
  readBy: Who,
  proposals: Type.Integer(),
  openProposals: Type.Integer(),
  flags: Type.Integer({ description: 'Figures that do not add up.' }),
});
export type ProgrammeDocument = Static<typeof ProgrammeDocument>;

export const ProgrammeBoard = Type.Object({
  programme: Programme,
  mayEdit: Type.Boolean(),
  mayReopen: Type.Boolean({ description: 'It is closed, and the one who asks may open it again.' }),
  today: CalendarDate,
  total: Type.Object(group),
  byCategory: Type.Array(BoardGroup),
  byOffice: Type.Array(BoardGroup),
  measures: Type.Array(Measure),
  documents: Type.Array(ProgrammeDocument),
});
export type ProgrammeBoard = Static<typeof ProgrammeBoard>;

const IndicatorInput = Type.Object({
  /** Left out for a new one. */
  id: Type.Optional(Id),
  name: Type.String({ minLength: 1, maxLength: 60 }),
  unit: Unit,
  planned: nullable(Amount),
  live: Type.Optional(nullable(LiveSource)),
});

const measureFields = {
  title: ShortText,
  category: Type.String({ maxLength: 60 }),
  leadOfficeId: nullable(Id),
  jointOfficeIds: Type.Array(Id, { maxItems: 50 }),
  deadline: nullable(CalendarDate),
};

export const NewMeasure = Type.Object({
  ...measureFields,
  indicators: Type.Array(IndicatorInput, { maxItems: 20 }),
});
export type NewMeasure = Static<typeof NewMeasure>;

export const MeasureChange = Type.Object({
  ...measureFields,
  indicators: Type.Array(IndicatorInput, { maxItems: 20 }),
  version: Version,
});
export type MeasureChange = Static<typeof MeasureChange>;

export const MeasureWithdrawal = Type.Object({ reason: ShortText, version: Version });
export type MeasureWithdrawal = Static<typeof MeasureWithdrawal>;

export const NewProgressReport = Type.Object({
  text: Type.String({ minLength: 1, maxLength: 4000 }),
  actuals: Type.Array(Type.Object({ indicatorId: Id, value: Amount }), { maxItems: 20 }),
  done: Type.Boolean(),
});
export type NewProgressReport = Static<typeof NewProgressReport>;

export const ProgressReport = Type.Object({
  id: Id,
  atMs: AtMs,
  by: Who,
  text: Type.String(),
  actuals: Type.Array(
    Type.Object({ name: Type.String(), unit: Type.String(), value: Type.Number() }),
  ),
  done: Type.Boolean(),
});
export type ProgressReport = Static<typeof ProgressReport>;

export const MeasureDetail = Type.Object({
  measure: Measure,
  programme: Type.Object({ id: Id, name: Type.String(), state: ProgrammeStateWord }),
  document: nullable(Type.Object({ id: Id, name: Type.String() })),
  mayEdit: Type.Boolean(),
  reports: Type.Array(ProgressReport),
});
export type MeasureDetail = Static<typeof MeasureDetail>;

export const ProgrammeText = Type.Object({
  name: ShortText,
  text: Type.String({ minLength: 1, maxLength: 200_000 }),
});
export type ProgrammeText = Static<typeof ProgrammeText>;

export const ProposedIndicator = Type.Object({
  name: Type.String(),
  unit: Type.String(),
  planned: nullable(Type.Number()),
  actual: nullable(Type.Number()),
  isPlanReckoned: Type.Boolean(),
});

export const MeasureProposal = Type.Object({
  id: Id,
  state: Type.Enum(['open', 'accepted', 'rejected']),
  quote: Type.String(),
  title: Type.String(),
  category: Type.String(),
  lead: nullable(OfficeRef),
  joint: Type.Array(OfficeRef),
  unknownOffices: Type.Array(Type.String()),
  deadline: nullable(
    Type.Object({ text: Type.String(), day: CalendarDate, isYearAssumed: Type.Boolean() }),
  ),
  indicators: Type.Array(ProposedIndicator),
  measureId: nullable(Id),
  decidedBy: nullable(Who),
});
export type MeasureProposal = Static<typeof MeasureProposal>;

export const FigureCheck = Type.Object({
  kind: Type.Enum(['parts', 'rate', 'share', 'rates_of_parts']),
  result: Type.Enum(['holds', 'exceeds', 'short', 'off', 'units_differ']),
  quote: Type.String(),
  start: Type.Integer(),
  end: Type.Integer(),
  sentence: Localised,
});
export type FigureCheck = Static<typeof FigureCheck>;

export const ProgrammeDocumentDetail = Type.Object({
  document: ProgrammeDocument,
  programme: Type.Object({ id: Id, name: Type.String() }),
  mayEdit: Type.Boolean(),
  text: Type.String(),
  /** Parts of the file that could not be read, at most a hundred. */
  unread: Type.Array(Localised),
  proposals: Type.Array(MeasureProposal),
  checks: Type.Array(FigureCheck),
});
export type ProgrammeDocumentDetail = Static<typeof ProgrammeDocumentDetail>;

const AcceptedMeasure = Type.Object({
  ...measureFields,
  indicators: Type.Array(
    Type.Object({
      name: Type.String({ minLength: 1, maxLength: 60 }),
      unit: Unit,
      planned: nullable(Amount),
      actual: nullable(Amount),
    }),
    { maxItems: 20 },
  ),
});
export type AcceptedMeasure = Static<typeof AcceptedMeasure>;

/** The measure that somebody makes of a proposal, whose actuals are kept as a first report; null: refused. */
export const ProposalDecision = Type.Object({ measure: nullable(AcceptedMeasure) });
export type ProposalDecision = Static<typeof ProposalDecision>;

export const BoardExportQuery = Type.Object({
  language: Type.Optional(Type.Enum(['zh-CN', 'en'])),
});
