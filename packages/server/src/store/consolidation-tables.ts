import type { Proposal } from '@everyline/domain';
import type { ColumnType } from 'kysely';

/** Tables of consolidation, as migration 0420 leaves them. */
export interface ConsolidationTables {
  proposal_decisions: ProposalDecisions;
  standing_proposals: StandingProposals;
}

/** A view: what is proposed and not decided on, and what was decided on. */
interface StandingProposals {
  key: string;
  standing: 'open' | 'accepted' | 'rejected';
  place: number;
  kind: string;
  department_id: string | null;
  line_ids: string[];
  numbers_now: number;
  numbers_then: number;
  proposal: Proposal;
  word: string | null;
  note: string | null;
  decided_at_ms: number | null;
  decided_by: string | null;
  ticket_ids: string[] | null;
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
