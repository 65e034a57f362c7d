import type { Proportion } from '../spot-checks/proportion.ts';
import type { TicketFault } from '../tickets/ticket.ts';
import type { VerdictKind } from '../verdicts/verdict.ts';

export const reportKinds = ['weekly', 'campaign'] as const;
export type ReportKind = (typeof reportKinds)[number];

/** Days from the first to the last, both in it (`2026-11-23`). */
export interface ReportPeriod {
  readonly fromDay: string;
  readonly toDay: string;
}

/** What stands in a period of a report; states of lines and tickets are those at its end. */
export interface PeriodFigures {
  readonly period: ReportPeriod;
  readonly lines: number;
  readonly calls: number;
  /** Calls that got through ÷ calls that say something about their line. */
  readonly reach: Proportion;
  readonly byKind: Readonly<Record<VerdictKind, number>>;
  /** Healthy lines ÷ lines with a verdict. */
  readonly healthy: Proportion;
  readonly ticketsOpened: number;
  readonly ticketsClosed: number;
  readonly ticketsOpen: number;
  readonly ticketsOverdue: number;
}

/** Test calls of some days that follow one another, for a chart. */
export interface ReportDays {
  readonly fromDay: string;
  readonly toDay: string;
  readonly calls: number;
  readonly reach: Proportion;
}

/** An office with everything below it. */
export interface ReportDepartment {
  readonly id: string | null;
  /** Null: lines that nobody owns. */
  readonly name: string | null;
  readonly lines: number;
  readonly faulty: number;
  readonly healthy: Proportion;
  readonly reach: Proportion;
  readonly ticketsOpen: number;
  readonly ticketsOverdue: number;
}

export interface OverdueTicket {
  readonly number: number;
  readonly telephone: string;
  readonly department: string | null;
  readonly fault: TicketFault;
  readonly dueOn: string;
  readonly workingDays: number;
}

/** Everything that a report says in figures; kept as it was read when the report is issued. */
export interface ReportFigures {
  readonly kind: ReportKind;
  readonly city: string;
  /** The office that the report is about, with everything below it; null: the whole city. */
  readonly department: string | null;
  readonly campaign: string | null;
  /** When the figures were read. */
  readonly readAtMs: number;
  /** States of lines and tickets are those of this moment: the end of the period, or the reading where that came first. */
  readonly asOfMs: number;
  readonly now: PeriodFigures;
  /** The week before; null for a campaign. */
  readonly before: PeriodFigures | null;
  readonly days: readonly ReportDays[];
  readonly departments: readonly ReportDepartment[];
  /** The most overdue first. */
  readonly overdue: readonly OverdueTicket[];
}
