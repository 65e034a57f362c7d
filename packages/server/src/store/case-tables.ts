import type { ColumnType, Generated } from 'kysely';

/** Tables of cases, as migrations 0510 and 0511 leave them. */
export interface CaseTables {
  cases: Cases;
  case_contacts: CaseContacts;
  case_steps: CaseSteps;
  case_notices: CaseNotices;
  case_attachments: CaseAttachments;
  case_systems: CaseSystems;
  case_links: CaseLinks;
  case_system_nonces: CaseSystemNonces;
  case_system_updates: CaseSystemUpdates;
}

interface Cases {
  id: string;
  number: Generated<number>;
  state: string;
  demand: string;
  category: string;
  place: string;
  channel: string;
  line_id: string | null;
  department_id: string | null;
  received_at_ms: number;
  answer: string;
  answered_at_ms: number | null;
  satisfaction: string | null;
  told_at_ms: number | null;
  assigned_at_ms: number;
  due_on: string;
  extension: ColumnType<unknown, string | null, string | null>;
  extensions_granted: number;
  times_reopened: number;
  closed_at_ms: number | null;
  version: number;
}

interface CaseContacts {
  case_id: string;
  sealed: string;
  shown_name: string;
  shown_telephone: string;
}

interface CaseSteps {
  id: Generated<number>;
  case_id: string;
  at_ms: number;
  by: string;
  kind: string;
  from_state: string | null;
  to_state: string | null;
  reason: string;
  detail: ColumnType<unknown, string, string>;
}

interface CaseNotices {
  case_id: string;
  due_on: string;
  kind: string;
  level: number;
  at_ms: number;
  working_days_overdue: number;
  to_department_id: string | null;
}

interface CaseAttachments {
  id: string;
  case_id: string;
  name: string;
  bytes: number;
  added_at_ms: number;
  added_by: string;
}

interface CaseSystems {
  id: string;
  name: string;
  side: string;
  department_id: string | null;
  secret_sealed: string;
  url_sealed: string | null;
  address: string | null;
  sends_own: boolean;
  enabled: boolean;
  created_at_ms: number;
}

interface CaseLinks {
  case_id: string;
  system_id: string | null;
  external_number: string | null;
  came: boolean;
}

interface CaseSystemNonces {
  system_id: string;
  nonce: string;
  at_ms: number;
}

interface CaseSystemUpdates {
  system_id: string;
  update_id: string;
  case_id: string;
  at_ms: number;
}
