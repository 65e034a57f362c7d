import {
  outcomesOf,
  tallySymptoms,
  type CallOutcome,
  type Symptom,
  type SymptomTally,
} from '@everyline/domain';
import { sql, type Selectable } from 'kysely';

import type {
  BadHourStore,
  StoredBadHour,
  StoredBadHourState,
  TrunkHourCall,
} from '../../app/ports/store/bad-hours.ts';
import type { BadHourTables } from '../bad-hour-tables.ts';
import type { Database } from '../database.ts';

/** First key of the advisory lock of a trunk's bad hours; the second is a hash of the trunk. */
const lockClass = 716_105;

interface CallRow {
  id: string;
  trunk_id: string;
  number: string;
  department_id: string | null;
  at_ms: number;
  outcome: string;
  is_control: boolean;
}

const callColumns = sql`o.id, o.trunk_id, l.ledger_key as number, l.department_id,
  o.started_at_ms as at_ms, o.outcome, (c.line_id is not null) as is_control
  from observations_as_read o join lines l on l.id = o.line_id
    left join control_lines c on c.line_id = o.line_id`;

export function badHourRepository(db: Database): BadHourStore {
  const many = async (
    choose: (query: ReturnType<typeof all>) => ReturnType<typeof all>,
  ): Promise<StoredBadHour[]> => (await choose(all()).execute()).map(toBadHour);
  const all = () => db.selectFrom('bad_hours').selectAll();
  return {
    byId: async (id) => (await many((from) => from.where('id', '=', id)))[0] ?? null,
    latest: (trunkId, limit) =>
      many((from) =>
        (trunkId === null ? from : from.where('trunk_id', '=', trunkId))
          .orderBy('from_ms', 'desc')
          .orderBy('id')
          .limit(limit),
      ),
    since: (trunkId, sinceMs) =>
      many((from) =>
        from
          .where('trunk_id', '=', trunkId)
          .where((eb) =>
            eb.or([
              eb('to_ms', '>', sinceMs),
              eb('last_failed_ms', '>=', sinceMs),
              eb.and([eb('to_ms', 'is', null), eb('state', 'in', ['suspected', 'found'])]),
            ]),
          )
          .orderBy('from_ms'),
      ),
    open: () =>
      many((from) =>
        from.where('state', '=', 'found').where('to_ms', 'is', null).orderBy('from_ms'),
      ),
    ofObservations: (ids) =>
      many((from) =>
        from
          .where(
            sql<boolean>`id in (select a.bad_hour_id from calls_set_aside a
              where a.until_ms is null and a.observation_id = any(${[...ids]}::uuid[]))`,
          )
          .orderBy('from_ms'),
      ),
    put: async (hour) => {
      const row = toRow(hour);
      const { id, ...rest } = row;
      await db
        .insertInto('bad_hours')
        .values({ id, ...rest })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(rest))
        .execute();
    },
    hold: async (trunkId) => {
      await sql`select pg_advisory_xact_lock(${sql.lit(lockClass)}, hashtext(${trunkId}))`.execute(
        db,
      );
    },
    setAside: async (hour, atMs) => {
      // A call belongs to the first that claims it.
      const { rows } = await sql<{ observation_id: string }>`
        insert into calls_set_aside (observation_id, bad_hour_id, since_ms)
        select o.id, ${hour.id}::uuid, ${atMs}::bigint from observations_as_read o
        where o.trunk_id = ${hour.trunkId}::uuid and o.bad_hour_id is null
          and o.started_at_ms >= ${hour.fromMs}::bigint and o.started_at_ms <= ${hour.lastFailedMs}::bigint
          and o.outcome = any(${outcomesOf(hour.symptom)}::text[])
        on conflict (observation_id) where until_ms is null do nothing
        returning observation_id`.execute(db);
      return rows.map((row) => row.observation_id);
    },
    takeBack: async (id, atMs) =>
      (
        await db
          .updateTable('calls_set_aside')
          .set({ until_ms: atMs })
          .where('bad_hour_id', '=', id)
          .where('until_ms', 'is', null)
          .returning('observation_id')
          .execute()
      ).map((row) => row.observation_id),
    callsSetAside: async (ids) => {
      const { rows } = await sql<{ bad_hour_id: string; calls: number }>`
        select bad_hour_id, count(*)::int as calls from calls_set_aside
        where until_ms is null and bad_hour_id = any(${[...ids]}::uuid[]) group by 1`.execute(db);
      return new Map(rows.map((row) => [row.bad_hour_id, row.calls]));
    },
    lastCalls: async (trunkId, limit) => {
      const { rows } = await sql<CallRow>`select ${callColumns}
        where o.trunk_id = ${trunkId}::uuid
        order by o.ended_at_ms desc limit ${limit}`.execute(db);
      return rows.map(toCall);
    },
    calls: async (sinceMs) => {
      const { rows } = await sql<CallRow>`select ${callColumns}
        where o.started_at_ms >= ${sinceMs}::bigint
        order by o.started_at_ms, o.id`.execute(db);
      return rows.map(toCall);
    },
    cityTally: async (fromMs, toMs) => {
      const { rows } = await sql<{ outcome: CallOutcome; calls: number }>`
        select outcome, count(*)::int as calls from observations_as_read
        where started_at_ms >= ${fromMs}::bigint and started_at_ms < ${toMs}::bigint
          and bad_hour_id is null
        group by 1`.execute(db);
      return tallySymptoms(rows);
    },
    numberTallies: async (numbers, fromMs, toMs) => {
      const { rows } = await sql<{ number: string; outcome: CallOutcome; calls: number }>`
        select l.ledger_key as number, o.outcome, count(*)::int as calls
        from lines l join observations_as_read o on o.line_id = l.id
        where l.ledger_key = any(${[...numbers]}::text[]) and o.bad_hour_id is null
          and o.started_at_ms >= ${fromMs}::bigint and o.started_at_ms < ${toMs}::bigint
        group by 1, 2`.execute(db);
      return new Map(
        [...Map.groupBy(rows, ({ number }) => number)].map(
          ([number, own]): [string, SymptomTally] => [number, tallySymptoms(own)],
        ),
      );
    },
    spansTally: async (spans) => {
      const { rows } = await sql<{ day: number; outcome: CallOutcome; calls: number }>`
        select s.ord::int as day, o.outcome, count(*)::int as calls
        from unnest(${spans.map(({ fromMs }) => fromMs)}::bigint[], ${spans.map(({ toMs }) => toMs)}::bigint[])
            with ordinality as s (from_ms, to_ms, ord)
          join observations_as_read o
            on o.started_at_ms >= s.from_ms and o.started_at_ms < s.to_ms and o.bad_hour_id is null
        group by 1, 2`.execute(db);
      return { ...tallySymptoms(rows), days: new Set(rows.map(({ day }) => day)).size };
    },
    controls: async () =>
      (await db.selectFrom('control_lines').selectAll().orderBy('named_at_ms').execute()).map(
        (row) => ({
          lineId: row.line_id,
          note: row.note,
          namedBy: row.named_by,
          namedAtMs: row.named_at_ms,
        }),
      ),
    nameControl: async (control) => {
      const values = {
        note: control.note,
        named_by: control.namedBy,
        named_at_ms: control.namedAtMs,
      };
      await db
        .insertInto('control_lines')
        .values({ line_id: control.lineId, ...values })
        .onConflict((conflict) => conflict.column('line_id').doUpdateSet(values))
        .execute();
    },
    dropControl: async (lineId) => {
      const { numDeletedRows } = await db
        .deleteFrom('control_lines')
        .where('line_id', '=', lineId)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}

function toCall(row: CallRow): TrunkHourCall {
  return {
    id: row.id,
    trunkId: row.trunk_id,
    number: row.number,
    departmentId: row.department_id,
    atMs: row.at_ms,
    outcome: row.outcome as CallOutcome,
    isControl: row.is_control,
  };
}

function toBadHour(row: Selectable<BadHourTables['bad_hours']>): StoredBadHour {
  return {
    id: row.id,
    trunkId: row.trunk_id,
    symptom: row.symptom as Symptom,
    state: row.state as StoredBadHourState,
    fromMs: row.from_ms,
    lastFailedMs: row.last_failed_ms,
    toMs: row.to_ms,
    figures: row.figures,
    foundAtMs: row.found_at_ms,
    setBy: row.set_by,
    note: row.note,
    withdrawnAtMs: row.withdrawn_at_ms,
    withdrawnBy: row.withdrawn_by,
  };
}

function toRow(hour: StoredBadHour) {
  return {
    id: hour.id,
    trunk_id: hour.trunkId,
    symptom: hour.symptom,
    state: hour.state,
    from_ms: hour.fromMs,
    last_failed_ms: hour.lastFailedMs,
    to_ms: hour.toMs,
    figures: hour.figures === null ? null : JSON.stringify(hour.figures),
    found_at_ms: hour.foundAtMs,
    set_by: hour.setBy,
    note: hour.note,
    withdrawn_at_ms: hour.withdrawnAtMs,
    withdrawn_by: hour.withdrawnBy,
  };
}
