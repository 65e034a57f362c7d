import type { CallOutcome, Observation } from '@everyline/domain';
import { sql } from 'kysely';

import type { Reread, RereadingStore } from '../../app/ports/store/rereadings.ts';
import type { Database } from '../database.ts';
import { observationColumns, toObservation } from './observation-rows.ts';

const among = (column: string, ids: readonly string[]) =>
  sql<boolean>`${sql.ref(column)} = any(${[...ids]}::uuid[])`;

export function rereadingRepository(db: Database): RereadingStore {
  return {
    raw: async (ids) =>
      (
        await db
          .selectFrom('observations')
          .select(observationColumns)
          .where(among('id', ids))
          .orderBy('started_at_ms')
          .orderBy('id')
          .execute()
      ).map(toObservation),
    current: async (ids) => {
      const rows = await db
        .selectFrom('rereadings')
        .selectAll()
        .where(among('observation_id', ids))
        .where('until_ms', 'is', null)
        .execute();
      return new Map(
        rows.map((row): [string, Reread] => [
          row.observation_id,
          {
            outcome: row.outcome as CallOutcome,
            confidence: row.confidence,
            decidedBy: row.decided_by as Observation['decidedBy'],
            readings: row.readings as Observation['readings'],
            timeToPersonMs: row.time_to_person_ms,
            keptMs: row.kept_ms,
            announcementId: row.announcement_id,
          },
        ]),
      );
    },
    heardUnanswered: async (ids) => {
      const { rows } = await sql<{
        observation_id: string;
        announcement_id: string;
        from_ms: number;
        to_ms: number;
        numbers: number;
      }>`
        with asked as (
          select h.observation_id, h.announcement_id, h.from_ms, h.to_ms, l.ledger_key, l.department_id
          from announcement_hearings h
            join announcements a on a.id = h.announcement_id and a.word is null
            join lines l on l.id = h.line_id
          where h.observation_id = any(${[...ids]}::uuid[])
        ), unanswered as (
          select distinct h.announcement_id, l.ledger_key, l.department_id
          from announcement_hearings h join lines l on l.id = h.line_id
          where h.announcement_id in (select announcement_id from asked) and h.unanswered_voice
        )
        select asked.observation_id, asked.announcement_id, asked.from_ms, asked.to_ms,
          count(distinct u.ledger_key)::int as numbers
        from asked join unanswered u on u.announcement_id = asked.announcement_id
          and u.ledger_key <> asked.ledger_key
          and u.department_id is distinct from asked.department_id
        group by 1, 2, 3, 4 order by 1, 3`.execute(db);
      return rows.map((row) => ({
        observationId: row.observation_id,
        announcementId: row.announcement_id,
        fromMs: row.from_ms,
        toMs: row.to_ms,
        unansweredNumbers: row.numbers,
      }));
    },
    answeredWith: async (ids, leastUnanswered) => {
      const { rows } = await sql<{ observation_id: string }>`
        with unanswered as (
          select h.announcement_id
          from announcement_hearings h join lines l on l.id = h.line_id
          where h.announcement_id = any(${[...ids]}::uuid[]) and h.unanswered_voice
          group by h.announcement_id having count(distinct l.ledger_key) >= ${leastUnanswered}
        )
        select distinct h.observation_id
        from announcement_hearings h
          join announcements a on a.id = h.announcement_id and a.word is null
          join observations o on o.id = h.observation_id
        where h.announcement_id = any(${[...ids]}::uuid[])
          and h.to_ms > (o.timings ->> 'answerMs')::float8
          and (h.announcement_id in (select announcement_id from unanswered)
            or exists (select from rereadings r
              where r.observation_id = h.observation_id and r.until_ms is null
                and r.announcement_id = h.announcement_id))`.execute(db);
      return rows.map((row) => row.observation_id);
    },
    replace: async (changes, atMs, by) => {
      if (changes.length === 0) return;
      await db
        .updateTable('rereadings')
        .set({ until_ms: atMs })
        .where(
          among(
            'observation_id',
            changes.map(({ observationId }) => observationId),
          ),
        )
        .where('until_ms', 'is', null)
        .execute();
      const rows = changes.flatMap(({ id, observationId, reread }) =>
        reread === null
          ? []
          : [
              {
                id,
                observation_id: observationId,
                announcement_id: reread.announcementId,
                outcome: reread.outcome,
                confidence: reread.confidence,
                decided_by: reread.decidedBy,
                readings: JSON.stringify(reread.readings),
                time_to_person_ms: reread.timeToPersonMs,
                kept_ms: reread.keptMs,
                since_ms: atMs,
                until_ms: null,
                by,
              },
            ],
      );
      for (let from = 0; from < rows.length; from += 1_000) {
        await db
          .insertInto('rereadings')
          .values(rows.slice(from, from + 1_000))
          .execute();
      }
    },
    askVerdicts: async (ids, atMs) => {
      const { rows } = await sql<{ line_id: string }>`
        insert into verdicts_due (line_id, asked_at_ms)
        select distinct k.id, ${atMs}::bigint from observations o
          join lines l on l.id = o.line_id join lines k on k.ledger_key = l.ledger_key
          where o.id = any(${[...ids]}::uuid[]) and k.state = 'active'
        on conflict (line_id) do update
          set asked_at_ms = greatest(verdicts_due.asked_at_ms + 1, excluded.asked_at_ms)
        returning line_id`.execute(db);
      return rows.length;
    },
    dueVerdicts: async (limit) =>
      (
        await db
          .selectFrom('verdicts_due')
          .selectAll()
          .orderBy('asked_at_ms')
          .orderBy('line_id')
          .limit(limit)
          .execute()
      ).map((row) => ({ lineId: row.line_id, askedAtMs: row.asked_at_ms })),
    settleVerdict: async (lineId, askedAtMs) => {
      await db
        .deleteFrom('verdicts_due')
        .where('line_id', '=', lineId)
        .where('asked_at_ms', '=', askedAtMs)
        .execute();
    },
  };
}
