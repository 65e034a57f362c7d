import type { ProposalDecisionWord } from '@everyline/contract';
import type { Proposal } from '@everyline/domain';

/** What a person made of a proposal, with the proposal as it stood then. */
export interface StoredProposalDecision {
  readonly key: string;
  readonly word: ProposalDecisionWord;
  readonly note: string;
  readonly proposal: Proposal;
  readonly decidedAtMs: number;
  readonly decidedBy: string;
  readonly ticketIds: readonly string[];
}

export interface ConsolidationStore {
  /** All decisions, latest first. */
  decisions(): Promise<StoredProposalDecision[]>;
  /**
   * Records a decision. One that was accepted stays: gives back false for it, whoever decides again; a rejected one may be
   * taken up later.
   */
  decide(decision: StoredProposalDecision): Promise<boolean>;
  /** Places in which each active line is published, by line; lines without one are left out. */
  listingCounts(): Promise<Map<string, number>>;
}
