import type { DepartmentRanking, RankingQuery } from '@everyline/contract';
import {
  addDays,
  averageAdded,
  connectionTarget,
  departmentsUnder,
  fewestCalls,
  linesTogether,
  localTime,
  momentOf,
  rankOffices,
  officesBelow,
  scoreWeights,
  standingOf,
  type Count,
} from '@everyline/domain';

import { authorise, requireInside } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';
import type { ReportTicket } from '../ports/store/reports.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { connectionOf } from './connection-target.ts';

/** Days that a ranking looks back unless others are asked for. */
const USUAL_DAYS = 90;

/** The offices below one, or below the top of the city, ranked by a score with its formula. */
export async function rankDepartments(
  context: AppContext,
  query: RankingQuery,
): Promise<DepartmentRanking> {
  const scope = await authorise(context, 'reports.see');
  const { store, clock, actor } = context;
  const rootId =
    query.departmentId ?? (actor.kind === 'person' && scope !== 'all' ? actor.departmentId : null);
  if (rootId !== null) requireInside(scope, rootId);
  const departments = await store.departments.all();
  if (rootId !== null && !departments.some(({ id }) => id === rootId)) throw notFound('department');
  const calendar = cityCalendar();
  const atMs = clock.nowMs();
  const toDay = localTime(calendar, atMs).day;
  const fromDay = addDays(toDay, 1 - (query.days ?? USUAL_DAYS));
  const fromMs = momentOf(calendar, fromDay, 0);
  const of = {
    scope: rootId === null ? scope : departmentsUnder(departments, rootId),
    lineIds: null,
    campaignId: null,
  };
  const [calls, tickets, confirmed] = await Promise.all([
    store.reports.lineCalls(of, fromMs, atMs),
    store.reports.tickets(of, fromMs, atMs),
    store.reports.confirmed(of, atMs),
  ]);
  const due = tickets.flatMap((ticket) => {
    const kept = keptDeadline(ticket, fromMs, toDay);
    return kept === null ? [] : [{ departmentId: ticket.departmentId, kept }];
  });
  const counted = officesBelow(departments, rootId)
    .map(({ id, name, ids }) => {
      const has = (one: { departmentId: string | null }) =>
        one.departmentId !== null && ids.has(one.departmentId);
      const kept = due.filter(has);
      const lines = confirmed.filter(has);
      return {
        office: { id, name },
        counts: {
          reach: linesTogether(calls.filter(has)),
          inTime: { successes: kept.filter((one) => one.kept).length, of: kept.length },
          confirmed: {
            successes: lines.reduce((sum, one) => sum + one.confirmed, 0),
            of: lines.reduce((sum, one) => sum + one.lines, 0),
          },
        },
      };
    })
    .filter(({ counts }) => Object.values(counts).some((count: Count) => count.of > 0));
  const { offices, average } = rankOffices(counted);
  return {
    atMs,
    fromDay,
    toDay,
    weights: scoreWeights,
    added: averageAdded,
    average,
    fewestCalls,
    connection: connectionOf(calls),
    items: offices.map(({ office, reach, inTime, confirmed: own, ...one }) => ({
      ...office,
      ...one,
      reach: { ...reach, interval: [...reach.interval] },
      connection: standingOf(reach, connectionTarget),
      inTime: { ...inTime, interval: [...inTime.interval] },
      confirmed: { ...own, interval: [...own.interval] },
    })),
  };
}

/** Whether a ticket that fell due or was closed since `fromMs` kept its last day; null where neither happened. */
function keptDeadline(ticket: ReportTicket, fromMs: number, today: string): boolean | null {
  const calendar = cityCalendar();
  if (ticket.state === 'closed' && ticket.closedAtMs !== null) {
    if (ticket.closedAtMs < fromMs) return null;
    return localTime(calendar, ticket.closedAtMs).day <= ticket.dueOn;
  }
  return ticket.dueOn < today ? false : null;
}
