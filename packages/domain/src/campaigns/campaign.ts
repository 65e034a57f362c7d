import type { WeeklyHours } from '../calendar/hours.ts';
import type { Purpose, Tier } from '../lines/line.ts';

/** Which lines a campaign is about; an absent field does not restrict. */
export interface CampaignScope {
  /** Departments with all that is under them. */
  readonly departmentIds?: readonly string[];
  readonly tiers?: readonly Tier[];
  readonly purposes?: readonly Purpose[];
  readonly lineIds?: readonly string[];
  readonly excludedLineIds?: readonly string[];
}

/** How a campaign calls and judges. All figures are data; the city's limits still hold above them. */
export interface CampaignPolicy {
  /** Hours in which calls are placed. */
  readonly hours: WeeklyHours;
  readonly attemptsPerDay: number;
  readonly spacingMs: number;
  readonly concurrencyByTrunk: number;
  readonly concurrencyByDepartment: number;
  readonly ringLimitMs: number;
  readonly maxCallsPerLine: number;
  readonly verdict: VerdictPolicy;
  /** How the menus of its lines are walked; they are not unless given. */
  readonly menuWalks?: MenuWalkPolicy | null;
}

/** How a campaign walks menus: in calls of their own, once the verdict needs none. */
export interface MenuWalkPolicy {
  /** Another walk of a line begins so many days after the last one began. */
  readonly everyDays: number;
  readonly callsPerWalk: number;
  /** Keys in a row. */
  readonly depth: number;
  /** Those that are tried at each place. */
  readonly keys: string;
}

/** Limits and errors of the verdict, and what waiting is too long. */
export interface VerdictPolicy {
  /** A line that gets through at this rate or better is healthy (default 0.9). */
  readonly healthyAt: number;
  /** A line at this rate or worse is not (default 0.6). */
  readonly faultyAt: number;
  /** Greatest chance to call a line at `faultyAt` healthy, and one at `healthyAt` faulty (0.05). */
  readonly errorRate: number;
  /** Time to a person beyond which the line is slow. */
  readonly slowAfterMs: number;
  /** Days in which a call loses half its weight, once it is older than four weeks (default 28). */
  readonly halfLifeDays: number;
}

export interface CampaignTargets {
  /** Share of lines that should be healthy at the end, 0 to 1. */
  readonly healthyShare: number;
  /** Share of lines that should have a verdict other than undetermined. */
  readonly decidedShare: number;
}

/** A programme of probes and repairs. */
export interface Campaign {
  readonly id: string;
  readonly name: string;
  readonly state: 'draft' | 'running' | 'paused' | 'finished';
  readonly scope: CampaignScope;
  /** First and last day, in the city's calendar, inclusive. */
  readonly period: { readonly fromDay: string; readonly toDay: string };
  readonly policy: CampaignPolicy;
  readonly targets: CampaignTargets;
  readonly trunkId: string;
  readonly createdAtMs: number;
  readonly createdBy: string;
}
