import type { Tier } from '../lines/line.ts';
import { verdictKinds, type VerdictKind } from '../verdicts/verdict.ts';
import type { CampaignTargets } from './campaign.ts';

/** Days after which a line is due for a new round, by tier. */
export const roundEveryDays: Readonly<Record<Tier, number>> = { A: 7, B: 30, C: 90 };

/** Where a campaign stands against its targets; every share has its denominator beside it. */
export interface CampaignFigures {
  readonly lines: number;
  readonly byKind: Readonly<Record<VerdictKind, number>>;
  readonly decided: number;
  /** decided ÷ lines, null without lines. */
  readonly decidedShare: number | null;
  /** healthy ÷ decided, null while nothing is decided. */
  readonly healthyShare: number | null;
  readonly decidedTargetMet: boolean;
  readonly healthyTargetMet: boolean;
}

/** Figures of a campaign from the verdicts of its lines, one a line. */
export function campaignFigures(
  verdicts: Iterable<VerdictKind>,
  targets: CampaignTargets,
): CampaignFigures {
  const byKind = Object.fromEntries(verdictKinds.map((kind) => [kind, 0])) as Record<
    VerdictKind,
    number
  >;
  let lines = 0;
  for (const kind of verdicts) {
    byKind[kind] += 1;
    lines += 1;
  }
  const decided = lines - byKind.undetermined;
  const decidedShare = lines === 0 ? null : decided / lines;
  const healthyShare = decided === 0 ? null : byKind.healthy / decided;
  return {
    lines,
    byKind,
    decided,
    decidedShare,
    healthyShare,
    decidedTargetMet: decidedShare !== null && decidedShare >= targets.decidedShare,
    healthyTargetMet: healthyShare !== null && healthyShare >= targets.healthyShare,
  };
}
