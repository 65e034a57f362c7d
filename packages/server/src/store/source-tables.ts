import type { ConflictDetail, ListingIssue } from '@everyline/domain';
import type { ColumnType } from 'kysely';

type Json<T> = ColumnType<T, string, string>;

interface Sources {
  id: string;
  name: string;
  format: string;
  origin: string;
  published_on: string | null;
  area_code: string | null;
  department_id: string | null;
  sha256: string;
  bytes: number;
  sample: boolean;
  read_at_ms: number;
  read_by: string;
  imported_at_ms: number | null;
  state: 'reading' | 'preview' | 'imported' | 'failed';
  failure: ColumnType<{ zh: string; en: string } | null, string | null, string | null>;
  superseded_by: string | null;
  listings: number;
  new_numbers: number;
  known_numbers: number;
  conflicts: number;
  rejects: number;
}

interface Listings {
  id: string;
  source_id: string;
  line_id: string | null;
  number_key: string | null;
  raw: string;
  number: string | null;
  area_code: string | null;
  area_code_inferred: boolean;
  extension: string | null;
  number_type: string | null;
  purpose: string;
  owner: string | null;
  owner_key: string;
  service: string | null;
  service_key: string;
  hours: string | null;
  position: Json<unknown>;
  before: string;
  after: string;
  status: string;
  issues: Json<readonly ListingIssue[]>;
  footer: boolean;
}

interface SourceRejects {
  id: string;
  source_id: string;
  position: Json<unknown>;
  raw: string;
  before: string;
  after: string;
  reason: Json<unknown>;
}

interface ListingConflicts {
  id: string;
  kind: string;
  key: string;
  fingerprint: string;
  detail: Json<ConflictDetail>;
  found_at_ms: number;
  resolved_at_ms: number | null;
  resolved_by: string | null;
  resolution: string | null;
  kept_listing_id: string | null;
}

interface ConflictListings {
  conflict_id: string;
  listing_id: string;
}

/** The tables of migration 0100. */
export interface SourceTables {
  sources: Sources;
  listings: Listings;
  source_rejects: SourceRejects;
  listing_conflicts: ListingConflicts;
  conflict_listings: ConflictListings;
}
