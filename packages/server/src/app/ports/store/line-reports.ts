import type { LineReport, TelephoneNumber } from '@everyline/domain';

import type { Scope } from '../../access/scope.ts';
import type { Page, Paging } from './page.ts';

/** A report with the number of its line. */
export interface LineReportRow extends LineReport {
  readonly telephone: TelephoneNumber;
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
  page(
    filter: { readonly lineId?: string },
    scope: Scope,
    paging: Paging,
  ): Promise<Page<LineReportRow>>;
}
