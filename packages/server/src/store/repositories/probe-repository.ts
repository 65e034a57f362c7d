import type { CallOutcome, Observation } from '@everyline/domain';
import { sql } from 'kysely';

import type {
  ProbeStore,
  StoredLadderStep,
  StoredRecording,
} from '../../app/ports/store/probes.ts';
import { TRAVELS_AHEAD } from '../city-client.ts';
import type { Database } from '../database.ts';
import { observationColumns, toLedgerEntry, toObservation } from './observation-rows.ts';
import { probeRows, toProbe, toProbeRow, type ProbeRowOptions } from './probe-rows.ts';

function json(value: unknown): string {
  return JSON.stringify(value);
}

export function probeRepository(db: Database): ProbeStore {
  const observations = () =>
    db.selectFrom('observations_as_read').select(observationColumns).select('bad_hour_id');
  const rows = (options: ProbeRowOptions) => probeRows(db, options);
  return {
    insert: async (probes) => {
      if (probes.length === 0) return;
      await db
        .insertInto('probes')
        .values(
          probes.map((probe) => ({
            id: probe.id,
            line_id: probe.lineId,
            ledger_key: probe.ledgerKey,
            campaign_id: probe.campaignId,
            asker: json(probe.asker),
            trunk_id: probe.trunkId,
            state: probe.state,
            planned_at_ms: probe.plannedAtMs,
            started_at_ms: probe.startedAtMs,
            ended_at_ms: probe.endedAtMs,
            guard: probe.guard === null ? null : json(probe.guard),
            virtual_time: probe.virtualTime,
          })),
        )
        .execute();
    },
    update: async (id, change) => {
      const values = {
        ...(change.state !== undefined && { state: change.state }),
        ...(change.trunkId !== undefined && { trunk_id: change.trunkId }),
        ...(change.plannedAtMs !== undefined && { planned_at_ms: change.plannedAtMs }),
        ...(change.startedAtMs !== undefined && { started_at_ms: change.startedAtMs }),
        ...(change.endedAtMs !== undefined && { ended_at_ms: change.endedAtMs }),
        ...(change.guard !== undefined && { guard: json(change.guard) }),
      };
      if (Object.keys(values).length === 0) return;
      await db
        .updateTable('probes')
        .set(values)
        .where('id', '=', id)
        .modifyEnd(TRAVELS_AHEAD)
        .execute();
    },
    byId: async (id) => {
      const row = await db.selectFrom('probes').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toProbe(row) : null;
    },
    beginCall: async (entry) => {
      const result = await db
        .insertInto('ledger')
        .values({
          probe_id: entry.probeId,
          ledger_key: entry.ledgerKey,
          line_id: entry.lineId,
          department_id: entry.departmentId,
          trunk_id: entry.trunkId,
          asker: json(entry.asker),
          started_at_ms: entry.startedAtMs,
          ended_at_ms: entry.endedAtMs,
          outcome: entry.outcome,
          time_to_person_ms: entry.timeToPersonMs,
        })
        .onConflict((conflict) =>
          conflict.column('ledger_key').where('ended_at_ms', 'is', null).doNothing(),
        )
        .executeTakeFirst();
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
    },
    endCall: async (probeId, end) => {
      await db
        .updateTable('ledger')
        .set({
          ended_at_ms: end.endedAtMs,
          outcome: end.outcome,
          time_to_person_ms: end.timeToPersonMs,
        })
        .where('probe_id', '=', probeId)
        .where('ended_at_ms', 'is', null)
        .modifyEnd(TRAVELS_AHEAD)
        .execute();
    },
    ledgerOf: async (key, sinceMs) =>
      (
        await db
          .selectFrom('ledger')
          .selectAll()
          .where('ledger_key', '=', key)
          .where((eb) => eb.or([eb('started_at_ms', '>=', sinceMs), eb('ended_at_ms', 'is', null)]))
          .orderBy('started_at_ms')
          .execute()
      ).map(toLedgerEntry),
    unfinished: async () =>
      (
        await db
          .selectFrom('ledger')
          .selectAll()
          .where('ended_at_ms', 'is', null)
          .orderBy('started_at_ms')
          .execute()
      ).map(toLedgerEntry),
    addObservation: async (observation, ladder) => {
      await db
        .insertInto('observations')
        .values({
          id: observation.id,
          probe_id: observation.probeId,
          line_id: observation.lineId,
          trunk_id: observation.trunkId,
          campaign_id: observation.campaignId,
          started_at_ms: observation.startedAtMs,
          ended_at_ms: observation.endedAtMs,
          outcome: observation.outcome,
          confidence: observation.confidence,
          decided_by: observation.decidedBy,
          readings: json(observation.readings),
          sip: json(observation.sip),
          timings: json(observation.timings),
          time_to_person_ms: observation.timeToPersonMs,
          kept_ms: observation.keptMs,
          heard: json(observation.heard),
          media: observation.media === null ? null : json(observation.media),
          announcement_id: observation.announcementId,
          facts: observation.facts === null ? null : json(observation.facts),
          script: observation.script === null ? null : json(observation.script),
          ladder: json(ladder),
        })
        .modifyEnd(TRAVELS_AHEAD)
        .execute();
    },
    addRecording: async (probeId, recording) => {
      await db
        .insertInto('recordings')
        .values({
          probe_id: probeId,
          codec: recording.codec,
          from_ms: recording.fromMs,
          length_ms: recording.lengthMs,
          sealed_bytes: recording.sealedBytes,
          peaks: [...recording.peaks],
          peak_step_ms: recording.peakStepMs,
          kept: recording.kept,
          created_at_ms: recording.createdAtMs,
        })
        .modifyEnd(TRAVELS_AHEAD)
        .execute();
    },
    observationsOf: async (lineId, campaignId) => {
      let wanted = observations().where(ofNumber(lineId));
      if (campaignId) wanted = wanted.where('campaign_id', '=', campaignId);
      return (await wanted.orderBy('started_at_ms').execute()).map(toObservation);
    },
    callsOf: async (lineId, sinceMs, most) => {
      const newest = await db
        .selectFrom('observations_as_read')
        .select(['started_at_ms', 'outcome'])
        .where(ofNumber(lineId))
        .where('started_at_ms', '>=', sinceMs)
        .orderBy('started_at_ms', 'desc')
        .limit(most)
        .execute();
      return newest
        .map((row) => ({
          startedAtMs: row.started_at_ms,
          outcome: row.outcome as CallOutcome,
        }))
        .toReversed();
    },
    observationsByLine: async (lineIds, campaignId) => {
      const { rows: shared } = await sql<{ asked: string; held: string }>`
        select l.id as asked, k.id as held from lines l join lines k on k.ledger_key = l.ledger_key
        where l.id = any(${[...lineIds]}::uuid[])`.execute(db);
      const askedBy = new Map<string, string[]>();
      for (const { asked, held } of shared) {
        const list = askedBy.get(held);
        if (list) list.push(asked);
        else askedBy.set(held, [asked]);
      }
      let wanted = observations().where(
        sql<boolean>`line_id = any(${[...askedBy.keys()]}::uuid[])`,
      );
      if (campaignId) wanted = wanted.where('campaign_id', '=', campaignId);
      const byLine = new Map<string, Observation[]>();
      for (const row of await wanted.orderBy('started_at_ms').execute()) {
        const observation = toObservation(row);
        for (const lineId of askedBy.get(row.line_id) ?? []) {
          const list = byLine.get(lineId);
          if (list) list.push(observation);
          else byLine.set(lineId, [observation]);
        }
      }
      return byLine;
    },
    observationMarks: async (lineIds) => {
      const { rows: marked } = await sql<{ id: string; mark: string }>`
        with asked as (select id, ledger_key from lines where id = any(${[...lineIds]}::uuid[])),
        sharing as (
          select k.id, k.ledger_key from lines k where k.ledger_key in (select ledger_key from asked)),
        seen as (
          select s.ledger_key, count(*) as calls, max(o.started_at_ms) as last_ms
          from observations o join sharing s on s.id = o.line_id group by s.ledger_key),
        changed as (
          select s.ledger_key, count(*) as times, count(c.until_ms) as ended, max(c.since_ms) as since_ms,
            max(c.until_ms) as until_ms
          from (select observation_id, since_ms, until_ms from rereadings
            union all select observation_id, since_ms, until_ms from calls_set_aside) c
          join observations o on o.id = c.observation_id join sharing s on s.id = o.line_id
          group by s.ledger_key)
        select asked.id, concat_ws('/', calls, last_ms, times, ended, since_ms, until_ms) as mark
        from asked join seen using (ledger_key) left join changed using (ledger_key)`.execute(db);
      return new Map(marked.map(({ id, mark }) => [id, mark]));
    },
    row: async (id) => {
      const row = await rows({ heard: true }).where('p.id', '=', id).executeTakeFirst();
      return row ? toProbeRow(row) : null;
    },
    ladderOf: async (probeId) => {
      const row = await db
        .selectFrom('observations')
        .select('ladder')
        .where('probe_id', '=', probeId)
        .executeTakeFirst();
      return (row?.ladder ?? []) as StoredLadderStep[];
    },
    recordingOf: async (probeId) => {
      const row = await db
        .selectFrom('recordings')
        .selectAll()
        .where('probe_id', '=', probeId)
        .executeTakeFirst();
      return row ? toRecording(row) : null;
    },
    page: async (query, scope, paging) => {
      let wanted = db.selectFrom('probes as p');
      if (scope !== 'all') {
        wanted = wanted.where(
          sql<boolean>`p.line_id in (select id from lines where department_id = any(${[...scope]}::uuid[]))`,
        );
      }
      if (query.lineId) wanted = wanted.where('p.line_id', '=', query.lineId);
      if (query.campaignId) wanted = wanted.where('p.campaign_id', '=', query.campaignId);
      if (query.state) wanted = wanted.where('p.state', '=', query.state);
      if (query.outcome?.length) wanted = wanted.where('p.outcome', 'in', query.outcome);
      if (query.fromMs !== undefined) wanted = wanted.where('p.planned_at_ms', '>=', query.fromMs);
      if (query.toMs !== undefined) wanted = wanted.where('p.planned_at_ms', '<', query.toMs);
      const { total } = await wanted
        .select(sql<number>`count(*)`.as('total'))
        .executeTakeFirstOrThrow();
      // What lists show is looked up for the page alone: a deep one is found in the index.
      const asked = wanted
        .select('p.id')
        .orderBy('p.planned_at_ms', 'desc')
        .orderBy('p.id')
        .limit(paging.pageSize)
        .offset((paging.page - 1) * paging.pageSize);
      const ids = (await asked.execute()).map(({ id }) => id);
      const found = await rows({ heard: false })
        .where(sql<boolean>`p.id = any(${ids}::uuid[])`)
        .orderBy('p.planned_at_ms', 'desc')
        .orderBy('p.id')
        .execute();
      return { items: found.map(toProbeRow), total, ...paging };
    },
    expiredRecordings: async (beforeMs, limit) =>
      (
        await db
          .selectFrom('recordings')
          .select('probe_id')
          .where('created_at_ms', '<', beforeMs)
          .where('kept', '=', false)
          .orderBy('created_at_ms')
          .limit(limit)
          .execute()
      ).map((row) => row.probe_id),
    forgetRecording: async (probeId) => {
      await db.deleteFrom('recordings').where('probe_id', '=', probeId).execute();
    },
    expiredObservations: async (beforeMs, limit) =>
      (
        await db
          .selectFrom('observations as o')
          .select('o.probe_id')
          .where('o.started_at_ms', '<', beforeMs)
          .where(
            sql<boolean>`not exists (select from verdicts v
              where v.line_id = o.line_id and v.until_ms is null and o.id = any(v.evidence))`,
          )
          .where(
            sql<boolean>`not exists (select from recordings r where r.probe_id = o.probe_id and r.kept)`,
          )
          .orderBy('o.started_at_ms')
          .limit(limit)
          .execute()
      ).map((row) => row.probe_id),
    forgetObservations: async (probeIds) => {
      const ofThese = sql<boolean>`probe_id = any(${[...probeIds]}::uuid[])`;
      await db.deleteFrom('recordings').where(ofThese).execute();
      await db.deleteFrom('observations').where(ofThese).execute();
    },
  };
}

/** Those made to the dialled number of a line: extensions of one switchboard share their calls. */
function ofNumber(lineId: string) {
  return sql<boolean>`line_id in (select k.id from lines k join lines l on l.ledger_key = k.ledger_key
    where l.id = ${lineId})`;
}

function toRecording(row: {
  codec: string;
  from_ms: number;
  length_ms: number;
  sealed_bytes: number;
  peaks: number[];
  peak_step_ms: number;
  kept: boolean;
  created_at_ms: number;
}): StoredRecording {
  return {
    codec: row.codec as StoredRecording['codec'],
    fromMs: row.from_ms,
    lengthMs: row.length_ms,
    sealedBytes: row.sealed_bytes,
    peaks: row.peaks,
    peakStepMs: row.peak_step_ms,
    kept: row.kept,
    createdAtMs: row.created_at_ms,
  };
}
