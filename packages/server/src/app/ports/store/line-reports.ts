import type {
  LineReport,
  LineReportKind,
  LineReportState,
  TelephoneNumber,
  VerdictKind,
} from '@everyline/domain';

import type { Scope } from '../../access/scope.ts';
import type { Page, Paging } from './page.ts';

/** A report with its line as it stands, and the calls after the report, up to its settlement, that say something of the line. */
export interface LineReportRow extends LineReport {
  readonly telephone: TelephoneNumber;
  readonly departmentId: string | null;
  readonly departmentName: string | null;
  readonly verdict: VerdictKind;
  readonly callsSince: { readonly made: number; readonly reached: number };
}

/** What a list of reports is narrowed to. */
export interface LineReportFilter {
  readonly lineId?: string;
  readonly departmentId?: string;
  readonly kind?: readonly LineReportKind[];
  readonly state?: readonly LineReportState[];
  readonly q?: string;
}

export interface LineReportStore {
  /** False when the same sender has reported the line that day. */
  add(report: LineReport, sender: string, day: string): Promise<boolean>;
  /** How many reports a sender has made on a day. */
  countOf(sender: string, day: string): Promise<number>;
  /** Since when calls are to confirm reports on a line; null where none waits. */
  waitingSinceMs(lineId: string): Promise<number | null>;
  /** Lines on which reports wait, since when. */
  waiting(): Promise<{ lineId: string; sinceMs: number }[]>;
  /** Ends the waiting of all reports on a line. */
  settle(lineId: string, state: 'confirmed' | 'not_confirmed', atMs: number): Promise<void>;
  /** Settles by a person's call the reports on a line that are for people and were made before it. */
  settleForPeople(
    lineId: string,
    state: 'confirmed' | 'not_confirmed',
    checkedAtMs: number,
  ): Promise<void>;
  page(filter: LineReportFilter, scope: Scope, paging: Paging): Promise<Page<LineReportRow>>;
}
