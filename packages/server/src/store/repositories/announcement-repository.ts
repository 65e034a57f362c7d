import type { AnnouncementWord, CallOutcome } from '@everyline/domain';
import { sql } from 'kysely';

import type {
  AnnouncementGroupStore,
  AnnouncementProgress,
  Hearing,
} from '../../app/ports/store/announcement-groups.ts';
import type { Database } from '../database.ts';
import {
  heardAnnouncements,
  inOrder,
  insideScope,
  listed,
  ofIds,
  stateWord,
  toAnnouncementRow,
  type HeardAnnouncementRow,
} from './announcement-rows.ts';

/** Names the lock that whoever changes groups or words holds. */
const groupsLock = 7_166_231;

const columnIn = (column: string, ids: readonly string[]) =>
  sql<boolean>`${sql.ref(column)} = any(${[...ids]}::uuid[])`;

function toHearing(row: {
  observation_id: string;
  announcement_id: string;
  from_ms: number;
  to_ms: number;
  bit_error_rate: number;
  print_id: string | null;
}): Hearing {
  return {
    observationId: row.observation_id,
    announcementId: row.announcement_id,
    fromMs: row.from_ms,
    toMs: row.to_ms,
    bitErrorRate: row.bit_error_rate,
    printId: row.print_id,
  };
}

export function announcementRepository(db: Database): AnnouncementGroupStore {
  const row: AnnouncementGroupStore['row'] = async (id, scope) => {
    const asked = await db
      .selectFrom('announcements')
      .select('merged_into')
      .where('id', '=', id)
      .executeTakeFirst();
    if (!asked) return null;
    if (asked.merged_into !== null) return row(asked.merged_into, scope);
    const { rows } = await heardAnnouncements(scope, ofIds([id])).execute(db);
    return rows[0] ? toAnnouncementRow(rows[0]) : null;
  };
  return {
    lock: async () => {
      await sql`select pg_advisory_xact_lock(${groupsLock})`.execute(db);
    },

    ungrouped: async (limit) => {
      const { rows } = await sql<{
        observation_id: string;
        from_ms: number;
        to_ms: number;
        print: Uint8Array;
      }>`
        select p.observation_id, p.from_ms, p.to_ms, p.print
        from observation_prints p join observations o on o.id = p.observation_id
        where not exists (select from announcement_hearings h
          where h.observation_id = p.observation_id and h.from_ms = p.from_ms)
        order by o.started_at_ms, o.id, p.from_ms limit ${limit}`.execute(db);
      return rows.map((one) => ({
        observationId: one.observation_id,
        fromMs: one.from_ms,
        toMs: one.to_ms,
        print: one.print,
      }));
    },
    prints: async () =>
      (
        await db
          .selectFrom('announcement_prints as p')
          .innerJoin('announcements as a', 'a.id', 'p.announcement_id')
          .select(['p.id', 'p.announcement_id', 'p.length_ms', 'a.word'])
          .orderBy('p.id')
          .execute()
      ).map((one) => ({
        id: one.id,
        announcementId: one.announcement_id,
        word: one.word as AnnouncementWord | null,
        lengthMs: one.length_ms,
      })),
    printBytes: async (ids) => {
      const rows = await db
        .selectFrom('announcement_prints')
        .select(['id', 'print'])
        .where(columnIn('id', ids))
        .execute();
      return new Map(rows.map((one) => [one.id, one.print]));
    },
    stretchPrint: async (observationId, fromMs) => {
      const { rows } = await sql<{ print: Uint8Array }>`
        select print from observation_prints
        where observation_id = ${observationId} and from_ms = ${fromMs}`.execute(db);
      return rows[0]?.print ?? null;
    },
    apart: async () =>
      (await db.selectFrom('announcements_apart').selectAll().execute()).map(
        ({ one, other }): [string, string] => [one, other],
      ),
    keepApart: async (one, other) => {
      const [lesser, greater] = one < other ? [one, other] : [other, one];
      await db
        .insertInto('announcements_apart')
        .values({ one: lesser, other: greater })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    insert: async (announcement) => {
      await db
        .insertInto('announcements')
        .values({
          id: announcement.id,
          proposed_label: announcement.proposal?.label ?? null,
          proposed_origin: announcement.proposal?.origin ?? null,
          text: announcement.text ?? '',
          imported_calls: announcement.importedCalls ?? 0,
          imported_numbers: announcement.importedNumbers ?? 0,
          created_at_ms: announcement.createdAtMs,
          word: null,
          labelled_by: null,
          labelled_at_ms: null,
          sample_length_ms: null,
          sample_loss_share: null,
          exported_at_ms: null,
          merged_into: null,
        })
        .execute();
    },
    addPrint: async (print) => {
      await db
        .insertInto('announcement_prints')
        .values({
          id: print.id,
          announcement_id: print.announcementId,
          print: Buffer.from(print.bytes),
          length_ms: print.lengthMs,
          created_at_ms: print.createdAtMs,
        })
        .execute();
    },
    addHearing: async (hearing) => {
      await db
        .insertInto('announcement_hearings')
        .values({
          observation_id: hearing.observationId,
          from_ms: hearing.fromMs,
          to_ms: hearing.toMs,
          announcement_id: hearing.announcementId,
          bit_error_rate: hearing.bitErrorRate,
          print_id: hearing.printId,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    moveHearings: async (observationIds, from, into) => {
      const moved = await db
        .updateTable('announcement_hearings')
        .set({ announcement_id: into })
        .where('announcement_id', '=', from)
        .where(columnIn('observation_id', observationIds))
        .returning('print_id')
        .execute();
      const prints = moved.flatMap(({ print_id }) => print_id ?? []);
      await db
        .updateTable('announcement_prints')
        .set({ announcement_id: into })
        .where(columnIn('id', prints))
        .execute();
      return moved.length;
    },
    absorb: async (into, ids) => {
      if (ids.length === 0) return;
      const { rows } = await sql<{ calls: number; numbers: number }>`
        select coalesce(sum(imported_calls), 0)::bigint as calls,
          coalesce(max(imported_numbers), 0) as numbers
        from announcements where id = any(${[...ids]}::uuid[])`.execute(db);
      for (const table of ['announcement_hearings', 'announcement_prints'] as const) {
        await db
          .updateTable(table)
          .set({ announcement_id: into })
          .where(columnIn('announcement_id', ids))
          .execute();
      }
      await db
        .updateTable('announcements')
        .set({ merged_into: into })
        .where((eb) => eb.or([columnIn('id', ids), columnIn('merged_into', ids)]))
        .execute();
      await db
        .updateTable('announcements')
        .set((eb) => ({
          imported_calls: eb('imported_calls', '+', rows[0]?.calls ?? 0),
          imported_numbers: sql<number>`greatest(imported_numbers, ${rows[0]?.numbers ?? 0})`,
        }))
        .where('id', '=', into)
        .execute();
      await sql`insert into announcements_apart (one, other)
        select distinct least(${into}::uuid, x.kept), greatest(${into}::uuid, x.kept)
        from (select case when one = any(${[...ids]}::uuid[]) then other else one end as kept
          from announcements_apart
          where one = any(${[...ids]}::uuid[]) or other = any(${[...ids]}::uuid[])) x
        where x.kept <> ${into}::uuid on conflict do nothing`.execute(db);
    },
    forgetHeardOnce: async (beforeMs) => {
      const { numAffectedRows } = await sql`
        delete from announcement_prints p using announcements a
        where a.id = p.announcement_id and a.word is null and a.proposed_label is null
          and a.imported_calls = 0 and p.created_at_ms < ${beforeMs}
          and a.heard_calls < 2`.execute(db);
      return Number(numAffectedRows ?? 0n);
    },

    row,
    page: async (filter, scope, paging) => {
      const { rows: ordered } = await inOrder(filter, scope).execute(db);
      const ids = ordered
        .slice((paging.page - 1) * paging.pageSize, paging.page * paging.pageSize)
        .map(({ id }) => id);
      const { rows } = await heardAnnouncements(scope, ofIds(ids)).execute(db);
      const byId = new Map(rows.map((one) => [one.id, toAnnouncementRow(one)]));
      return { items: ids.flatMap((id) => byId.get(id) ?? []), total: ordered.length, ...paging };
    },
    progress: async (scope, sinceMs) => {
      const { rows } = await sql<{ state: string; announcements: number; since: number }>`
        select ${stateWord} as state, count(*) as announcements,
          count(*) filter (where a.labelled_at_ms >= ${sinceMs}) as since
        from announcements a where a.merged_into is null and ${listed({})} and ${
          scope === 'all'
            ? sql`true`
            : sql`a.id in (select h.announcement_id from announcement_hearings h
                join lines l on l.id = h.line_id where ${insideScope(scope)})`
        } group by 1`.execute(db);
      const { rows: waiting } = await sql<{ numbers: number }>`
        select count(distinct l.ledger_key) as numbers
        from announcements a join announcement_hearings h on h.announcement_id = a.id
          join lines l on l.id = h.line_id
        where a.merged_into is null and a.word is null and a.heard_calls >= 2
          and ${insideScope(scope)}`.execute(db);
      const of = (state: string) => rows.find((one) => one.state === state)?.announcements ?? 0;
      const progress: AnnouncementProgress = {
        unlabelled: of('unlabelled'),
        proposed: of('proposed'),
        labelled: of('labelled'),
        dismissed: of('dismissed'),
        numbersWaiting: waiting[0]?.numbers ?? 0,
        labelledSince: rows.reduce((sum, one) => sum + one.since, 0),
      };
      return progress;
    },
    outcomesOf: async (ids, scope) => {
      const { rows } = await sql<{
        id: string;
        outcome: CallOutcome;
        calls: number;
        numbers: number;
      }>`
        select h.announcement_id as id, h.outcome, count(distinct h.observation_id) as calls,
          count(distinct l.ledger_key) as numbers
        from announcement_hearings h join lines l on l.id = h.line_id
        where h.announcement_id = any(${[...ids]}::uuid[]) and ${insideScope(scope)}
        group by h.announcement_id, h.outcome order by calls desc, h.outcome`.execute(db);
      return rows;
    },
    calls: async (id, scope, limit) => {
      const { rows } = await sql<{
        probe_id: string;
        line_id: string;
        dialled: string;
        area_code: string | null;
        extension: string | null;
        at_ms: number;
        from_ms: number;
        to_ms: number;
        outcome: CallOutcome;
        department_id: string | null;
      }>`
        select o.probe_id, o.line_id, l.dialled, l.area_code, l.extension, o.started_at_ms as at_ms,
          h.from_ms, h.to_ms, o.outcome, l.department_id
        from announcement_hearings h join observations_as_read o on o.id = h.observation_id
          join lines l on l.id = o.line_id
        where h.announcement_id = ${id} and ${insideScope(scope)}
        order by o.started_at_ms desc, h.from_ms limit ${limit}`.execute(db);
      return rows.map((one) => ({
        probeId: one.probe_id,
        lineId: one.line_id,
        dialled: one.dialled,
        areaCode: one.area_code,
        extension: one.extension,
        atMs: one.at_ms,
        fromMs: one.from_ms,
        toMs: one.to_ms,
        outcome: one.outcome,
        departmentId: one.department_id,
      }));
    },
    wordsOf: async (ids) => {
      const { rows } = await sql<{ id: string; word: AnnouncementWord | null }>`
        select a.id, coalesce(m.word, a.word) as word
        from announcements a left join announcements m on m.id = a.merged_into
        where a.id = any(${[...ids]}::uuid[])`.execute(db);
      return new Map(rows.map((one) => [one.id, one.word]));
    },
    sampleCandidates: async (id, limit) => {
      const { rows } = await sql<{
        probe_id: string;
        from_ms: number;
        to_ms: number;
        media: { packets: number; lost: number; late: number } | null;
        codec: 'PCMA' | 'PCMU';
        recorded_from_ms: number;
      }>`
        select o.probe_id, h.from_ms, h.to_ms, o.media, r.codec, r.from_ms as recorded_from_ms
        from announcement_hearings h join observations o on o.id = h.observation_id
          join recordings r on r.probe_id = o.probe_id
        where h.announcement_id = ${id}
        order by h.to_ms - h.from_ms desc, o.id, h.from_ms limit ${limit}`.execute(db);
      return rows.map((one) => ({
        probeId: one.probe_id,
        fromMs: one.from_ms,
        toMs: one.to_ms,
        lossShare: one.media
          ? (one.media.lost + one.media.late) / Math.max(1, one.media.packets + one.media.lost)
          : 0,
        recording: { codec: one.codec, fromMs: one.recorded_from_ms },
      }));
    },
    hearingsOf: async (ids) =>
      (
        await db
          .selectFrom('announcement_hearings')
          .selectAll()
          .where(columnIn('announcement_id', ids))
          .orderBy('observation_id')
          .orderBy('from_ms')
          .execute()
      ).map(toHearing),
    knownIn: async (observationId) => {
      const { rows } = await sql<{
        id: string;
        word: AnnouncementWord | null;
        from_ms: number;
        to_ms: number;
      }>`
        select a.id, a.word, h.from_ms, h.to_ms
        from announcement_hearings h join announcements a on a.id = h.announcement_id
        where h.observation_id = ${observationId}
          and (a.word is not null or a.proposed_label is not null or a.imported_calls > 0
            or a.heard_calls >= 2)
        order by h.from_ms`.execute(db);
      return rows.map((one) => ({
        id: one.id,
        word: one.word,
        fromMs: one.from_ms,
        toMs: one.to_ms,
      }));
    },
    labelledIn: async (observationIds) =>
      (
        await db
          .selectFrom('announcement_hearings as h')
          .innerJoin('announcements as a', 'a.id', 'h.announcement_id')
          .selectAll('h')
          .select('a.word')
          .where('a.word', 'is not', null)
          .where(columnIn('h.observation_id', observationIds))
          .orderBy('h.observation_id')
          .orderBy('h.from_ms')
          .execute()
      ).map((one) => ({ ...toHearing(one), word: one.word as AnnouncementWord })),

    setWord: async (id, word) => {
      await db
        .updateTable('announcements')
        .set({
          word: word?.word ?? null,
          labelled_by: word?.by ?? null,
          labelled_at_ms: word?.atMs ?? null,
        })
        .where('id', '=', id)
        .execute();
    },
    setText: async (id, text) => {
      await db.updateTable('announcements').set({ text }).where('id', '=', id).execute();
    },
    setProposal: async (id, proposal, heard) => {
      await db
        .updateTable('announcements')
        .set({
          proposed_label: proposal.label,
          proposed_origin: proposal.origin,
          imported_calls: sql<number>`greatest(imported_calls, ${heard.calls}::integer)`,
          imported_numbers: sql<number>`greatest(imported_numbers, ${heard.numbers}::integer)`,
        })
        .where('id', '=', id)
        .execute();
    },
    sampleOf: async (id) => {
      const one = await db
        .selectFrom('announcements')
        .select(['sample_length_ms', 'sample_loss_share'])
        .where('id', '=', id)
        .executeTakeFirst();
      return one?.sample_length_ms == null
        ? null
        : { lengthMs: one.sample_length_ms, lossShare: one.sample_loss_share ?? 0 };
    },
    setSample: async (id, sample) => {
      await db
        .updateTable('announcements')
        .set({ sample_length_ms: sample.lengthMs, sample_loss_share: sample.lossShare })
        .where('id', '=', id)
        .execute();
    },
    setExported: async (ids, atMs) => {
      await db
        .updateTable('announcements')
        .set({ exported_at_ms: atMs })
        .where(columnIn('id', ids))
        .execute();
    },
    labelled: async () => {
      const { rows } = await sql<HeardAnnouncementRow>`
        select a.* from (${heardAnnouncements(
          'all',
          sql`a.word is not null and a.word <> 'no_announcement'`,
        )}) a
        order by a.numbers desc, a.id`.execute(db);
      return rows.map(toAnnouncementRow);
    },
  };
}
