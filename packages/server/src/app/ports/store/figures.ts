import type { VerdictKind } from '@everyline/domain';

import type { Scope } from '../../access/scope.ts';

export interface DayFigures {
  /** Start of the day. */
  readonly fromMs: number;
  readonly calls: number;
  readonly counted: number;
  readonly reached: number;
  readonly verdicts: readonly { verdict: VerdictKind; lines: number }[];
}

/** Figures over many things at once, for the overview and the metrics. */
export interface FigureStore {
  totals(
    scope: Scope,
    sinceMs: number,
    nowMs: number,
  ): Promise<{
    lines: number;
    sources: number;
    listings: number;
    conflicts: number;
    rejects: number;
    cleared: number;
    openTickets: number;
    runningCampaigns: number;
    callsTotal: number;
    callsSince: number;
    attempts: number;
    reached: number;
    verdicts: readonly { verdict: VerdictKind; lines: number }[];
    departments: readonly { id: string; name: string; lines: number; faulty: number }[];
  }>;
  /** One entry for each day that begins at `dayStartsMs` and lasts until the next one. */
  days(scope: Scope, dayStartsMs: readonly number[], untilMs: number): Promise<DayFigures[]>;
  outcomes(): Promise<{ outcome: string; calls: number }[]>;
}
