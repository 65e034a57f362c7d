import type { ColumnType } from 'kysely';

type Json<T> = ColumnType<T, string, string>;

interface Announcements {
  id: string;
  word: string | null;
  labelled_by: string | null;
  labelled_at_ms: number | null;
  proposed_label: string | null;
  proposed_origin: string | null;
  text: string;
  imported_calls: number;
  imported_numbers: number;
  sample_length_ms: number | null;
  sample_loss_share: number | null;
  exported_at_ms: number | null;
  merged_into: string | null;
  created_at_ms: number;
  /** In how many calls and on how many numbers it was heard; kept by triggers. */
  heard_calls: ColumnType<number, never, never>;
  heard_numbers: ColumnType<number, never, never>;
}

interface AnnouncementPrints {
  id: string;
  announcement_id: string;
  print: Uint8Array;
  length_ms: number;
  created_at_ms: number;
}

interface AnnouncementHearings {
  observation_id: string;
  from_ms: number;
  to_ms: number;
  announcement_id: string;
  bit_error_rate: number;
  /** Its own print, where that is one by which the announcement is found again. */
  print_id: string | null;
  /** What is known of the call, with its outcome as it is read now; kept by triggers. */
  line_id: ColumnType<string, never, never>;
  trunk_id: ColumnType<string, never, never>;
  at_ms: ColumnType<number, never, never>;
  before_answer: ColumnType<boolean, never, never>;
  unanswered_voice: ColumnType<boolean, never, never>;
  outcome: ColumnType<string, never, never>;
}

interface AnnouncementsApart {
  one: string;
  other: string;
}

interface Rereadings {
  id: string;
  observation_id: string;
  announcement_id: string | null;
  outcome: string;
  confidence: number;
  decided_by: string;
  readings: Json<unknown>;
  time_to_person_ms: number | null;
  kept_ms: number | null;
  since_ms: number;
  until_ms: number | null;
  by: string;
}

interface VerdictsDue {
  line_id: string;
  asked_at_ms: number;
}

/** A view: each observation as it is read now. */
interface ObservationsAsRead {
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
  /** As it was read when the call ended; null where it is still read so. */
  first_outcome: string | null;
  reread_at_ms: number | null;
  reread_by: string | null;
  /** The bad hour of its trunk because of which it does not count; null where it does. */
  bad_hour_id: string | null;
}

/** The tables of migration 0320. */
export interface AnnouncementTables {
  announcements: Announcements;
  announcement_prints: AnnouncementPrints;
  announcement_hearings: AnnouncementHearings;
  announcements_apart: AnnouncementsApart;
  rereadings: Rereadings;
  verdicts_due: VerdictsDue;
  observations_as_read: ObservationsAsRead;
}
