import type { Line as LineView, LineExportQuery } from '@everyline/contract';
import type { CampaignScope, Line, LineStanding, Tier } from '@everyline/domain';

import type { Scope } from '../../access/scope.ts';
import type { Page, Paging } from './page.ts';

/** A line as lists show it, without the spelling for people. */
export type LineRow = Omit<LineView, 'display'>;

export interface LineFilter extends Omit<
  LineExportQuery,
  'departmentId' | 'language' | 'sort' | 'order'
> {
  /** The departments asked for, already with their children. */
  readonly departmentIds?: readonly string[];
  readonly scope: Scope;
}

export interface LineOrder {
  readonly sort: NonNullable<LineExportQuery['sort']>;
  readonly order: 'asc' | 'desc';
}

export interface StandingRestriction {
  departmentIds?: readonly string[];
  lineIds?: readonly string[];
  tiers?: readonly Tier[];
}

export interface StandingLine extends LineStanding {
  readonly line: Line;
}

export interface LineStore {
  page(filter: LineFilter, order: LineOrder, paging: Paging, nowMs: number): Promise<Page<LineRow>>;
  /** All lines of a filter, in portions, for exports. */
  each(filter: LineFilter, order: LineOrder, nowMs: number): AsyncGenerator<LineRow>;
  row(id: string, nowMs: number): Promise<LineRow | null>;
  byId(id: string): Promise<Line | null>;
  byIds(ids: readonly string[]): Promise<Line[]>;
  /** All active lines, for planning; `departmentIds` restricts. */
  active(restrict?: {
    departmentIds?: readonly string[];
    lineIds?: readonly string[];
  }): Promise<Line[]>;
  /** How many lines `selectLines` would choose; the departments of the scope already with their children. */
  countInScope(scope: CampaignScope): Promise<number>;
  /** Lines with whether they may be rung, whatever their state is; `restrict` narrows them. */
  standings(restrict: StandingRestriction, nowMs: number): Promise<StandingLine[]>;
  /** The same, some at a time, in the order of their ids: for a whole city. */
  eachStanding(
    restrict: StandingRestriction,
    nowMs: number,
  ): AsyncIterable<readonly StandingLine[]>;
  byNumberKey(numberKey: string): Promise<Line | null>;
  byNumberKeys(numberKeys: readonly string[]): Promise<Map<string, Line>>;
  byLedgerKey(ledgerKey: string): Promise<Line[]>;
  insert(lines: readonly Line[]): Promise<void>;
  update(id: string, change: Partial<Omit<Line, 'id' | 'number' | 'createdAtMs'>>): Promise<void>;
  count(): Promise<number>;
}
