import { sql, type Kysely } from 'kysely';

/** Who answers for lines: people of an office, each the keeper of any number of its lines. */
const statements = [
  `create table keepers (
    id uuid primary key,
    department_id uuid not null references departments (id),
    account_id text references auth_user (id) on delete cascade,
    name text not null,
    telephone text,
    email text,
    created_at_ms bigint not null,
    check (account_id is not null or telephone is not null or email is not null)
  )`,
  `create unique index keepers_account on keepers (department_id, account_id)
     where account_id is not null`,
  `create unique index keepers_contact
     on keepers (department_id, name, coalesce(telephone, ''), coalesce(email, ''))
     where account_id is null`,
  `alter table lines add column keeper_id uuid references keepers (id) on delete set null`,
  `create index lines_keeper on lines (keeper_id) where keeper_id is not null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
