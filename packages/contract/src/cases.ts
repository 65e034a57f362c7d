import {
  caseChannels,
  caseHotlineMoves,
  caseOfficeMoves,
  caseStates,
  satisfactions,
} from '@everyline/domain';
import { Type, type Static } from 'typebox';

import { DepartmentRef } from './departments.ts';
import {
  AtMs,
  ById,
  CalendarDate,
  Id,
  Localised,
  nullable,
  pageOf,
  paging,
  ShortText,
} from './schema.ts';
import { Language } from './session.ts';
import {
  Mentioned,
  TicketAttachment,
  TicketExtension,
  TicketNotice,
  TicketStep,
} from './tickets.ts';

export const CaseStateWord = Type.Enum([...caseStates]);
export type CaseStateWord = Static<typeof CaseStateWord>;
export const CaseChannelWord = Type.Enum([...caseChannels]);
export type CaseChannelWord = Static<typeof CaseChannelWord>;
export const SatisfactionWord = Type.Enum([...satisfactions]);
export type SatisfactionWord = Static<typeof SatisfactionWord>;

const CategoryCode = Type.String({
  pattern: '^[a-z0-9_]{1,40}$',
  description: 'Code of a category of the rules: `complaint`.',
});

/** Who asked, as everybody may see it: the first character of the name, the ends of the number. */
export const ShownContact = Type.Object({ name: Type.String(), telephone: Type.String() });

export const Case = Type.Object({
  id: Id,
  number: Type.Integer({ description: 'Counts up; people quote it.' }),
  externalNumber: nullable(
    Type.String({ description: 'Its number in the system or file that it came from.' }),
  ),
  from: nullable(Type.String({ description: 'Name of the work-order system that it came from.' })),
  version: Type.Integer({ description: 'Counts the moves; a move names the version it saw.' }),
  state: CaseStateWord,
  category: Type.Object({ code: Type.String(), name: Localised }),
  channel: CaseChannelWord,
  demand: Type.String({ description: 'Numbers of persons in it are masked.' }),
  place: Type.String(),
  contact: nullable(ShownContact),
  department: nullable(DepartmentRef),
  line: nullable(Type.Object({ id: Id, display: Type.String() })),
  receivedAtMs: AtMs,
  dueOn: CalendarDate,
  overdue: Type.Boolean(),
  workingDaysOverdue: Type.Integer({ minimum: 0 }),
  extension: nullable(TicketExtension),
  timesReopened: Type.Integer({ minimum: 0 }),
  answer: Type.String(),
  answeredAtMs: nullable(AtMs),
  satisfaction: nullable(SatisfactionWord),
  toBeTold: Type.Boolean({ description: 'Answered, and nobody has told the citizen yet.' }),
  closedAtMs: nullable(AtMs),
});
export type Case = Static<typeof Case>;
export const CasePage = pageOf(Case);
export type CasePage = Static<typeof CasePage>;

const filters = {
  state: Type.Optional(
    Type.Array(Type.Union([CaseStateWord, Type.Literal('open')]), {
      description: '`open` is every state but `closed`.',
    }),
  ),
  departmentId: Type.Optional(Type.String({ format: 'uuid', description: 'With its children.' })),
  lineId: Type.Optional(Id),
  category: Type.Optional(Type.Array(CategoryCode)),
  channel: Type.Optional(Type.Array(CaseChannelWord)),
  overdue: Type.Optional(Type.Boolean()),
  extension: Type.Optional(
    Type.Boolean({ description: 'Those whose extension waits for an answer.' }),
  ),
  toBeTold: Type.Optional(
    Type.Boolean({ description: 'Answered ones of which the citizen is still to be told.' }),
  ),
  q: Type.Optional(
    Type.String({ maxLength: 100, description: 'Demand, place, department or case number.' }),
  ),
  sort: Type.Optional(Type.Enum(['received', 'due', 'number'])),
};
export const CaseFilters = Type.Object(filters);
export type CaseFilters = Static<typeof CaseFilters>;

export const CaseQuery = Type.Object({ ...filters, ...paging });
export type CaseQuery = Static<typeof CaseQuery>;

const fileFields = {
  format: Type.Optional(Type.Enum(['xlsx', 'csv'])),
  language: Type.Optional(Language),
};
export const CaseFileQuery = Type.Object({ ...filters, ...fileFields });

/** A look at personal data says why; it is in the audit log. */
const Purpose = Type.String({ minLength: 2, maxLength: 500 });
export const CaseFileInFull = Type.Object({ ...filters, ...fileFields, reason: Purpose });

const askWord = Type.Enum(['reason', 'working_days', 'department', 'answer', 'satisfaction']);
/** A move that the one who asks can make now, and what it asks for. */
export const OpenCaseMove = Type.Union([
  Type.Object({
    by: Type.Literal('office'),
    move: Type.Enum([...caseOfficeMoves]),
    asks: Type.Array(askWord),
  }),
  Type.Object({
    by: Type.Literal('hotline'),
    move: Type.Enum([...caseHotlineMoves]),
    asks: Type.Array(askWord),
  }),
]);
export type OpenCaseMove = Static<typeof OpenCaseMove>;
export type CaseAskWord = Static<typeof askWord>;

export const CaseDetail = Type.Object({
  case: Case,
  next: Localised,
  moves: Type.Array(OpenCaseMove),
  returnUntil: CalendarDate,
  extensionWorkingDays: Type.Integer({ description: 'The longest extension.' }),
  toldAtMs: nullable(AtMs),
  conversationId: nullable(
    Type.String({ format: 'uuid', description: 'The conversation out of which it was opened.' }),
  ),
  mayLook: Type.Boolean({
    description: 'The one who asks may see the whole contact, with a reason.',
  }),
  steps: Type.Array(TicketStep),
  notices: Type.Array(TicketNotice),
  attachments: Type.Array(TicketAttachment),
  people: Type.Array(Mentioned, { description: 'Whom a comment can mention.' }),
});
export type CaseDetail = Static<typeof CaseDetail>;

const contactFields = {
  name: Type.String({ maxLength: 60 }),
  telephone: Type.String({ maxLength: 40, pattern: '^[0-9０-９+＋()（） \\-–]*$' }),
};

export const NewCase = Type.Object({
  demand: Type.String({ minLength: 2, maxLength: 4000 }),
  category: CategoryCode,
  place: Type.Optional(Type.String({ maxLength: 200 })),
  channel: CaseChannelWord,
  contact: Type.Optional(Type.Object(contactFields)),
  departmentId: Type.Optional(
    Type.String({ format: 'uuid', description: 'Given with it: it is dispatched at once.' }),
  ),
  lineId: Type.Optional(Id),
});
export type NewCase = Static<typeof NewCase>;

const version = Type.Integer({ minimum: 1 });
const filledIn = {
  reason: Type.Optional(Type.String({ maxLength: 2000 })),
};
export const CaseOfficeMoveWord = Type.Enum([...caseOfficeMoves]);
export type CaseOfficeMoveWord = Static<typeof CaseOfficeMoveWord>;
export const CaseHotlineMoveWord = Type.Enum([...caseHotlineMoves]);
export type CaseHotlineMoveWord = Static<typeof CaseHotlineMoveWord>;
const officeMove = {
  ...filledIn,
  move: Type.Enum([...caseOfficeMoves]),
  workingDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 250 })),
  answer: Type.Optional(Type.String({ maxLength: 4000 })),
};
const hotlineMove = {
  ...filledIn,
  move: Type.Enum([...caseHotlineMoves]),
  departmentId: Type.Optional(Id),
  satisfaction: Type.Optional(SatisfactionWord),
};
const some = {
  cases: Type.Array(Type.Object({ id: Id, version }), { minItems: 1, maxItems: 200 }),
};
export const CaseOfficeMoveBody = Type.Object({ ...officeMove, version });
export const CaseHotlineMoveBody = Type.Object({ ...hotlineMove, version });
export const CaseOfficeMovesBody = Type.Object({ ...officeMove, ...some });
export const CaseHotlineMovesBody = Type.Object({ ...hotlineMove, ...some });

/** What became of many cases at once: one that cannot be moved says why, the others are moved. */
export const CasesMoved = Type.Object({
  moved: Type.Integer(),
  refused: Type.Array(Type.Object({ id: Id, number: Type.Integer(), sentence: Localised })),
});
export type CasesMoved = Static<typeof CasesMoved>;

export const CaseComment = Type.Object({ text: Type.String({ minLength: 1, maxLength: 4000 }) });
export const CitizenTold = Type.Object({
  channel: CaseChannelWord,
  note: Type.Optional(Type.String({ maxLength: 500 })),
});

export const ContactLook = Type.Object({ reason: Purpose });
/** Who asked, and what they said, with nothing hidden. */
export const FullContact = Type.Object({
  name: Type.String(),
  telephone: Type.String(),
  demand: Type.String(),
  place: Type.String(),
});
export type FullContact = Static<typeof FullContact>;

export const ByCaseAttachment = Type.Object({ ...ById.properties, attachmentId: Id });

/** What an import of cases did: rows that could not be taken are listed, the others are. */
export const CasesImported = Type.Object({
  opened: Type.Integer(),
  answered: Type.Integer({ description: 'Cases of ours whose answer came with the file.' }),
  known: Type.Integer({ description: 'Rows of cases that are here already, unchanged.' }),
  rejects: Type.Array(Type.Object({ row: Type.Integer(), sentence: Localised })),
});
export type CasesImported = Static<typeof CasesImported>;

const days = Type.Integer({ minimum: 1, maximum: 250 });

/** The rules of cases; an administrator changes them. */
export const CasePolicy = Type.Object({
  categories: Type.Array(
    Type.Object({
      code: CategoryCode,
      name: Type.Object({ zh: ShortText, en: ShortText }),
      answerWorkingDays: days,
    }),
    { minItems: 1, maxItems: 60 },
  ),
  otherWorkingDays: days,
  returnWorkingDays: days,
  extensions: Type.Integer({ minimum: 0, maximum: 5 }),
  extensionWorkingDays: days,
  reopenedWorkingDays: days,
  reminderAfterDays: days,
  noticeAfterWorkingDays: days,
  escalateAfterWorkingDays: Type.Array(days, { maxItems: 6 }),
});
export type CasePolicy = Static<typeof CasePolicy>;

/** A hotline directs cases; an office's own system works on those of its department. */
export const CaseSideWord = Type.Enum(['hotline', 'office']);
export type CaseSide = Static<typeof CaseSideWord>;
