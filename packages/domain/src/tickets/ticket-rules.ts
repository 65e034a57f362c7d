import type { Calendar } from '../calendar/calendar.ts';
import type { Line } from '../lines/line.ts';
import type { Verdict } from '../verdicts/verdict.ts';
import { dueDay } from './ticket-deadlines.ts';
import type { TicketPolicy } from './ticket-policy.ts';
import {
  isClosedByCalls,
  isHeardByCalls,
  type Ticket,
  type TicketFault,
  type TicketOrigin,
} from './ticket.ts';

type NewTicket = Omit<Ticket, 'id'>;

/** What a verdict does to the tickets of its line. */
export type TicketChange =
  | { readonly kind: 'none' }
  | { readonly kind: 'open'; readonly ticket: Omit<NewTicket, 'openedByVerdictId'> }
  | { readonly kind: 'close'; readonly ticketIds: readonly string[] };

/** The rules that tickets are opened by. */
export interface TicketSetting {
  readonly policy: TicketPolicy;
  readonly calendar: Calendar;
}

/** A ticket as it begins: with the line's office, and the time that its tier and fault leave. */
export function newTicket(
  line: Pick<Line, 'id' | 'departmentId' | 'tier'>,
  about: {
    readonly fault: TicketFault;
    readonly origin: TicketOrigin;
    readonly atMs: number;
    readonly evidence?: readonly string[];
    readonly note?: string;
    readonly conflictId?: string;
  },
  { policy, calendar }: TicketSetting,
): NewTicket {
  const { fault, origin, atMs } = about;
  return {
    lineId: line.id,
    departmentId: line.departmentId,
    fault,
    state: 'opened',
    origin,
    openedAtMs: atMs,
    openedByVerdictId: null,
    conflictId: about.conflictId ?? null,
    evidence: about.evidence ?? [],
    note: about.note ?? '',
    assignedAtMs: atMs,
    dueOn: dueDay(policy, { tier: line.tier, fault }, atMs, calendar),
    extension: null,
    extensionsGranted: 0,
    timesReopened: 0,
    retestAskedAtMs: null,
    closedAtMs: null,
    closedByVerdictId: null,
    version: 1,
  };
}

/**
 * A verdict other than healthy opens one ticket for its fault; a healthy verdict of a re-test closes
 * what is open of the faults that calls can close. A re-test is a verdict whose evidence is younger than
 * the ticket: the calls that opened it cannot close it.
 * @param evidenceFromMs time of the earliest observation on which the verdict rests
 */
export function ticketChange(
  verdict: Verdict,
  line: Pick<Line, 'id' | 'departmentId' | 'tier'>,
  tickets: readonly Ticket[],
  setting: TicketSetting,
  evidenceFromMs: number,
): TicketChange {
  const open = tickets.filter(
    (ticket) =>
      ticket.lineId === line.id && ticket.state !== 'closed' && isHeardByCalls(ticket.fault),
  );
  if (verdict.kind === 'undetermined') return { kind: 'none' };
  if (verdict.kind === 'healthy') {
    const repaired = open.filter(
      ({ fault, openedAtMs }) => isClosedByCalls(fault) && evidenceFromMs >= openedAtMs,
    );
    return repaired.length === 0
      ? { kind: 'none' }
      : { kind: 'close', ticketIds: repaired.map(({ id }) => id) };
  }
  const fault = verdict.kind;
  if (open.some((ticket) => ticket.fault === fault)) return { kind: 'none' };
  const about = {
    fault,
    origin: 'verdict',
    atMs: verdict.decidedAtMs,
    evidence: verdict.evidence,
  } as const;
  return { kind: 'open', ticket: newTicket(line, about, setting) };
}
