import { reportKinds, ticketFaults, verdictKinds } from '@everyline/domain';
import { Type, type Static } from 'typebox';

import { AtMs, Id, Localised, nullable, ShortText, Who } from './schema.ts';

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
/** A share that was counted, with its 95 % interval. */
export const CountedShare = Type.Object({
  successes: Type.Integer(),
  of: Type.Integer(),
  rate: nullable(Type.Number()),
  interval: Type.Tuple([Type.Number(), Type.Number()]),
});
export type CountedShare = Static<typeof CountedShare>;
const Period = Type.Object({ fromDay: Day, toDay: Day });

const Kind = Type.Enum([...reportKinds]);

export const ReportPeriodFigures = Type.Object({
  period: Period,
  lines: Type.Integer(),
  calls: Type.Integer(),
  reach: CountedShare,
  byKind: Type.Record(Type.Enum([...verdictKinds]), Type.Integer()),
  healthy: CountedShare,
  ticketsOpened: Type.Integer(),
  ticketsClosed: Type.Integer(),
  ticketsOpen: Type.Integer(),
  ticketsOverdue: Type.Integer(),
});
export type ReportPeriodFigures = Static<typeof ReportPeriodFigures>;

export const ReportFigures = Type.Object({
  kind: Kind,
  city: Type.String(),
  department: nullable(Type.String()),
  campaign: nullable(Type.String()),
  readAtMs: AtMs,
  asOfMs: AtMs,
  now: ReportPeriodFigures,
  before: nullable(ReportPeriodFigures),
  days: Type.Array(
    Type.Object({ fromDay: Day, toDay: Day, calls: Type.Integer(), reach: CountedShare }),
  ),
  departments: Type.Array(
    Type.Object({
      id: nullable(Id),
      name: nullable(Type.String()),
      lines: Type.Integer(),
      faulty: Type.Integer(),
      healthy: CountedShare,
      reach: CountedShare,
      ticketsOpen: Type.Integer(),
      ticketsOverdue: Type.Integer(),
    }),
  ),
  overdue: Type.Array(
    Type.Object({
      number: Type.Integer(),
      telephone: Type.String(),
      department: nullable(Type.String()),
      fault: Type.Enum([...ticketFaults]),
      dueOn: Day,
      workingDays: Type.Integer(),
    }),
  ),
});
export type ReportFigures = Static<typeof ReportFigures>;

/** Of what a report is: a week by one of its days, or a campaign; of one office or of the whole city. */
export const ReportQuery = Type.Object({
  kind: Kind,
  day: Type.Optional(Day),
  campaignId: Type.Optional(Id),
  departmentId: Type.Optional(Id),
});
export type ReportQuery = Static<typeof ReportQuery>;

export const NewReport = Type.Object({
  ...ReportQuery.properties,
  issuer: ShortText,
  reference: ShortText,
});
export type NewReport = Static<typeof NewReport>;

export const ReportHead = Type.Object({
  id: nullable(Id),
  kind: Kind,
  title: Localised,
  period: Period,
  department: nullable(Type.Object({ id: Id, name: Type.String() })),
  reference: Type.String(),
  issuer: Type.String(),
  issuedAtMs: nullable(AtMs),
  issuedBy: nullable(Who),
});
export type ReportHead = Static<typeof ReportHead>;

export const Report = Type.Object({
  ...ReportHead.properties,
  summary: Type.Array(Localised),
  figures: ReportFigures,
});
export type Report = Static<typeof Report>;

export const Reports = Type.Object({ items: Type.Array(ReportHead) });
export type Reports = Static<typeof Reports>;

export const ReportFileQuery = Type.Object({
  language: Type.Optional(Type.Enum(['zh-CN', 'en'])),
});
