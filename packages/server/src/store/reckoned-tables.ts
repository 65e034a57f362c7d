import type { Proposal } from '@everyline/domain';
import type { ColumnType, Generated } from 'kysely';

import type { ReckonedPlan } from '../app/ports/store/reckoned.ts';

/** Tables of what takes long to reckon. */
export interface ReckonedTables {
  plans_due: PlansDue;
  reckoned_plans: ReckonedPlans;
  reckoned_proposals: ReckonedProposals;
  reckonings: Reckonings;
}

interface PlansDue {
  id: Generated<number>;
  line_id: string;
}

interface ReckonedPlans {
  line_id: string;
  followed_from: string;
  met: ColumnType<ReckonedPlan['met'], string, string>;
  plan: ColumnType<ReckonedPlan['plan'], string | null, string | null>;
}

interface ReckonedProposals {
  key: string;
  position: number;
  kind: string;
  department_id: string | null;
  line_ids: string[];
  numbers_now: number;
  numbers_then: number;
  proposal: ColumnType<Proposal, string, string>;
}

interface Reckonings {
  what: 'plans' | 'proposals';
  at_ms: number;
  asked: Generated<number>;
  answered: Generated<number>;
}
