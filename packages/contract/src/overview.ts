import { Type, type Static } from 'typebox';

import { DepartmentRef } from './departments.ts';
import { ConnectionTarget } from './ranking.ts';
import { AtMs, CalendarDate, nullable, Share } from './schema.ts';
import { VerdictWord } from './vocabulary.ts';

export const Overview = Type.Object({
  atMs: AtMs,
  lines: Type.Integer(),
  listings: Type.Integer(),
  sources: Type.Integer(),
  cleared: Type.Integer(),
  conflicts: Type.Integer(),
  rejects: Type.Integer(),
  openTickets: Type.Integer(),
  runningCampaigns: Type.Integer(),
  callsToday: Type.Integer(),
  callsTotal: Type.Integer(),
  reachRate: nullable(Share),
  connection: ConnectionTarget,
  verdicts: Type.Array(Type.Object({ verdict: VerdictWord, lines: Type.Integer() })),
  trend: Type.Array(
    Type.Object({
      date: CalendarDate,
      calls: Type.Integer(),
      reachRate: nullable(Share),
      verdicts: Type.Array(Type.Object({ verdict: VerdictWord, lines: Type.Integer() })),
    }),
  ),
  departments: Type.Array(
    Type.Object({ department: DepartmentRef, lines: Type.Integer(), faulty: Type.Integer() }),
  ),
});
export type Overview = Static<typeof Overview>;

export const OverviewQuery = Type.Object({
  days: Type.Optional(Type.Integer({ minimum: 1, maximum: 366 })),
});
