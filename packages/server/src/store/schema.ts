import type { ColumnType, Generated } from 'kysely';

type Json<T> = ColumnType<T, string, string>;

interface Settings {
  key: string;
  value: Json<unknown>;
}

interface Lines {
  id: string;
  number_key: string;
  ledger_key: string;
  dialled: string;
  area_code: string | null;
  extension: string | null;
  number_type: string;
  purpose: string;
  department_id: string | null;
  owner: string | null;
  services: string[];
  hours: string | null;
  tier: string;
  seats: number | null;
  sample: boolean;
  state: string;
  created_at_ms: number;
  keeper_id: Generated<string | null>;
  version: Generated<number>;
  confirm_due_ms: Generated<number | null>;
  confirm_stage: Generated<number>;
}

interface Clearances {
  id: string;
  scope_kind: string;
  line_id: string | null;
  department_id: string | null;
  with_subtree: boolean;
  list_name: string | null;
  given_by: string;
  basis: string;
  given_at_ms: number;
  valid_from_ms: number;
  valid_to_ms: number | null;
  hours: Json<unknown>;
  max_per_day: number | null;
  min_spacing_ms: number | null;
  loopback_only: boolean;
  recorded_by: string;
  withdrawn_at_ms: number | null;
  withdrawn_reason: string | null;
  withdrawn_by: string | null;
}

interface ClearanceLines {
  clearance_id: string;
  line_id: string;
}

interface Objections {
  id: string;
  by: string;
  ledger_key: string | null;
  line_id: string | null;
  department_id: string | null;
  made_at_ms: number;
  withdrawn_at_ms: number | null;
  note: string;
  recorded_by: string;
}

interface Trunks {
  id: string;
  name: string;
  host: string;
  port: number;
  transport: Generated<string>;
  websocket_path: Generated<string>;
  simulated: boolean;
  registered_number: string | null;
  presented_number: string | null;
  username: string | null;
  password_sealed: string | null;
  channels: number;
  per_day: number;
  codecs: string[];
  state: Json<unknown>;
  created_at_ms: number;
  watched_since_ms: Generated<number>;
  registration: Json<unknown> | null;
  client_certificate: Json<unknown> | null;
  authorities: Json<unknown>;
}

interface TrunkRegistrations {
  trunk_id: string;
  state: string;
  registrar: string | null;
  status: number | null;
  reason: string | null;
  expires_at_ms: number | null;
  retry_at_ms: number | null;
  changed_at_ms: number;
}

interface Stops {
  id: string;
  pressed_at_ms: number;
  by: string;
  note: string;
  released_at_ms: number | null;
  released_by: string | null;
}

interface Policies {
  id: string;
  name: string;
  rules: Json<unknown>;
  created_at_ms: number;
}

interface Campaigns {
  id: string;
  name: string;
  state: string;
  scope: Json<unknown>;
  from_day: string;
  to_day: string;
  policy: Json<unknown>;
  targets: Json<unknown>;
  trunk_id: string;
  created_at_ms: number;
  created_by: string;
  started_at_ms: number | null;
  ended_at_ms: number | null;
  state_reason: ColumnType<unknown, string | null, string | null>;
}

interface Probes {
  id: string;
  line_id: string;
  ledger_key: string;
  campaign_id: string | null;
  asker: Json<unknown>;
  trunk_id: string;
  state: string;
  planned_at_ms: number;
  started_at_ms: number | null;
  ended_at_ms: number | null;
  guard: ColumnType<unknown, string | null, string | null>;
  virtual_time: boolean;
  /** As its observation is read now; kept by triggers. */
  outcome: ColumnType<string | null, never, never>;
}

/** What has come of a campaign's calls to each line; kept by triggers. An empty outcome is none yet. */
interface CampaignCalls {
  campaign_id: ColumnType<string, never, never>;
  line_id: ColumnType<string, never, never>;
  state: ColumnType<string, never, never>;
  outcome: ColumnType<string, never, never>;
  calls: ColumnType<number, never, never>;
}

interface Ledger {
  probe_id: string;
  ledger_key: string;
  line_id: string;
  department_id: string | null;
  trunk_id: string;
  asker: Json<unknown>;
  started_at_ms: number;
  ended_at_ms: number | null;
  outcome: string | null;
  time_to_person_ms: number | null;
  /** The process in whose hands the call is. */
  owner_id: string | null;
}

interface GuardAnswers {
  id: Generated<number>;
  /** Null where a plan was asked for. */
  probe_id: string | null;
  line_id: string;
  campaign_id: string | null;
  stage: string;
  allowed: boolean;
  reason: string | null;
  asked_at_ms: number;
  answer: Json<unknown>;
}

interface Observations {
  id: string;
  probe_id: string;
  line_id: string;
  trunk_id: string;
  campaign_id: string | null;
  started_at_ms: number;
  ended_at_ms: number;
  outcome: string;
  confidence: number;
  decided_by: string;
  readings: Json<unknown>;
  sip: Json<unknown>;
  timings: Json<unknown>;
  time_to_person_ms: number | null;
  kept_ms: number | null;
  heard: Json<unknown>;
  media: ColumnType<unknown, string | null, string | null>;
  announcement_id: string | null;
  facts: ColumnType<unknown, string | null, string | null>;
  script: ColumnType<unknown, string | null, string | null>;
  ladder: Json<unknown>;
}

interface Recordings {
  probe_id: string;
  codec: string;
  from_ms: number;
  length_ms: number;
  sealed_bytes: number;
  peaks: number[];
  peak_step_ms: number;
  kept: boolean;
  created_at_ms: number;
}

interface Verdicts {
  id: string;
  line_id: string;
  kind: string;
  rule: string;
  confidence: number;
  kind_confidence: number;
  since_ms: number;
  decided_at_ms: number;
  until_ms: number | null;
  attempts: number;
  reached: number;
  reach_rate: number | null;
  interval_low: number;
  interval_high: number;
  interval_level: number;
  closeness: number;
  counts: Json<unknown>;
  blank_days: Generated<number[]>;
  change: ColumnType<unknown, string | null, string | null>;
  median_time_to_person_ms: number | null;
  evidence: string[];
  prior: Json<unknown>;
}

interface SpotChecks {
  id: string;
  line_id: string;
  campaign_id: string | null;
  checked_at_ms: number;
  tester: string;
  code: string;
  answer_right: boolean | null;
  note: string;
  client_key: Generated<string | null>;
}

interface ApiTokens {
  id: string;
  name: string;
  sha256: string;
  department_id: string | null;
  created_by: string;
  created_at_ms: number;
  last_used_at_ms: number | null;
  revoked_at_ms: number | null;
}

interface Audit {
  sequence: Generated<number>;
  at_ms: number;
  actor: string;
  operation: string;
  subject_kind: string;
  subject_id: string | null;
  detail: string;
  hash: Generated<string>;
}

/** The tables of migration 0001; a part with migrations of its own extends this by intersection. */
export interface CoreTables {
  settings: Settings;
  lines: Lines;
  clearances: Clearances;
  clearance_lines: ClearanceLines;
  objections: Objections;
  trunks: Trunks;
  trunk_registrations: TrunkRegistrations;
  stops: Stops;
  policies: Policies;
  campaigns: Campaigns;
  probes: Probes;
  campaign_calls: CampaignCalls;
  ledger: Ledger;
  guard_answers: GuardAnswers;
  observations: Observations;
  recordings: Recordings;
  verdicts: Verdicts;
  spot_checks: SpotChecks;
  api_tokens: ApiTokens;
  audit: Audit;
}
