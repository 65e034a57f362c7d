import { sql, type Kysely } from 'kysely';

/**
 * How many calls the ledger has of each line: counting its entries would grow with every call that was ever made. Rows are
 * taken in their order, so that nobody waits in a circle.
 */
const statements = [
  `create table line_calls (
    line_id uuid primary key references lines (id) on delete cascade,
    calls integer not null
  )`,
  `insert into line_calls select line_id, count(*) from ledger group by line_id`,
  ...(
    [
      ['insert', 'new', '+'],
      ['delete', 'old', '-'],
    ] as const
  ).flatMap(([change, rows, sign]) => [
    `create function count_line_calls_${change}() returns trigger language plpgsql as $$
      begin
        insert into line_calls as k (line_id, calls)
          select line_id, count(*) from changed group by line_id order by line_id
        on conflict (line_id) do update set calls = k.calls ${sign} excluded.calls;
        return null;
      end $$`,
    `create trigger ledger_counted_${change} after ${change} on ledger
      referencing ${rows} table as changed
      for each statement execute function count_line_calls_${change}()`,
  ]),
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
