import type { CallOutcome, Campaign, CampaignStep, VerdictKind } from '@everyline/domain';
import { sql } from 'kysely';

import type {
  CampaignCounts,
  CampaignStore,
  StoredCampaign,
} from '../../app/ports/store/campaigns.ts';
import type { Database } from '../database.ts';

export interface CampaignRow {
  id: string;
  name: string;
  state: string;
  scope: unknown;
  from_day: string;
  to_day: string;
  policy: unknown;
  targets: unknown;
  trunk_id: string;
  created_at_ms: number;
  created_by: string;
  started_at_ms: number | null;
  ended_at_ms: number | null;
  state_reason: unknown;
}

export function toCampaign(row: CampaignRow): StoredCampaign {
  return {
    id: row.id,
    name: row.name,
    state: row.state as Campaign['state'],
    scope: row.scope as Campaign['scope'],
    period: { fromDay: row.from_day, toDay: row.to_day },
    policy: row.policy as Campaign['policy'],
    targets: row.targets as Campaign['targets'],
    trunkId: row.trunk_id,
    createdAtMs: row.created_at_ms,
    createdBy: row.created_by,
    startedAtMs: row.started_at_ms,
    endedAtMs: row.ended_at_ms,
    stateReason: row.state_reason as StoredCampaign['stateReason'],
  };
}

function toColumns(campaign: StoredCampaign) {
  return {
    name: campaign.name,
    state: campaign.state,
    scope: JSON.stringify(campaign.scope),
    from_day: campaign.period.fromDay,
    to_day: campaign.period.toDay,
    policy: JSON.stringify(campaign.policy),
    targets: JSON.stringify(campaign.targets),
    trunk_id: campaign.trunkId,
    started_at_ms: campaign.startedAtMs,
    ended_at_ms: campaign.endedAtMs,
    state_reason: campaign.stateReason === null ? null : JSON.stringify(campaign.stateReason),
  };
}

export function campaignRepository(db: Database): CampaignStore {
  return {
    all: async () =>
      (await db.selectFrom('campaigns').selectAll().orderBy('created_at_ms', 'desc').execute()).map(
        toCampaign,
      ),
    byId: async (id) => {
      const row = await db
        .selectFrom('campaigns')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row ? toCampaign(row) : null;
    },
    insert: async (campaign) => {
      await db
        .insertInto('campaigns')
        .values({
          id: campaign.id,
          ...toColumns(campaign),
          created_at_ms: campaign.createdAtMs,
          created_by: campaign.createdBy,
        })
        .execute();
    },
    update: async (campaign) => {
      await db
        .updateTable('campaigns')
        .set(toColumns(campaign))
        .where('id', '=', campaign.id)
        .execute();
    },
    remove: async (id) => {
      await db.deleteFrom('campaigns').where('id', '=', id).where('state', '=', 'draft').execute();
    },
    plan: async (id) => {
      const plan = await db
        .selectFrom('campaign_plans')
        .select('programme_id')
        .where('campaign_id', '=', id)
        .executeTakeFirst();
      if (plan === undefined) return null;
      const milestones = await db
        .selectFrom('campaign_milestones')
        .select(['measure_id', 'step'])
        .where('campaign_id', '=', id)
        .execute();
      return {
        programmeId: plan.programme_id,
        milestones: milestones.map(({ measure_id, step }) => ({
          measureId: measure_id,
          step: step as CampaignStep,
        })),
      };
    },
    addPlan: async (id, plan) => {
      const added = await db
        .insertInto('campaign_plans')
        .values({ campaign_id: id, programme_id: plan.programmeId })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if ((added.numInsertedOrUpdatedRows ?? 0n) === 0n) return false;
      if (plan.milestones.length > 0) {
        await db
          .insertInto('campaign_milestones')
          .values(
            plan.milestones.map(({ measureId, step }) => ({
              campaign_id: id,
              measure_id: measureId,
              step,
            })),
          )
          .execute();
      }
      return true;
    },
    counts: async (ids, nowMs) => {
      const { rows } = await sql<{
        campaign_id: string;
        state: string | null;
        outcome: CallOutcome | null;
        verdict: VerdictKind | null;
        count: number;
      }>`
        select campaign_id, state, nullif(outcome, '') as outcome, null as verdict, sum(calls) as count
          from campaign_calls where campaign_id = any(${[...ids]}::uuid[]) and calls > 0
          group by campaign_id, state, outcome
        union all select c.campaign_id, null, null, v.kind, count(*)
          from (select distinct campaign_id, line_id from campaign_calls
              where campaign_id = any(${[...ids]}::uuid[]) and calls > 0) c
            join verdicts v on v.line_id = c.line_id and v.until_ms is null
          group by c.campaign_id, v.kind`.execute(db);
      const states = rows.filter(({ state }) => state !== null);
      const verdicts = rows.flatMap(({ campaign_id, verdict, count }) =>
        verdict === null ? [] : [{ campaign_id, verdict, lines: count }],
      );
      const minutes = await db
        .selectFrom('probes')
        .select('campaign_id')
        .select(sql<number>`count(*)`.as('count'))
        .where('ended_at_ms', '>', nowMs - 60_000)
        .where('state', '=', 'done')
        .where(sql<boolean>`campaign_id = any(${[...ids]}::uuid[])`)
        .groupBy('campaign_id')
        .execute();
      return new Map(
        ids.map((id): [string, CampaignCounts] => {
          const own = states.filter((row) => row.campaign_id === id);
          const of = (...wanted: readonly string[]) =>
            own.reduce(
              (sum, { state, count }) =>
                state !== null && wanted.includes(state) ? sum + count : sum,
              0,
            );
          const outcomes = Map.groupBy(own, ({ outcome }) => outcome);
          return [
            id,
            {
              calls: of('done', 'interrupted'),
              inProgress: of('dialling'),
              refused: of('refused'),
              callsLastMinute: minutes.find((row) => row.campaign_id === id)?.count ?? 0,
              outcomes: [...outcomes]
                .flatMap(([outcome, some]) =>
                  outcome === null
                    ? []
                    : [
                        {
                          outcome,
                          calls: some.reduce((sum, { count }) => sum + count, 0),
                        },
                      ],
                )
                .toSorted((a, b) => b.calls - a.calls),
              verdicts: verdicts
                .filter((row) => row.campaign_id === id)
                .map(({ verdict, lines }) => ({ verdict, lines })),
            },
          ];
        }),
      );
    },
  };
}
