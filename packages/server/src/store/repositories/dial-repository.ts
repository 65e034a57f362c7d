import { sql } from 'kysely';

import type { DialAsk, DialStore, StoredDialFacts } from '../../app/ports/store/dials.ts';
import { TRAVELS_AHEAD } from '../city-client.ts';
import type { Database } from '../database.ts';
import { toCampaign, type CampaignRow } from './campaign-repository.ts';
import {
  toClearance,
  toObjection,
  type ClearanceRow,
  type ObjectionRow,
} from './clearance-repository.ts';
import { toLine, type LineColumns } from './line-repository.ts';
import { toLedgerEntry, type LedgerRow } from './observation-rows.ts';
import { toTrunk, type TrunkRow } from './trunk-repository.ts';

/** First keys of the advisory locks of dialling; the second is a hash of what is held. */
const lockClass = { trunk: 716_101, department: 716_102, number: 716_103, owner: 716_104 } as const;

/** Waits for the calls of a department that are beginning, and holds others back until the transaction ends. */
export async function departmentLock(db: Database, departmentId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(lockClass.department)}, hashtext(${departmentId}))`.execute(
    db,
  );
}

/** One row of everything that the guard weighs, as PostgreSQL puts it together. */
interface FactsRow {
  line: LineColumns | null;
  ancestor_ids: string[];
  /** Without the lines of lists: a list was asked only whether the line is on it. */
  clearances: Omit<ClearanceRow, 'line_ids'>[];
  objections: ObjectionRow[];
  number_ledger: LedgerRow[];
  department_calls: number;
  trunk_calls: number;
  trunk: TrunkRow | null;
  trunk_registered: boolean | null;
  bad_hour: { since_ms: number; last_call_ms: number | null } | null;
  stop: { pressed_at_ms: number; by: string; note: string } | null;
  campaign: CampaignRow | null;
  last_ledger_ms: number | null;
}

/** More calls than all processes together have between their look and their commit. */
const trunkReserve = 500;

const hourMs = 3_600_000;

/** A call of which no INVITE left counts for no limit. */
const wasDialled = `g.outcome is distinct from 'not_dialled'`;

export function dialRepository(db: Database): DialStore {
  return {
    factsUnderLock: async (ask) => {
      await sql`/* prepared: hold_number */ ${TRAVELS_AHEAD}
        select pg_advisory_xact_lock(${sql.lit(lockClass.department)}, hashtext(coalesce(l.department_id::text, ''))),
          pg_advisory_xact_lock(${sql.lit(lockClass.number)}, hashtext(l.ledger_key))
        from lines l where l.id = ${ask.lineId}`.execute(db);
      const facts = await readFacts(db, ask);
      // Everybody who dials holds a trunk only near its limit: farther away no race can pass it.
      const limit = Math.min(ask.trunkPerDay, facts.trunk?.perDay ?? 0);
      if (facts.trunkCallsToday + trunkReserve < limit) return facts;
      await sql`select pg_advisory_xact_lock(${sql.lit(lockClass.trunk)}, hashtext(${ask.trunkId}))`.execute(
        db,
      );
      return readFacts(db, ask);
    },
    facts: (ask) => readFacts(db, ask),
    keepPlan: async ({ lineId, campaignId }, answer) => {
      await db
        .insertInto('guard_answers')
        .values({
          probe_id: null,
          line_id: lineId,
          campaign_id: campaignId,
          stage: answer.stage,
          allowed: answer.allowed,
          reason: answer.allowed ? null : answer.reason,
          asked_at_ms: answer.askedAtMs,
          answer: JSON.stringify(answer),
        })
        .execute();
    },
    record: async (probe, begun) => {
      const { guard } = probe;
      const entry = begun?.entry ?? null;
      await sql`/* prepared: record_probe */ ${TRAVELS_AHEAD}
        with kept as (
          insert into probes (id, line_id, ledger_key, campaign_id, asker, trunk_id, state,
            planned_at_ms, started_at_ms, ended_at_ms, guard, virtual_time)
          values (${probe.id}, ${probe.lineId}, ${probe.ledgerKey}, ${probe.campaignId},
            ${JSON.stringify(probe.asker)}, ${probe.trunkId}, ${probe.state}, ${probe.plannedAtMs},
            ${probe.startedAtMs}, ${probe.endedAtMs}, ${JSON.stringify(guard)}, ${probe.virtualTime})
          returning id
        ), answered as (
          insert into guard_answers (probe_id, line_id, campaign_id, stage, allowed, reason, asked_at_ms, answer)
          select id, ${probe.lineId}::uuid, ${probe.campaignId}::uuid, ${guard.stage}, ${guard.allowed}, ${guard.allowed ? null : guard.reason}::text,
            ${guard.askedAtMs}, ${JSON.stringify(guard)}::jsonb from kept
        )
        insert into ledger (probe_id, ledger_key, line_id, department_id, trunk_id, asker,
          started_at_ms, owner_id)
          select id, ${entry?.ledgerKey ?? ''}, ${entry?.lineId ?? null}::uuid,
            ${entry?.departmentId ?? null}::uuid, ${entry?.trunkId ?? null}::uuid,
            ${JSON.stringify(entry?.asker ?? null)}::jsonb, ${entry?.startedAtMs ?? 0}::bigint,
            ${begun?.ownerId ?? null}::uuid
          from kept where ${entry !== null}`.execute(db);
    },
    orphaned: async () => {
      const { rows } = await sql<LedgerRow>`
        select g.* from ledger g
        where g.ended_at_ms is null and (
          g.owner_id is null
          or pg_try_advisory_xact_lock(${sql.lit(lockClass.owner)}, hashtext(g.owner_id::text))
        ) for update of g`.execute(db);
      return rows.map(toLedgerEntry);
    },
  };
}

/** Everything that the guard weighs, in one look. */
async function readFacts(db: Database, ask: DialAsk): Promise<StoredDialFacts> {
  const { rows } = await sql<FactsRow>`/* prepared: dial_facts */
        with recursive the_line as (select * from lines where id = ${ask.lineId}),
        up as (
          select d.id, d.parent_id from departments d join the_line l on d.id = l.department_id
          union select p.id, p.parent_id from departments p join up on p.id = up.parent_id
        )
        select
          (select row_to_json(l) from the_line l) as line,
          coalesce((select json_agg(up.id) from up), '[]') as ancestor_ids,
          coalesce((
            select json_agg(row_to_json(c)) from clearances c
            where c.line_id = ${ask.lineId}
              or c.department_id in (select id from up)
              or exists (select 1 from clearance_lines k where k.clearance_id = c.id and k.line_id = ${ask.lineId})
          ), '[]') as clearances,
          coalesce((
            select json_agg(row_to_json(o)) from objections o
            where o.line_id = ${ask.lineId}
              or o.department_id in (select id from up)
              or o.ledger_key = (select ledger_key from the_line)
          ), '[]') as objections,
          coalesce((
            select json_agg(row_to_json(g) order by g.started_at_ms) from ledger g
            where g.ledger_key = (select ledger_key from the_line)
              and (g.started_at_ms >= ${ask.sinceMs} or g.ended_at_ms is null)
          ), '[]') as number_ledger,
          (select count(*) from ledger g
            where g.department_id = (select department_id from the_line)
              and g.started_at_ms > ${ask.nowMs - hourMs} and ${sql.raw(wasDialled)})::int as department_calls,
          (select count(*) from ledger g
            where g.trunk_id = ${ask.trunkId} and g.started_at_ms >= ${ask.dayStartMs}
              and ${sql.raw(wasDialled)})::int as trunk_calls,
          (select row_to_json(t) from trunks t where t.id = ${ask.trunkId}) as trunk,
          (select case when t.registration is null then null else exists (
              select 1 from trunk_registrations r
              where r.trunk_id = t.id and r.state = 'registered' and r.expires_at_ms > ${ask.nowMs}
            ) end from trunks t where t.id = ${ask.trunkId}) as trunk_registered,
          (select json_build_object('since_ms', min(h.from_ms), 'last_call_ms', (
              select max(g.started_at_ms) from ledger g
              where g.trunk_id = ${ask.trunkId} and g.started_at_ms >= ${ask.dayStartMs}))
            from bad_hours h
            where h.trunk_id = ${ask.trunkId} and h.state = 'found' and h.to_ms is null
            having count(*) > 0) as bad_hour,
          (select row_to_json(s) from stops s where s.released_at_ms is null) as stop,
          (select row_to_json(k) from campaigns k where k.id = ${ask.campaignId}) as campaign,
          (select max(started_at_ms) from ledger) as last_ledger_ms`.execute(db);
  const row = rows[0];
  if (row === undefined) throw new Error('the facts of a call came back empty');
  return toFacts(row, ask.lineId);
}

/** The lock that a process which places calls holds on a connection of its own for as long as it lives. */
export function ownerLock(ownerId: string): { readonly text: string; readonly values: unknown[] } {
  return {
    text: 'select pg_advisory_lock($1, hashtext($2))',
    values: [lockClass.owner, ownerId],
  };
}

function toFacts(row: FactsRow, lineId: string): StoredDialFacts {
  const departmentId = row.line?.department_id ?? null;
  return {
    line: row.line === null ? null : toLine(row.line),
    ancestorIds: row.ancestor_ids.filter((id) => id !== departmentId),
    clearances: row.clearances.map((clearance) =>
      toClearance({ ...clearance, line_ids: [lineId] }),
    ),
    objections: row.objections.map(toObjection),
    numberLedger: row.number_ledger.map(toLedgerEntry),
    departmentCallsLastHour: row.department_calls,
    trunkCallsToday: row.trunk_calls,
    trunk: row.trunk === null ? null : toTrunk(row.trunk),
    trunkRegistered: row.trunk_registered,
    trunkBadHour:
      row.bad_hour === null
        ? null
        : { sinceMs: row.bad_hour.since_ms, lastCallMs: row.bad_hour.last_call_ms },
    stopAll:
      row.stop === null
        ? null
        : { pressedAtMs: row.stop.pressed_at_ms, by: row.stop.by, note: row.stop.note },
    campaign: row.campaign === null ? null : toCampaign(row.campaign),
    lastLedgerMs: row.last_ledger_ms,
  };
}
