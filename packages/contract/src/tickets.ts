import { directorMoves, officeMoves, type TicketMove } from '@everyline/domain';
import { Type, type Static } from 'typebox';

import { DepartmentRef } from './departments.ts';
import { AtMs, ById, CalendarDate, Id, Localised, nullable, pageOf, paging } from './schema.ts';
import { VerdictDetail } from './verdicts.ts';
import {
  Outcome,
  OutcomeClassWord,
  SpotCheckCodeWord,
  TicketFaultWord,
  TicketNoticeWord,
  TicketOriginWord,
  TicketStateWord,
  TierWord,
} from './vocabulary.ts';

export const TicketExtension = Type.Object({
  state: Type.Enum(['asked', 'granted', 'refused']),
  workingDays: Type.Integer(),
  askedAtMs: AtMs,
});

export const Ticket = Type.Object({
  id: Id,
  number: Type.Integer({ description: 'Counts up; people quote it.' }),
  version: Type.Integer({ description: 'Counts the moves; a move names the version it saw.' }),
  lineId: Id,
  lineDisplay: Type.String(),
  tier: TierWord,
  department: nullable(DepartmentRef),
  fault: TicketFaultWord,
  origin: TicketOriginWord,
  state: TicketStateWord,
  openedAtMs: AtMs,
  dueOn: CalendarDate,
  overdue: Type.Boolean(),
  workingDaysOverdue: Type.Integer({ minimum: 0 }),
  extension: nullable(TicketExtension),
  timesReopened: Type.Integer({ minimum: 0 }),
  closedAtMs: nullable(AtMs),
  retestPlannedAtMs: nullable(AtMs),
  sentence: Localised,
});
export type Ticket = Static<typeof Ticket>;
export const TicketPage = pageOf(Ticket);

const filters = {
  state: Type.Optional(
    Type.Array(Type.Union([TicketStateWord, Type.Literal('open')]), {
      description: '`open` is every state but `closed`.',
    }),
  ),
  departmentId: Type.Optional(Type.String({ format: 'uuid', description: 'With its children.' })),
  lineId: Type.Optional(Id),
  fault: Type.Optional(Type.Array(TicketFaultWord)),
  tier: Type.Optional(Type.Array(TierWord)),
  origin: Type.Optional(Type.Array(TicketOriginWord)),
  overdue: Type.Optional(Type.Boolean()),
  extension: Type.Optional(
    Type.Boolean({ description: 'Those whose extension waits for an answer.' }),
  ),
  q: Type.Optional(
    Type.String({ maxLength: 100, description: 'Number, department or ticket number.' }),
  ),
  sort: Type.Optional(Type.Enum(['opened', 'due', 'number'])),
};

export const TicketQuery = Type.Object({ ...filters, ...paging });
export type TicketQuery = Static<typeof TicketQuery>;

export const TicketExportQuery = Type.Object({
  ...filters,
  language: Type.Optional(Type.Enum(['zh-CN', 'en'])),
});
export type TicketExportQuery = Static<typeof TicketExportQuery>;

export const TicketMoveWord = Type.Enum([...officeMoves, ...directorMoves]);
export type TicketMoveWord = Static<typeof TicketMoveWord>;

/** A move that the one who asks can make now, and what it asks for. */
const asks = Type.Array(Type.Enum(['reason', 'working_days', 'department']));
export const OpenMove = Type.Union([
  Type.Object({ by: Type.Literal('office'), move: Type.Enum([...officeMoves]), asks }),
  Type.Object({ by: Type.Literal('director'), move: Type.Enum([...directorMoves]), asks }),
]);
export type OpenMove = Static<typeof OpenMove>;

/** One outcome that showed the fault, to be opened and, where there is audio, heard. */
export const TicketEvidence = Type.Object({
  probeId: nullable(Id),
  spotCheckId: nullable(Id),
  atMs: AtMs,
  outcome: nullable(Outcome),
  spotCheckCode: nullable(SpotCheckCodeWord),
  counted: OutcomeClassWord,
  hasAudio: Type.Boolean(),
});
export type TicketEvidence = Static<typeof TicketEvidence>;

export const TicketStep = Type.Object({
  id: Type.Integer(),
  atMs: AtMs,
  by: Localised,
  kind: Type.String(),
  sentence: Localised,
  reason: Type.String({ description: 'Why, or a comment, in the words of the one who wrote it.' }),
});
export type TicketStep = Static<typeof TicketStep>;

export const TicketAttachment = Type.Object({
  id: Id,
  name: Type.String(),
  bytes: Type.Integer(),
  addedAtMs: AtMs,
  addedBy: Localised,
});
export type TicketAttachment = Static<typeof TicketAttachment>;

/** What went out about an overdue ticket, with the text of the notice. */
export const TicketNotice = Type.Object({
  kind: TicketNoticeWord,
  level: Type.Integer({ description: 'How many offices above the responsible one.' }),
  atMs: AtMs,
  to: nullable(DepartmentRef),
  text: Localised,
});
export type TicketNotice = Static<typeof TicketNotice>;

/** Somebody whom a comment can mention by `@` and either name. */
export const Mentioned = Type.Object({ name: Type.String(), displayName: Type.String() });
export type Mentioned = Static<typeof Mentioned>;

export const TicketDetail = Type.Object({
  ticket: Ticket,
  verdict: VerdictDetail,
  note: Type.String(),
  next: Localised,
  conflictId: nullable(Id),
  evidence: Type.Array(TicketEvidence),
  moves: Type.Array(OpenMove),
  mayAskRetest: Type.Boolean(),
  returnUntil: CalendarDate,
  extensionWorkingDays: Type.Integer({ description: 'The longest extension.' }),
  steps: Type.Array(TicketStep),
  notices: Type.Array(TicketNotice),
  attachments: Type.Array(TicketAttachment),
  people: Type.Array(Mentioned, { description: 'Whom a comment can mention.' }),
});
export type TicketDetail = Static<typeof TicketDetail>;

export const NewTicket = Type.Object({
  lineId: Id,
  fault: TicketFaultWord,
  note: Type.String({ minLength: 2, maxLength: 2000 }),
  conflictId: Type.Optional(Id),
});
export type NewTicket = Static<typeof NewTicket>;

export const TicketOpened = Type.Object({
  ticket: Ticket,
  opened: Type.Boolean({ description: 'False where one was open for this fault of the line.' }),
});

const filledIn = {
  reason: Type.Optional(Type.String({ maxLength: 2000 })),
};
const version = Type.Integer({ minimum: 1 });

const officeMove = {
  ...filledIn,
  move: Type.Enum([...officeMoves]),
  workingDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 250 })),
};
const directorMove = {
  ...filledIn,
  move: Type.Enum([...directorMoves]),
  departmentId: Type.Optional(Id),
  withLine: Type.Optional(
    Type.Boolean({ description: 'With `assign`: the line goes to that office too.' }),
  ),
};
const some = {
  tickets: Type.Array(Type.Object({ id: Id, version }), { minItems: 1, maxItems: 200 }),
};

/** A move of the responsible office. */
export const OfficeMoveBody = Type.Object({ ...officeMove, version });
/** A move of those who direct the programme. */
export const DirectorMoveBody = Type.Object({ ...directorMove, version });
export const OfficeMovesBody = Type.Object({ ...officeMove, ...some });
export const DirectorMovesBody = Type.Object({ ...directorMove, ...some });

/** A move as the API takes it, of whoever may make it. */
export interface TicketMoveInput {
  readonly move: TicketMove;
  readonly version: number;
  readonly reason?: string;
  readonly workingDays?: number;
  readonly departmentId?: string;
  readonly withLine?: boolean;
}

/** What became of many tickets at once: one that cannot be moved says why, the others are moved. */
export const TicketsMoved = Type.Object({
  moved: Type.Integer(),
  refused: Type.Array(Type.Object({ id: Id, number: Type.Integer(), sentence: Localised })),
});
export type TicketsMoved = Static<typeof TicketsMoved>;

/** What an import of an edited list did: rows that could not be done are listed, the others are. */
export const TicketsImported = Type.Object({
  moved: Type.Integer(),
  commented: Type.Integer(),
  unchanged: Type.Integer(),
  rejects: Type.Array(Type.Object({ row: Type.Integer(), sentence: Localised })),
});
export type TicketsImported = Static<typeof TicketsImported>;

export const TicketComment = Type.Object({
  text: Type.String({ minLength: 1, maxLength: 4000 }),
});

export const ByAttachment = Type.Object({ ...ById.properties, attachmentId: Id });

const days = Type.Integer({ minimum: 1, maximum: 250 });
const daysByFault = Type.Object({
  busy: days,
  slow: days,
  zombie: days,
  invalid: days,
  outdated: days,
  contradictory: days,
  wrong_answers: days,
  other: days,
});

/** The rules of tickets; an administrator changes them. */
export const TicketPolicy = Type.Object({
  repairWorkingDays: Type.Object({ A: daysByFault, B: daysByFault, C: daysByFault }),
  returnWorkingDays: days,
  extensions: Type.Integer({ minimum: 0, maximum: 5 }),
  extensionWorkingDays: days,
  reopenedWorkingDays: days,
  reminderAfterDays: days,
  noticeAfterWorkingDays: days,
  escalateAfterWorkingDays: Type.Array(days, { maxItems: 6 }),
  wrongAnswerOpens: Type.Boolean(),
  conflictOpensAfterWorkingDays: nullable(days),
});
export type TicketPolicy = Static<typeof TicketPolicy>;
