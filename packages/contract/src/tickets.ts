import { Type, type Static } from 'typebox';

import { DepartmentRef } from './departments.ts';
import { AtMs, CalendarDate, Id, Localised, nullable, pageOf, paging } from './schema.ts';
import { VerdictDetail } from './verdicts.ts';
import { VerdictWord } from './vocabulary.ts';

export const Ticket = Type.Object({
  id: Id,
  number: Type.Integer({ description: 'Counts up; people quote it.' }),
  lineId: Id,
  lineDisplay: Type.String(),
  department: nullable(DepartmentRef),
  fault: VerdictWord,
  state: Type.Enum(['open', 'closed']),
  openedAtMs: AtMs,
  dueOn: CalendarDate,
  closedAtMs: nullable(AtMs),
  retestPlannedAtMs: nullable(AtMs),
  sentence: Localised,
});
export type Ticket = Static<typeof Ticket>;
export const TicketPage = pageOf(Ticket);

export const TicketQuery = Type.Object({
  state: Type.Optional(Type.Enum(['open', 'closed'])),
  departmentId: Type.Optional(Id),
  fault: Type.Optional(Type.Array(VerdictWord)),
  q: Type.Optional(Type.String({ maxLength: 100 })),
  ...paging,
});
export type TicketQuery = Static<typeof TicketQuery>;

export const TicketDetail = Type.Object({
  ticket: Ticket,
  verdict: VerdictDetail,
  steps: Type.Array(
    Type.Object({ atMs: AtMs, by: Type.String(), kind: Type.String(), sentence: Localised }),
  ),
});
export type TicketDetail = Static<typeof TicketDetail>;
