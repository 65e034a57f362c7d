import { caseHotlineMoves, caseOfficeMoves } from '@everyline/domain';
import { Type, type Static } from 'typebox';

import { CaseChannelWord, CaseSideWord, CaseStateWord, SatisfactionWord } from './cases.ts';
import { AtMs, CalendarDate, Id, Localised, nullable, ShortText } from './schema.ts';

/** A work-order system of others; its secret is given once, its address never whole. */
export const CaseSystem = Type.Object({
  id: Id,
  name: Type.String(),
  side: CaseSideWord,
  department: nullable(Type.Object({ id: Id, name: Type.String() })),
  address: nullable(Type.String({ description: 'Without what may be a key in it.' })),
  sendsOwn: Type.Boolean(),
  enabled: Type.Boolean(),
  waiting: Type.Integer(),
  lastSentAtMs: nullable(AtMs),
});
export type CaseSystem = Static<typeof CaseSystem>;

const url = Type.String({
  minLength: 1,
  maxLength: 1000,
  description: 'Where it is told of cases; none: it only asks.',
});
const sendsOwn = Type.Boolean({
  description: 'A hotline is also told of cases that did not come from it.',
});

export const NewCaseSystem = Type.Object({
  name: ShortText,
  side: CaseSideWord,
  departmentId: Type.Optional(
    nullable(
      Type.String({ format: 'uuid', description: 'Cases of this office, with those under it.' }),
    ),
  ),
  url: Type.Optional(nullable(url)),
  sendsOwn,
  enabled: Type.Boolean(),
});
export type NewCaseSystem = Static<typeof NewCaseSystem>;

export const CaseSystemChange = Type.Object({
  name: Type.Optional(ShortText),
  url: Type.Optional(nullable(url)),
  sendsOwn: Type.Optional(sendsOwn),
  enabled: Type.Optional(Type.Boolean()),
  renewSecret: Type.Optional(
    Type.Literal(true, { description: 'The old secret ends; the new one is answered once.' }),
  ),
});
export type CaseSystemChange = Static<typeof CaseSystemChange>;

export const CaseSystemSaved = Type.Object({
  system: CaseSystem,
  secret: nullable(Type.String({ description: 'What signs, both ways; shown this once.' })),
});
export type CaseSystemSaved = Static<typeof CaseSystemSaved>;

const ExternalNumber = Type.String({
  minLength: 1,
  maxLength: 64,
  pattern: '^[A-Za-z0-9._-]+$',
  description: 'The number of the case in the system that sends it.',
});

/** A demand as another system sends it. */
export const WorkOrderIn = Type.Object({
  number: ExternalNumber,
  demand: Type.String({ minLength: 2, maxLength: 4000 }),
  category: Type.String({ maxLength: 60, description: 'Code or name of a category.' }),
  place: Type.Optional(Type.String({ maxLength: 200 })),
  channel: Type.Optional(CaseChannelWord),
  contact: Type.Optional(
    Type.Object({
      name: Type.String({ maxLength: 60 }),
      telephone: Type.String({ maxLength: 40 }),
    }),
  ),
  department: Type.Optional(
    Type.String({ maxLength: 200, description: 'Code or name: it is dispatched at once.' }),
  ),
  line: Type.Optional(
    Type.String({ maxLength: 60, description: 'A published number that it is about.' }),
  ),
  receivedAtMs: Type.Optional(AtMs),
});
export type WorkOrderIn = Static<typeof WorkOrderIn>;

/** How a case stands, for another system: without who asked. */
export const WorkOrder = Type.Object({
  number: Type.Integer({ description: 'Our number.' }),
  externalNumber: nullable(Type.String({ description: 'The number in the system that asks.' })),
  state: CaseStateWord,
  stateName: Localised,
  department: nullable(Type.String()),
  dueOn: CalendarDate,
  overdue: Type.Boolean(),
  answer: Type.String(),
  answeredAtMs: nullable(AtMs),
  satisfaction: nullable(SatisfactionWord),
  closedAtMs: nullable(AtMs),
  version: Type.Integer(),
  steps: Type.Array(
    Type.Object({
      id: Type.Integer(),
      atMs: AtMs,
      kind: Type.String(),
      sentence: Localised,
      reason: Type.String(),
    }),
  ),
});
export type WorkOrder = Static<typeof WorkOrder>;

export const WorkOrderReceived = Type.Object({
  opened: Type.Boolean({ description: 'False where a case with this number was here already.' }),
  case: WorkOrder,
});
export type WorkOrderReceived = Static<typeof WorkOrderReceived>;

export const ByWorkOrder = Type.Object({ number: ExternalNumber });
export const WorkOrderQuery = Type.Object({
  numbered: Type.Optional(
    Type.Enum(['theirs', 'ours'], {
      description: 'Whose number the path has; theirs unless said.',
    }),
  ),
});
export type WorkOrderQuery = Static<typeof WorkOrderQuery>;

/** A move or a comment of another system. */
export const WorkOrderUpdate = Type.Object({
  id: Type.String({
    minLength: 1,
    maxLength: 64,
    description: 'The same whenever it is sent again: it is done once.',
  }),
  move: Type.Enum([...caseHotlineMoves, ...caseOfficeMoves, 'comment']),
  reason: Type.Optional(Type.String({ maxLength: 2000 })),
  answer: Type.Optional(Type.String({ maxLength: 4000 })),
  satisfaction: Type.Optional(SatisfactionWord),
  department: Type.Optional(Type.String({ maxLength: 200, description: 'Code or name.' })),
  workingDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 250 })),
});
export type WorkOrderUpdate = Static<typeof WorkOrderUpdate>;

export const WorkOrderUpdated = Type.Object({
  applied: Type.Boolean({ description: 'False where this update had been done before.' }),
  case: WorkOrder,
});
export type WorkOrderUpdated = Static<typeof WorkOrderUpdated>;
