import type { Calendar } from '../calendar/calendar.ts';
import { localTime } from '../calendar/local-time.ts';
import { addWorkingDays } from '../calendar/working-day.ts';
import type { Line, Tier } from '../lines/line.ts';
import type { FaultKind, Verdict } from '../verdicts/verdict.ts';
import type { Ticket } from './ticket.ts';

/** Working days for a repair by tier; Shandong's general deadline is five (rules.tsv, sd.deadline). */
export const repairWorkingDays: Readonly<Record<Tier, number>> = { A: 3, B: 5, C: 10 };

/** What a verdict does to the tickets of its line. */
export type TicketChange =
  | { readonly kind: 'none' }
  | { readonly kind: 'open'; readonly ticket: Omit<Ticket, 'id' | 'openedByVerdictId'> }
  | { readonly kind: 'close'; readonly ticketIds: readonly string[] };

/**
 * A verdict other than healthy opens one ticket for its fault; a healthy verdict of a re-test closes
 * what is open. A re-test is a verdict whose evidence is younger than the ticket: the calls that opened
 * it cannot close it.
 * @param evidenceFromMs time of the earliest observation on which the verdict rests
 */
export function ticketChange(
  verdict: Verdict,
  line: Pick<Line, 'id' | 'departmentId' | 'tier'>,
  tickets: readonly Ticket[],
  calendar: Calendar,
  evidenceFromMs: number,
): TicketChange {
  const open = tickets.filter((ticket) => ticket.lineId === line.id && ticket.state === 'open');
  if (verdict.kind === 'undetermined') return { kind: 'none' };
  if (verdict.kind === 'healthy') {
    const repaired = open.filter((ticket) => evidenceFromMs >= ticket.openedAtMs);
    return repaired.length === 0
      ? { kind: 'none' }
      : { kind: 'close', ticketIds: repaired.map(({ id }) => id) };
  }
  const fault: FaultKind = verdict.kind;
  if (open.some((ticket) => ticket.fault === fault)) return { kind: 'none' };
  return {
    kind: 'open',
    ticket: {
      lineId: line.id,
      departmentId: line.departmentId,
      fault,
      state: 'open',
      openedAtMs: verdict.decidedAtMs,
      dueOn: dueDay(line.tier, verdict.decidedAtMs, calendar),
      closedAtMs: null,
      closedByVerdictId: null,
    },
  };
}

/** Last day for a repair: so many working days after the local day of the verdict. */
export function dueDay(tier: Tier, openedAtMs: number, calendar: Calendar): string {
  return addWorkingDays(calendar, localTime(calendar, openedAtMs).day, repairWorkingDays[tier]);
}

/** Whether an open ticket's last day has passed. */
export function isOverdue(
  ticket: Pick<Ticket, 'state' | 'dueOn'>,
  nowMs: number,
  calendar: Calendar,
): boolean {
  return ticket.state === 'open' && localTime(calendar, nowMs).day > ticket.dueOn;
}
