import type { Proposal } from '@everyline/domain';
import type { ColumnType } from 'kysely';

/** Tables of consolidation, as migration 0420 leaves them. */
export interface ConsolidationTables {
  proposal_decisions: ProposalDecisions;
}

interface ProposalDecisions {
  key: string;
  word: string;
  note: string;
  proposal: ColumnType<Proposal, string, string>;
  decided_at_ms: number;
  decided_by: string;
  ticket_ids: string[];
}
