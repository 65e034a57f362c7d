import { sql, type Kysely } from 'kysely';

const statements = [
  // Somebody of a provider of identities signs on to one account.
  `create unique index auth_account_subject on auth_account ("providerId", "accountId")`,
  // Sessions of whom the provider has asked for a second factor.
  `alter table auth_session add column "strong" boolean not null default false`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
