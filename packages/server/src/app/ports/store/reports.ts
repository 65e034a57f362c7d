import type {
  LineCalls,
  ReportFigures,
  ReportKind,
  TelephoneNumber,
  TicketFault,
  TicketState,
  VerdictKind,
} from '@everyline/domain';

import type { Scope } from '../../access/scope.ts';

/** The lines that figures are of; those of a campaign are counted by its calls alone. */
export interface ReportLines {
  readonly scope: Scope;
  /** Null: all active lines of the scope. */
  readonly lineIds: readonly string[] | null;
  readonly campaignId: string | null;
}

export interface ReportCalls {
  readonly departmentId: string | null;
  /** Start of the stretch of time. */
  readonly fromMs: number;
  readonly calls: number;
  readonly counted: number;
  readonly reached: number;
}

export interface ReportTicket {
  readonly number: number;
  readonly telephone: TelephoneNumber;
  readonly departmentId: string | null;
  readonly departmentName: string | null;
  readonly fault: TicketFault;
  readonly openedAtMs: number;
  /** When it was last closed before the end of the time looked at; null where it was not. */
  readonly closedAtMs: number | null;
  /** As it stood at that end. */
  readonly state: TicketState;
  readonly dueOn: string;
}

export interface StoredReport {
  readonly id: string;
  readonly kind: ReportKind;
  readonly departmentId: string | null;
  readonly campaignId: string | null;
  readonly reference: string;
  readonly issuer: string;
  readonly issuedAtMs: number;
  readonly issuedBy: string;
  readonly figures: ReportFigures;
}

export interface ReportStore {
  /** Calls that ended, by department of their line and by stretch of time, from one start to the next. */
  calls(of: ReportLines, startsMs: readonly number[], untilMs: number): Promise<ReportCalls[]>;
  /** Calls that ended in a stretch of time and count, summed over the lines of each department. */
  lineCalls(
    of: ReportLines,
    fromMs: number,
    untilMs: number,
  ): Promise<(LineCalls & { readonly departmentId: string | null })[]>;
  /** Lines by department and verdict as they stood at a moment. */
  standings(
    of: ReportLines,
    atMs: number,
  ): Promise<{ departmentId: string | null; kind: VerdictKind; lines: number }[]>;
  /** Tickets that were not closed all the time from one moment to another, as they stood at the second. */
  tickets(of: ReportLines, fromMs: number, atMs: number): Promise<ReportTicket[]>;
  /** Lines by department, and those of them whose owner's confirmation of what is published now holds. */
  confirmed(
    of: ReportLines,
    atMs: number,
  ): Promise<{ departmentId: string | null; lines: number; confirmed: number }[]>;
  insert(report: StoredReport): Promise<void>;
  byId(id: string): Promise<StoredReport | null>;
  /** Newest first. */
  all(): Promise<StoredReport[]>;
}
