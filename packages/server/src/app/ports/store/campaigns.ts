import type { Localised } from '@everyline/contract';
import type { CallOutcome, Campaign, CampaignStep, VerdictKind } from '@everyline/domain';

export interface StoredCampaign extends Campaign {
  readonly startedAtMs: number | null;
  readonly endedAtMs: number | null;
  readonly stateReason: Localised | null;
}

/** What a campaign has done so far, counted from probes, ledger and verdicts. */
export interface CampaignCounts {
  readonly calls: number;
  readonly inProgress: number;
  readonly refused: number;
  readonly callsLastMinute: number;
  readonly outcomes: readonly { outcome: CallOutcome; calls: number }[];
  readonly verdicts: readonly { verdict: VerdictKind; lines: number }[];
}

/** The programme that is a campaign's plan, with the measures of each step. */
export interface StoredCampaignPlan {
  readonly programmeId: string;
  readonly milestones: readonly { readonly measureId: string; readonly step: CampaignStep }[];
}

export interface CampaignStore {
  all(): Promise<StoredCampaign[]>;
  byId(id: string): Promise<StoredCampaign | null>;
  insert(campaign: StoredCampaign): Promise<void>;
  update(campaign: StoredCampaign): Promise<void>;
  remove(id: string): Promise<void>;
  plan(id: string): Promise<StoredCampaignPlan | null>;
  /** False where the campaign has a plan; nothing is changed then. */
  addPlan(id: string, plan: StoredCampaignPlan): Promise<boolean>;
  /** What each of these has done, by its identity. */
  counts(ids: readonly string[], nowMs: number): Promise<ReadonlyMap<string, CampaignCounts>>;
}
