import type { Overview } from '@everyline/contract';
import { addDays, localTime, momentOf } from '@everyline/domain';

import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { connectionOf } from '../reports/connection-target.ts';
import { cityCalendar } from '../settings/city-calendar.ts';

/** The four kinds, the trend by day and what is going on, for one's scope. */
export async function readOverview(
  context: AppContext,
  query: { days?: number },
): Promise<Overview> {
  const scope = await authorise(context, 'overview.see');
  const nowMs = context.clock.nowMs();
  const calendar = cityCalendar();
  const { day: today } = localTime(calendar, nowMs);
  const count = query.days ?? 14;
  const dates = Array.from({ length: count }, (_unused, at) => addDays(today, at - count + 1));
  const starts = dates.map((date) => momentOf(calendar, date, 0));
  const tomorrowMs = momentOf(calendar, addDays(today, 1), 0);
  const lines = { scope, lineIds: null, campaignId: null };
  const [totals, days, calls] = await Promise.all([
    context.store.figures.totals(scope, starts[starts.length - 1] ?? nowMs, nowMs),
    context.store.figures.days(scope, starts, tomorrowMs),
    context.store.reports.lineCalls(lines, starts[0] ?? nowMs, tomorrowMs),
  ]);
  return {
    atMs: nowMs,
    lines: totals.lines,
    listings: totals.listings,
    sources: totals.sources,
    conflicts: totals.conflicts,
    rejects: totals.rejects,
    cleared: totals.cleared,
    openTickets: totals.openTickets,
    runningCampaigns: totals.runningCampaigns,
    callsToday: totals.callsSince,
    callsTotal: totals.callsTotal,
    reachRate: totals.attempts === 0 ? null : totals.reached / totals.attempts,
    connection: connectionOf(calls),
    verdicts: [...totals.verdicts],
    trend: days.map((figures, at) => ({
      date: dates[at] ?? today,
      calls: figures.calls,
      reachRate: figures.counted === 0 ? null : figures.reached / figures.counted,
      verdicts: [...figures.verdicts],
    })),
    departments: totals.departments.map((one) => ({
      department: { id: one.id, name: one.name },
      lines: one.lines,
      faulty: one.faulty,
    })),
  };
}
