import { Type, type Static } from 'typebox';

import { CalendarDate } from './schema.ts';

const Between = Type.Object({ mean: Type.Number(), low: Type.Number(), high: Type.Number() });
const Counts = Type.Array(Type.Integer());
const Calls = Type.Array(Type.Number());

/** What a week is staffed for, and what is tried. */
export const StaffingQuery = Type.Object({
  answered: Type.Optional(
    Type.Number({ minimum: 0.5, maximum: 0.99, description: 'Share to be answered in time.' }),
  ),
  withinS: Type.Optional(Type.Integer({ minimum: 1, maximum: 600 })),
  handlingS: Type.Optional(
    Type.Integer({ minimum: 10, maximum: 3600, description: 'Mean length of a call.' }),
  ),
  away: Type.Optional(
    Type.Number({ minimum: 0, maximum: 0.6, description: 'Share of those rostered that is away.' }),
  ),
  more: Type.Optional(
    Type.Integer({ minimum: -50, maximum: 50, description: 'People beside those needed.' }),
  ),
  byMachine: Type.Optional(
    Type.Number({ minimum: 0, maximum: 0.9, description: 'Share of calls a machine settles.' }),
  ),
});
export type StaffingQuery = Static<typeof StaffingQuery>;

/** One day, by interval; shares and seconds over the day as simulated, with 95 % intervals. */
export const StaffingDay = Type.Object({
  date: CalendarDate,
  expected: Calls,
  low: Calls,
  high: Calls,
  needed: Counts,
  people: Counts,
  rostered: Counts,
  lines: Type.Integer(),
  inTime: Between,
  gaveUp: Between,
  waitS: Between,
  occupancy: Between,
});
export type StaffingDay = Static<typeof StaffingDay>;

/** The week after a record of calls. */
export const StaffingWeek = Type.Object({
  file: Type.String(),
  fromDay: CalendarDate,
  toDay: CalendarDate,
  recordDays: Type.Integer(),
  opensMinute: Type.Integer({ description: 'Of the first interval, since midnight.' }),
  intervalMinutes: Type.Integer(),
  target: Type.Object({
    share: Type.Number(),
    withinS: Type.Integer(),
    handlingS: Type.Integer(),
  }),
  away: Type.Number(),
  more: Type.Integer(),
  byMachine: Type.Number(),
  days: Type.Array(StaffingDay),
});
export type StaffingWeek = Static<typeof StaffingWeek>;
