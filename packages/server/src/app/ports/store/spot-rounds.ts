import type { Line, OutsideReason, RoundFinding, SpotQuestion, Tier } from '@everyline/domain';

import type { Scope } from '../../access/scope.ts';

/** A round of spot checks as it was drawn. */
export interface StoredSpotRound {
  readonly id: string;
  readonly name: string;
  readonly state: 'running' | 'closed';
  readonly departmentId: string | null;
  readonly campaignId: string | null;
  readonly tiers: readonly Tier[];
  readonly level: number;
  readonly size: number;
  readonly seed: string;
  readonly drawnAtMs: number;
  readonly drawnBy: string;
  readonly closedAtMs: number | null;
}

/** A round with how far it is. */
export interface SpotRoundRow extends StoredSpotRound {
  readonly departmentName: string | null;
  readonly sample: number;
  readonly done: number;
  readonly dropped: number;
  readonly right: number;
}

/** A line at the time of the draw: its stratum, or why it stood outside the frame. */
export interface FramedLine {
  readonly lineId: string;
  readonly numberKey: string;
  readonly departmentId: string | null;
  readonly department: string | null;
  readonly tier: Tier;
  readonly outside: OutsideReason | null;
}

/** How many lines of a stratum there were, and how many were drawn. */
export interface FrameCount extends Omit<FramedLine, 'lineId' | 'numberKey'> {
  readonly lines: number;
  readonly sample: number;
}

export interface Tester {
  readonly id: string;
  readonly name: string;
}

export interface NewSpotTask {
  readonly id: string;
  readonly lineId: string;
  readonly position: number;
  readonly tester: Tester | null;
  readonly question: Pick<SpotQuestion, 'id' | 'question' | 'expected'> | null;
}

export interface SpotTaskRow extends NewSpotTask {
  readonly round: StoredSpotRound;
  readonly spotCheckId: string | null;
  /** Why the line is not to be checked any more. */
  readonly dropped: string | null;
}

/** What was found on a drawn line. */
export interface SpotFinding extends RoundFinding {
  readonly lineId: string;
  readonly number: Line['number'];
  readonly department: string | null;
  readonly checkedAtMs: number;
  readonly tester: string;
  readonly note: string;
  readonly question: string | null;
}

export interface SpotRoundStore {
  /** The newest first. */
  all(): Promise<SpotRoundRow[]>;
  byId(id: string): Promise<SpotRoundRow | null>;
  insert(
    round: StoredSpotRound,
    frame: readonly FramedLine[],
    tasks: readonly NewSpotTask[],
  ): Promise<void>;
  /** Lines not checked drop out; false where it was closed already. */
  close(id: string, atMs: number): Promise<boolean>;
  frame(id: string): Promise<(FramedLine & { readonly drawn: boolean })[]>;
  frameCounts(id: string): Promise<FrameCount[]>;
  testers(id: string): Promise<{ tester: Tester | null; sample: number; done: number }[]>;
  findings(id: string): Promise<SpotFinding[]>;
  /** Lines that somebody has to call at present, in any round; nobody deals or takes until the transaction ends. */
  linesInHand(): Promise<Set<string>>;
  /** Gives what one tester (null: nobody) has not done to another; returns how many lines. */
  reassign(id: string, fromTesterId: string | null, to: Tester | null): Promise<number>;

  /** What a tester has to call in running rounds, in the order of the draw. */
  ofTester(testerId: string, limit: number): Promise<SpotTaskRow[]>;
  /** What nobody has in running rounds, in the order of the draw. */
  free(scope: Scope, limit: number): Promise<SpotTaskRow[]>;
  /** Takes a line for a tester; false where another was faster, or has the line from another round. */
  take(taskId: string, tester: Tester, atMs: number): Promise<boolean>;
  drop(taskId: string, reason: string): Promise<void>;
  task(id: string): Promise<SpotTaskRow | null>;
  /** Holds a task until the transaction ends. */
  hold(id: string): Promise<void>;
  finish(taskId: string, spotCheckId: string): Promise<void>;
  counts(testerId: string, scope: Scope): Promise<{ done: number; left: number; free: number }>;
}

export interface SpotQuestionStore {
  all(): Promise<SpotQuestion[]>;
  byId(id: string): Promise<SpotQuestion | null>;
  insert(question: SpotQuestion & { readonly createdAtMs: number }): Promise<void>;
  update(question: SpotQuestion): Promise<void>;
}
