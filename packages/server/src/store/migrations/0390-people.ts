import { sql, type Kysely } from 'kysely';

/** Second factors (the table of better-auth's plugin) and invitations. */
const statements = [
  `alter table auth_user add column "twoFactorEnabled" boolean not null default false`,
  `create table auth_two_factor (
    "id" text primary key,
    "secret" text not null,
    "backupCodes" text not null,
    "userId" text not null unique references auth_user ("id") on delete cascade,
    "verified" boolean not null default false,
    "failedVerificationCount" integer not null default 0,
    "lockedUntil" timestamptz
  )`,

  `create table invitations (
    id uuid primary key,
    sha256 text not null unique,
    name text not null,
    display_name text not null,
    role text not null,
    department_id uuid references departments (id),
    email text,
    language text not null,
    invited_by text not null,
    created_at_ms bigint not null,
    expires_at_ms bigint not null,
    accepted_at_ms bigint,
    withdrawn_at_ms bigint
  )`,
  // A new link for a name ends the one before.
  `create unique index invitations_one_open on invitations (lower(name))
     where accepted_at_ms is null and withdrawn_at_ms is null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
