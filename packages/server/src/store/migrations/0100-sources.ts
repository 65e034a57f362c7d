import { sql, type Kysely } from 'kysely';

/** Sources, their listings and rejects, and the conflicts between listings. */
const statements = [
  `create table sources (
    id uuid primary key,
    name text not null,
    format text not null,
    origin text not null,
    published_on text,
    area_code text,
    department_id uuid references departments (id),
    sha256 text not null,
    bytes bigint not null,
    sample boolean not null default false,
    read_at_ms bigint not null,
    read_by text not null,
    imported_at_ms bigint,
    state text not null check (state in ('reading', 'preview', 'imported', 'failed')),
    failure jsonb,
    superseded_by uuid references sources (id),
    listings bigint not null default 0,
    new_numbers bigint not null default 0,
    known_numbers bigint not null default 0,
    conflicts bigint not null default 0,
    rejects bigint not null default 0
  )`,
  `create index sources_sha256 on sources (sha256)`,
  `create index sources_origin on sources (origin)`,
  `create index sources_read on sources (read_at_ms desc)`,

  // Identities rise with the place in the document, so that reading order is the order of ids.
  `create table listings (
    id uuid primary key,
    source_id uuid not null references sources (id) on delete cascade,
    line_id uuid references lines (id),
    number_key text,
    raw text not null,
    number text,
    area_code text,
    area_code_inferred boolean not null,
    extension text,
    number_type text,
    purpose text not null,
    owner text,
    owner_key text not null,
    service text,
    service_key text not null,
    hours text,
    position jsonb not null,
    before text not null,
    after text not null,
    status text not null check (status in ('active', 'retired', 'malformed', 'undecided')),
    issue text,
    footer boolean not null
  )`,
  `create index listings_source on listings (source_id, id)`,
  `create index listings_number on listings (number_key, source_id) where number_key is not null`,
  `create index listings_line on listings (line_id) where line_id is not null`,
  `create index listings_service on listings (owner_key, service_key) where owner_key <> '' and service_key <> ''`,

  `create table source_rejects (
    id uuid primary key,
    source_id uuid not null references sources (id) on delete cascade,
    position jsonb not null,
    raw text not null,
    before text not null,
    after text not null,
    reason jsonb not null
  )`,
  `create index source_rejects_source on source_rejects (source_id, id)`,

  `create table listing_conflicts (
    id uuid primary key,
    kind text not null,
    key text not null,
    fingerprint text not null,
    detail text not null,
    found_at_ms bigint not null,
    resolved_at_ms bigint,
    resolved_by text,
    resolution text,
    kept_listing_id uuid,
    unique (kind, key, fingerprint)
  )`,
  `create index listing_conflicts_open on listing_conflicts (found_at_ms desc) where resolved_at_ms is null`,
  `create table conflict_listings (
    conflict_id uuid not null references listing_conflicts (id) on delete cascade,
    listing_id uuid not null references listings (id) on delete cascade,
    primary key (conflict_id, listing_id)
  )`,
  `create index conflict_listings_listing on conflict_listings (listing_id)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
