import type { ProposalDecisionWord } from '@everyline/contract';
import type { Change, Proposal, ProposalKind } from '@everyline/domain';

import type { Scope } from '../../access/scope.ts';
import type { Page, Paging } from './page.ts';

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

/** A proposal with the decision on it, if there is one. */
export interface StandingProposal {
  readonly proposal: Proposal;
  readonly decision: StoredProposalDecision | null;
}

export type ProposalStanding = 'open' | 'accepted' | 'rejected';

/** Which proposals are wanted. */
export interface ProposalFilter {
  /** Of whole departments; what belongs to none is the city's. */
  readonly scope: Scope;
  readonly lineId: string | undefined;
  readonly kinds: readonly ProposalKind[];
}

export interface ConsolidationStore {
  /** Those that are open in the order in which they were reckoned, then those decided on, the latest first. */
  page(
    filter: ProposalFilter & { readonly standing: ProposalStanding | undefined },
    paging: Paging,
  ): Promise<Page<StandingProposal>>;
  /** How many stand how, the numbers that citizens have to know, rejected ones left out, and those that open ones would end. */
  sums(filter: ProposalFilter): Promise<{
    readonly counts: Readonly<Record<ProposalStanding, number>>;
    readonly numbers: Change<number>;
    readonly wouldEnd: number;
  }>;
  /** As it was decided on, or as it was reckoned last. */
  byKey(key: string): Promise<StandingProposal | null>;
  /** Keys of those that people have rejected. */
  rejected(): Promise<Set<string>>;
  /**
   * Records a decision. One that was accepted stays: gives back false for it, whoever decides again; a rejected one may be
   * taken up later.
   */
  decide(decision: StoredProposalDecision): Promise<boolean>;
  /** Places in which each active line is published, by line; lines without one are left out. */
  listingCounts(): Promise<Map<string, number>>;
}
