import { sql, type Kysely } from 'kysely';

/** People are told of menus that have changed too. */
const statements = [
  `alter table news drop constraint news_kind_check`,
  `alter table news add constraint news_kind_check
    check (kind in ('opened', 'reminder', 'notice', 'escalation', 'confirmation', 'menu'))`,
  // Whoever chose to be told of everything wants this too.
  ...['telling_choices', 'telling_targets'].map(
    (table) => `update ${table} set kinds = array_append(kinds, 'menu')
      where kinds @> array['opened', 'reminder', 'notice', 'escalation', 'confirmation']`,
  ),
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
