import { sql, type Kysely } from 'kysely';

/** The programme whose measures are a campaign's milestones, and to which step of the campaign each belongs. */
const statements = [
  `create table campaign_plans (
    campaign_id uuid primary key references campaigns (id) on delete cascade,
    programme_id uuid not null references programmes (id)
  )`,
  `create index campaign_plans_programme on campaign_plans (programme_id)`,
  `create table campaign_milestones (
    campaign_id uuid not null references campaign_plans (campaign_id) on delete cascade,
    measure_id uuid not null references measures (id),
    step text not null check (step in ('take_stock', 'consolidate', 'make_last', 'run_well')),
    primary key (campaign_id, measure_id)
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
