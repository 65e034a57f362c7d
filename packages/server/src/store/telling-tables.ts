import type { ColumnType, Generated } from 'kysely';

/** Tables of telling people, as migration 0600 leaves them. */
export interface TellingTables {
  news: News;
  notifications: Notifications;
  telling_choices: TellingChoices;
  telling_targets: TellingTargets;
  deliveries: Deliveries;
}

interface News {
  id: string;
  key: string;
  kind: string;
  at_ms: number;
  ticket_id: string | null;
  path: string | null;
  department_id: string | null;
  subject: ColumnType<unknown, string, string>;
  text: ColumnType<unknown, string, string>;
  case_event: ColumnType<unknown, string | null, string | null>;
  reply: ColumnType<unknown, string | null, string | null>;
}

interface Notifications {
  account_id: string;
  news_id: string;
  read_at_ms: number | null;
}

interface TellingChoices {
  account_id: string;
  address: string | null;
  email: string;
  kinds: string[];
}

interface TellingTargets {
  id: string;
  kind: string;
  name: string;
  address: string;
  url_sealed: string;
  secret_sealed: string | null;
  department_id: string | null;
  kinds: string[];
  language: string;
  enabled: boolean;
  created_at_ms: number;
}

interface Deliveries {
  id: string;
  news_id: string;
  channel: string;
  account_id: string | null;
  target_id: string | null;
  keeper_id: string | null;
  case_system_id: string | null;
  channel_sender_id: string | null;
  pieces_sent: Generated<number>;
  address_key: string;
  to_name: string;
  state: Generated<string>;
  due_at_ms: number;
  attempts: Generated<number>;
  batch_id: string | null;
  claimed_until_ms: number | null;
  last_attempt_at_ms: number | null;
  sent_at_ms: number | null;
  failure: ColumnType<unknown, string | null, string | null>;
}
