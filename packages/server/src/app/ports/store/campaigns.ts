import type { Localised } from '@everyline/contract';
import type { CallOutcome, Campaign, VerdictKind } from '@everyline/domain';

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

export interface CampaignStore {
  all(): Promise<StoredCampaign[]>;
  byId(id: string): Promise<StoredCampaign | null>;
  insert(campaign: StoredCampaign): Promise<void>;
  update(campaign: StoredCampaign): Promise<void>;
  remove(id: string): Promise<void>;
  /** What each of these has done, by its identity. */
  counts(ids: readonly string[], nowMs: number): Promise<ReadonlyMap<string, CampaignCounts>>;
}
