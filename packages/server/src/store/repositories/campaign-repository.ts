import type { CallOutcome, Campaign, VerdictKind } from '@everyline/domain';
import { sql } from 'kysely';

import type { CampaignStore, StoredCampaign } from '../../app/ports/store/campaigns.ts';
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
    counts: async (id, nowMs) => {
      const states = await db
        .selectFrom('probes')
        .select('state')
        .select(sql<number>`count(*)`.as('count'))
        .select(
          sql<number>`count(*) filter (where ended_at_ms > ${nowMs - 60_000})`.as('last_minute'),
        )
        .where('campaign_id', '=', id)
        .groupBy('state')
        .execute();
      const of = (state: string) => states.find((row) => row.state === state)?.count ?? 0;
      const outcomes = await db
        .selectFrom('observations_as_read')
        .select('outcome')
        .select(sql<number>`count(*)`.as('calls'))
        .where('campaign_id', '=', id)
        .groupBy('outcome')
        .orderBy('calls', 'desc')
        .execute();
      const verdicts = await db
        .selectFrom('verdicts as v')
        .select('v.kind')
        .select(sql<number>`count(*)`.as('lines'))
        .where('v.until_ms', 'is', null)
        .where(
          sql<boolean>`exists (select 1 from probes p where p.line_id = v.line_id and p.campaign_id = ${id})`,
        )
        .groupBy('v.kind')
        .execute();
      return {
        calls: of('done') + of('interrupted'),
        inProgress: of('dialling'),
        refused: of('refused'),
        callsLastMinute: states.reduce(
          (sum, row) => sum + (row.state === 'done' ? row.last_minute : 0),
          0,
        ),
        outcomes: outcomes.map((row) => ({
          outcome: row.outcome as CallOutcome,
          calls: row.calls,
        })),
        verdicts: verdicts.map((row) => ({ verdict: row.kind as VerdictKind, lines: row.lines })),
      };
    },
  };
}
