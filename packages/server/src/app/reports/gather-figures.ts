import type { ReportQuery } from '@everyline/contract';
import {
  addDays,
  departmentsUnder,
  linesTogether,
  localTime,
  momentOf,
  proportion,
  rateOverLines,
  officesBelow,
  runningTicketStates,
  stretchesOf,
  verdictKinds,
  weekOf,
  workingDaysOverdue,
  type Department,
  type LineCalls,
  type OverdueTicket,
  type PeriodFigures,
  type ReportDepartment,
  type ReportFigures,
  type ReportPeriod,
  type VerdictKind,
} from '@everyline/domain';

import type { Scope } from '../access/scope.ts';
import { linesOfCampaign } from '../campaigns/lines-of-campaign.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { displayNumber } from '../lines/display-number.ts';
import type { ReportCalls, ReportLines, ReportTicket } from '../ports/store/reports.ts';
import { cityCalendar } from '../settings/city-calendar.ts';

type Asking = Pick<AppContext, 'store' | 'clock'>;

/** What one period of a report was read from. */
interface Read {
  readonly figures: PeriodFigures;
  readonly calls: readonly ReportCalls[];
  readonly lineCalls: readonly (LineCalls & { readonly departmentId: string | null })[];
  readonly standings: readonly { departmentId: string | null; kind: VerdictKind; lines: number }[];
  readonly tickets: readonly ReportTicket[];
}

/**
 * Reads the figures of a report. Lines and tickets are taken as they stood at the end of the period,
 * calls as they are read now; so a period that is over gives the same figures again, unless a label
 * has given its calls another meaning or lines have gone to other offices.
 */
export async function gatherFigures(
  context: Asking,
  query: ReportQuery,
  scope: Scope,
): Promise<ReportFigures> {
  const { store, clock } = context;
  const calendar = cityCalendar();
  const readAtMs = clock.nowMs();
  const today = localTime(calendar, readAtMs).day;
  const city = await store.settings.city();
  const departments = await store.departments.all();
  const department = departmentOf(departments, query.departmentId);
  const lines: ReportLines = {
    scope: department === null ? scope : departmentsUnder(departments, department.id),
    lineIds: null,
    campaignId: null,
  };
  const about = { calendar, readAtMs };
  let campaignName: string | null = null;
  let of = lines;
  let period: ReportPeriod;
  if (query.kind === 'campaign') {
    const campaign = query.campaignId ? await store.campaigns.byId(query.campaignId) : null;
    if (!campaign) throw notFound('campaign');
    campaignName = campaign.name;
    const { fromDay, toDay } = campaign.period;
    period = { fromDay, toDay: toDay < today ? toDay : today < fromDay ? fromDay : today };
    const ids = (await linesOfCampaign(context, campaign)).map(({ id }) => id);
    of = { ...lines, lineIds: ids, campaignId: campaign.id };
  } else {
    period = weekOf(query.day ?? today);
    if (period.fromDay > today) {
      const detail = { zh: '这一周还没有开始', en: 'that week has not begun' };
      throw new AppFault('invalid_input', { detail }, 'day');
    }
  }
  const week = { fromDay: addDays(period.fromDay, -7), toDay: addDays(period.fromDay, -1) };
  const [now, before] = await Promise.all([
    readPeriod(context, of, period, about),
    query.kind === 'weekly' ? readPeriod(context, of, week, about) : null,
  ]);
  const asOfMs = endOf(period, about);
  return {
    kind: query.kind,
    city: city?.cityName ?? '',
    department: department?.name ?? null,
    campaign: campaignName,
    readAtMs,
    asOfMs,
    now: now.figures,
    before: before?.figures ?? null,
    days: stretchesOf(period).map((stretch) => {
      const fromMs = momentOf(calendar, stretch.fromDay, 0);
      const own = now.calls.filter((one) => one.fromMs === fromMs);
      return { ...stretch, calls: sum(own, 'calls'), reach: reachOf(own) };
    }),
    departments: byDepartment(now, departments, department?.id ?? null, asOfMs),
    overdue: overdueTickets(now.tickets, asOfMs),
  };
}

function departmentOf(
  departments: readonly Department[],
  id: string | undefined,
): Department | null {
  if (id === undefined) return null;
  const found = departments.find((one) => one.id === id);
  if (!found) throw notFound('department');
  return found;
}

type Moments = { readonly calendar: ReturnType<typeof cityCalendar>; readonly readAtMs: number };

/** The end of a period, or the moment of reading where that comes first. */
function endOf({ toDay }: ReportPeriod, { calendar, readAtMs }: Moments): number {
  return Math.min(momentOf(calendar, addDays(toDay, 1), 0), readAtMs);
}

async function readPeriod(
  { store }: Asking,
  of: ReportLines,
  period: ReportPeriod,
  about: Moments,
): Promise<Read> {
  const { calendar } = about;
  const fromMs = momentOf(calendar, period.fromDay, 0);
  const asOfMs = endOf(period, about);
  const starts = stretchesOf(period).map(({ fromDay }) => momentOf(calendar, fromDay, 0));
  const untilMs = Math.max(asOfMs, starts.at(-1) ?? asOfMs);
  const [calls, lineCalls, standings, tickets] = await Promise.all([
    store.reports.calls(of, starts, untilMs),
    store.reports.lineCalls(of, fromMs, untilMs),
    store.reports.standings(of, asOfMs),
    store.reports.tickets(of, fromMs, asOfMs),
  ]);
  const byKind = Object.fromEntries(
    verdictKinds.map((kind) => [
      kind,
      sum(
        standings.filter((one) => one.kind === kind),
        'lines',
      ),
    ]),
  ) as Record<VerdictKind, number>;
  const lines = sum(standings, 'lines');
  return {
    calls,
    lineCalls,
    standings,
    tickets,
    figures: {
      period,
      lines,
      calls: sum(calls, 'calls'),
      reach: rateOverLines(linesTogether(lineCalls)),
      byKind,
      healthy: proportion(byKind.healthy, lines - byKind.undetermined),
      ticketsOpened: tickets.filter(({ openedAtMs }) => openedAtMs >= fromMs).length,
      ticketsClosed: tickets.filter(({ closedAtMs }) => closedAtMs !== null && closedAtMs >= fromMs)
        .length,
      ticketsOpen: tickets.filter(({ state }) => state !== 'closed').length,
      ticketsOverdue: overdueAt(tickets, asOfMs).length,
    },
  };
}

function sum<Key extends string>(
  items: readonly Readonly<Record<Key, number>>[],
  key: Key,
): number {
  return items.reduce((total, one) => total + one[key], 0);
}

function reachOf(calls: readonly ReportCalls[]) {
  return proportion(sum(calls, 'reached'), sum(calls, 'counted'));
}

function overdueAt(tickets: readonly ReportTicket[], asOfMs: number): ReportTicket[] {
  const today = localTime(cityCalendar(), asOfMs - 1).day;
  return tickets.filter(({ state, dueOn }) => runningTicketStates.includes(state) && today > dueOn);
}

function overdueTickets(tickets: readonly ReportTicket[], asOfMs: number): OverdueTicket[] {
  // Many are due on one day, and counting its working days reads the calendar day by day.
  const overdueSince = new Map<string, number>();
  const workingDaysOf = (ticket: ReportTicket) => {
    const known = overdueSince.get(ticket.dueOn);
    if (known !== undefined) return known;
    const days = workingDaysOverdue(ticket, asOfMs - 1, cityCalendar());
    overdueSince.set(ticket.dueOn, days);
    return days;
  };
  return overdueAt(tickets, asOfMs)
    .map((one) => ({
      number: one.number,
      telephone: displayNumber(one.telephone),
      department: one.departmentName,
      fault: one.fault,
      dueOn: one.dueOn,
      workingDays: workingDaysOf(one),
    }))
    .sort((a, b) => b.workingDays - a.workingDays || a.number - b.number);
}

/** The offices below the one that the report is about, those with most faulty lines first; lines of nobody last. */
function byDepartment(
  { lineCalls, standings, tickets }: Read,
  departments: readonly Department[],
  rootId: string | null,
  asOfMs: number,
): ReportDepartment[] {
  const groups: { id: string | null; name: string | null; has: (id: string | null) => boolean }[] =
    [
      ...officesBelow(departments, rootId).map(({ id, name, ids }) => ({
        id,
        name,
        has: (one: string | null) => one !== null && ids.has(one),
      })),
      { id: null, name: null, has: (one) => one === null },
    ];
  return groups
    .map(({ id, name, has }): ReportDepartment => {
      const own = standings.filter((one) => has(one.departmentId));
      const of = (kind: VerdictKind) =>
        sum(
          own.filter((one) => one.kind === kind),
          'lines',
        );
      const lines = sum(own, 'lines');
      const decided = lines - of('undetermined');
      const theirs = tickets.filter((one) => has(one.departmentId));
      return {
        id,
        name,
        lines,
        faulty: decided - of('healthy'),
        healthy: proportion(of('healthy'), decided),
        reach: rateOverLines(linesTogether(lineCalls.filter((one) => has(one.departmentId)))),
        ticketsOpen: theirs.filter(({ state }) => state !== 'closed').length,
        ticketsOverdue: overdueAt(theirs, asOfMs).length,
      };
    })
    .filter((one) => one.lines > 0 || one.ticketsOpen > 0)
    .sort(
      (a, b) =>
        Number(a.id === null) - Number(b.id === null) ||
        b.faulty - a.faulty ||
        (a.name ?? '').localeCompare(b.name ?? '', 'zh'),
    );
}
