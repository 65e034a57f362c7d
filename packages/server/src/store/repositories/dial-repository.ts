import {
  isLoopbackHost,
  type Campaign,
  type Clearance,
  type ClearanceScope,
  type LedgerEntry,
  type Line,
  type Objection,
  type Trunk,
  type WeeklyHours,
} from '@everyline/domain';
import { sql } from 'kysely';

import type { DialStore, StoredDialFacts } from '../../app/ports/store/dials.ts';
import type { Database } from '../database.ts';

/** First keys of the advisory locks of dialling; the second is a hash of what is held. */
const lockClass = { trunk: 716_101, department: 716_102, number: 716_103, owner: 716_104 } as const;

/** One row of everything that the guard weighs, as PostgreSQL puts it together. */
interface FactsRow {
  line: Record<string, unknown> | null;
  ancestor_ids: string[];
  clearances: Record<string, unknown>[];
  objections: Record<string, unknown>[];
  number_ledger: Record<string, unknown>[];
  department_calls: number;
  trunk_calls: number;
  trunk: Record<string, unknown> | null;
  stop: { pressed_at_ms: number; by: string; note: string } | null;
  campaign: Record<string, unknown> | null;
  last_ledger_ms: number | null;
}

const hourMs = 3_600_000;

export function dialRepository(db: Database): DialStore {
  return {
    factsUnderLock: async (ask) => {
      await sql`
        select pg_advisory_xact_lock(${sql.lit(lockClass.trunk)}, hashtext(${ask.trunkId})),
          pg_advisory_xact_lock(${sql.lit(lockClass.department)}, hashtext(coalesce(l.department_id::text, ''))),
          pg_advisory_xact_lock(${sql.lit(lockClass.number)}, hashtext(l.ledger_key))
        from lines l where l.id = ${ask.lineId}`.execute(db);
      const { rows } = await sql<FactsRow>`
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
              and g.started_at_ms > ${ask.nowMs - hourMs})::int as department_calls,
          (select count(*) from ledger g
            where g.trunk_id = ${ask.trunkId} and g.started_at_ms >= ${ask.dayStartMs})::int as trunk_calls,
          (select row_to_json(t) from trunks t where t.id = ${ask.trunkId}) as trunk,
          (select row_to_json(s) from stops s where s.released_at_ms is null) as stop,
          (select row_to_json(k) from campaigns k where k.id = ${ask.campaignId}) as campaign,
          (select max(started_at_ms) from ledger) as last_ledger_ms`.execute(db);
      const row = rows[0];
      if (row === undefined) throw new Error('the facts of a call came back empty');
      return toFacts(row, ask.lineId);
    },
    keepAnswer: async (probeId, answer) => {
      await db
        .insertInto('guard_answers')
        .values({
          probe_id: probeId,
          stage: answer.stage,
          allowed: answer.allowed,
          reason: answer.allowed ? null : answer.reason,
          asked_at_ms: answer.askedAtMs,
          answer: JSON.stringify(answer),
        })
        .execute();
    },
    ownCall: async (probeId, ownerId) => {
      await db
        .updateTable('ledger')
        .set({ owner_id: ownerId })
        .where('probe_id', '=', probeId)
        .execute();
    },
    orphaned: async () => {
      const { rows } = await sql<Record<string, unknown>>`
        select g.* from ledger g
        where g.ended_at_ms is null and (
          g.owner_id is null
          or pg_try_advisory_xact_lock(${sql.lit(lockClass.owner)}, hashtext(g.owner_id::text))
        ) for update of g`.execute(db);
      return rows.map(toLedgerEntry);
    },
  };
}

/** The lock that a process which places calls holds on a connection of its own for as long as it lives. */
export function ownerLock(ownerId: string): { readonly text: string; readonly values: unknown[] } {
  return {
    text: 'select pg_advisory_lock($1, hashtext($2))',
    values: [lockClass.owner, ownerId],
  };
}

function toFacts(row: FactsRow, lineId: string): StoredDialFacts {
  const departmentId = (row.line?.['department_id'] ?? null) as string | null;
  return {
    line: row.line === null ? null : toLine(row.line),
    ancestorIds: row.ancestor_ids.filter((id) => id !== departmentId),
    clearances: row.clearances.map((clearance) => toClearance(clearance, lineId)),
    objections: row.objections.map(toObjection),
    numberLedger: row.number_ledger.map(toLedgerEntry),
    departmentCallsLastHour: row.department_calls,
    trunkCallsToday: row.trunk_calls,
    trunk: row.trunk === null ? null : toTrunk(row.trunk),
    stopAll:
      row.stop === null
        ? null
        : { pressedAtMs: row.stop.pressed_at_ms, by: row.stop.by, note: row.stop.note },
    campaign: row.campaign === null ? null : toCampaign(row.campaign),
    lastLedgerMs: row.last_ledger_ms,
  };
}

function toLine(row: Record<string, unknown>): Line {
  return {
    id: row['id'] as string,
    number: {
      dialled: row['dialled'] as string,
      areaCode: row['area_code'] as string | null,
      extension: row['extension'] as string | null,
    },
    numberType: row['number_type'] as Line['numberType'],
    purpose: row['purpose'] as Line['purpose'],
    departmentId: row['department_id'] as string | null,
    owner: row['owner'] as string | null,
    services: row['services'] as string[],
    hours: row['hours'] as string | null,
    tier: row['tier'] as Line['tier'],
    seats: row['seats'] as number | null,
    sample: row['sample'] as boolean,
    state: row['state'] as Line['state'],
    createdAtMs: row['created_at_ms'] as number,
  };
}

/** A list was asked only whether the line is on it, so that a list of thousands costs one row. */
function toClearance(row: Record<string, unknown>, lineId: string): Clearance {
  const scope: ClearanceScope =
    row['scope_kind'] === 'line'
      ? { kind: 'line', lineId: row['line_id'] as string }
      : row['scope_kind'] === 'department'
        ? {
            kind: 'department',
            departmentId: row['department_id'] as string,
            withSubtree: row['with_subtree'] as boolean,
          }
        : { kind: 'list', name: (row['list_name'] ?? '') as string, lineIds: [lineId] };
  return {
    id: row['id'] as string,
    scope,
    givenBy: row['given_by'] as string,
    basis: row['basis'] as string,
    givenAtMs: row['given_at_ms'] as number,
    validFromMs: row['valid_from_ms'] as number,
    validToMs: row['valid_to_ms'] as number | null,
    withdrawnAtMs: row['withdrawn_at_ms'] as number | null,
    hours: row['hours'] as WeeklyHours | null,
    maxPerDay: row['max_per_day'] as number | null,
    minSpacingMs: row['min_spacing_ms'] as number | null,
    loopbackOnly: row['loopback_only'] as boolean,
  };
}

function toObjection(row: Record<string, unknown>): Objection {
  return {
    id: row['id'] as string,
    by: row['by'] as Objection['by'],
    ledgerKey: row['ledger_key'] as string | null,
    lineId: row['line_id'] as string | null,
    departmentId: row['department_id'] as string | null,
    madeAtMs: row['made_at_ms'] as number,
    withdrawnAtMs: row['withdrawn_at_ms'] as number | null,
    note: row['note'] as string,
  };
}

function toLedgerEntry(row: Record<string, unknown>): LedgerEntry {
  return {
    probeId: row['probe_id'] as string,
    ledgerKey: row['ledger_key'] as string,
    lineId: row['line_id'] as string,
    departmentId: row['department_id'] as string | null,
    trunkId: row['trunk_id'] as string,
    asker: row['asker'] as LedgerEntry['asker'],
    startedAtMs: row['started_at_ms'] as number,
    endedAtMs: row['ended_at_ms'] as number | null,
    outcome: row['outcome'] as LedgerEntry['outcome'],
    timeToPersonMs: row['time_to_person_ms'] as number | null,
  };
}

function toTrunk(row: Record<string, unknown>): Trunk {
  const host = row['host'] as string;
  return {
    id: row['id'] as string,
    name: row['name'] as string,
    host,
    port: row['port'] as number,
    transport: 'udp',
    loopback: isLoopbackHost(host),
    simulated: row['simulated'] as boolean,
    registeredNumber: row['registered_number'] as string | null,
    presentedNumber: row['presented_number'] as string | null,
    channels: row['channels'] as number,
    state: row['state'] as Trunk['state'],
  };
}

function toCampaign(row: Record<string, unknown>): Campaign {
  return {
    id: row['id'] as string,
    name: row['name'] as string,
    state: row['state'] as Campaign['state'],
    scope: row['scope'] as Campaign['scope'],
    period: { fromDay: row['from_day'] as string, toDay: row['to_day'] as string },
    policy: row['policy'] as Campaign['policy'],
    targets: row['targets'] as Campaign['targets'],
    trunkId: row['trunk_id'] as string,
    createdAtMs: row['created_at_ms'] as number,
    createdBy: row['created_by'] as string,
  };
}
