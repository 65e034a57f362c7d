import { sql, type Kysely } from 'kysely';

/** Policies, and the copies that campaigns have of them, say how fast old calls fade. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [table, column] of [
    ['policies', 'rules'],
    ['campaigns', 'policy'],
  ] as const)
    await sql
      .raw(
        `update ${table} set ${column} = jsonb_set(${column}, '{verdict,halfLifeDays}', '28')
          where ${column} #> '{verdict,halfLifeDays}' is null`,
      )
      .execute(db);
}
