import { defaultProbeLimits } from '../probes/limits.ts';
import type { CampaignPolicy, CampaignTargets, VerdictPolicy } from './campaign.ts';

/** 15 s to a person as GB/T 33358 asks. */
export const defaultVerdictPolicy: VerdictPolicy = {
  healthyAt: 0.9,
  faultyAt: 0.6,
  errorRate: 0.05,
  slowAfterMs: 15_000,
  halfLifeDays: 28,
};

/** What a campaign does unless it says otherwise. */
export const defaultCampaignPolicy: CampaignPolicy = {
  hours: defaultProbeLimits.allowedHours,
  attemptsPerDay: defaultProbeLimits.perNumberPerDay,
  spacingMs: defaultProbeLimits.spacingMs,
  concurrencyByTrunk: 30,
  concurrencyByDepartment: 2,
  ringLimitMs: 60_000,
  maxCallsPerLine: 30,
  verdict: defaultVerdictPolicy,
};

export const defaultCampaignTargets: CampaignTargets = { healthyShare: 0.9, decidedShare: 0.95 };
