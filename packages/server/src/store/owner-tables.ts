import type { Dispute, FactChange } from '@everyline/domain';
import type { ColumnType, Generated } from 'kysely';

/** Tables of who answers for lines and of what they say, as migration 0441 leaves them. */
export interface OwnerTables {
  keepers: Keepers;
  line_versions: LineVersions;
  owner_answers: OwnerAnswers;
  owner_links: OwnerLinks;
}

interface Keepers {
  id: string;
  department_id: string;
  account_id: string | null;
  name: string;
  telephone: string | null;
  email: string | null;
  created_at_ms: number;
}

interface LineVersions {
  line_id: string;
  version: number;
  at_ms: number;
  by: string;
  reason: string;
  since_day: string | null;
  late_working_days: number;
  changes: ColumnType<FactChange[], string, string>;
  successor_id: string | null;
}

interface OwnerAnswers {
  id: string;
  sequence: Generated<number>;
  line_id: string;
  version: number;
  department_id: string | null;
  word: string;
  dispute: ColumnType<Dispute | null, string | null, string | null>;
  at_ms: number;
  by: string;
  by_link: boolean;
  valid_to_ms: number | null;
}

interface OwnerLinks {
  id: string;
  sha256: string;
  secret_sealed: string;
  keeper_id: string;
  created_at_ms: number;
  created_by: string;
  expires_at_ms: number;
  used_at_ms: number | null;
  withdrawn_at_ms: number | null;
}
