import type { Proposal } from '@everyline/domain';
import type { ColumnType, Generated } from 'kysely';

import type { ReckonedPlan } from '../app/ports/store/reckoned.ts';

/** Tables of what takes long to reckon. */
export interface ReckonedTables {
  reckoned_plans: ReckonedPlans;
  reckoned_proposals: ReckonedProposals;
}

interface ReckonedPlans {
  line_id: string;
  followed_from: string;
  met: ColumnType<ReckonedPlan['met'], string, string>;
  plan: ColumnType<ReckonedPlan['plan'], string | null, string | null>;
}

interface ReckonedProposals {
  singleton: Generated<boolean>;
  at_ms: number;
  proposals: ColumnType<readonly Proposal[], string, string>;
  is_due: boolean;
}
