import type { OwnerWord, Purpose } from '@everyline/domain';
import { sql } from 'kysely';

import type { OwnerStore, WaitingLine } from '../../app/ports/store/owners.ts';
import type { Database } from '../database.ts';
import {
  answered,
  filteredOwn,
  keeperOfRow,
  ownedLines,
  toOwnLine,
  withOwnView,
} from './own-line-query.ts';
import { ownerLinkRepository } from './owner-link-repository.ts';
import { pageOf } from './page-of.ts';

export function ownerRepository(db: Database): OwnerStore {
  /** Lines that wait for their owner, with whom to ask. */
  const asked = () =>
    db
      .selectFrom('lines as l')
      .leftJoin('keepers as k', 'k.id', 'l.keeper_id')
      .select(['l.id', 'l.department_id', 'l.confirm_due_ms', 'l.confirm_stage', 'l.keeper_id'])
      .select(['k.department_id as keeper_department', 'k.account_id', 'k.name as keeper_name'])
      .select(['k.telephone', 'k.email'])
      .where('l.state', '=', 'active')
      .where('l.department_id', 'is not', null);
  type Row = Awaited<ReturnType<ReturnType<typeof asked>['execute']>>[number];
  const toWaiting = (row: Row): WaitingLine => ({
    id: row.id,
    departmentId: row.department_id ?? '',
    keeper: keeperOfRow(row),
    dueMs: row.confirm_due_ms ?? 0,
    stage: row.confirm_stage,
  });

  return {
    ...ownerLinkRepository(db),
    addVersion: async (one) => {
      const { version } = await db
        .updateTable('lines')
        .set((eb) => ({ version: eb('version', '+', 1), confirm_due_ms: null, confirm_stage: 0 }))
        .where('id', '=', one.lineId)
        .returning('version')
        .executeTakeFirstOrThrow();
      await db
        .insertInto('line_versions')
        .values({
          line_id: one.lineId,
          version,
          at_ms: one.atMs,
          by: one.by,
          reason: one.reason,
          since_day: one.sinceDay,
          late_working_days: one.lateWorkingDays,
          changes: JSON.stringify(one.changes),
          successor_id: one.successorId,
        })
        .execute();
    },
    versions: async (lineId) =>
      (
        await db
          .selectFrom('line_versions')
          .selectAll()
          .where('line_id', '=', lineId)
          .orderBy('version', 'desc')
          .limit(100)
          .execute()
      ).map((row) => ({
        lineId: row.line_id,
        version: row.version,
        atMs: row.at_ms,
        by: row.by,
        reason: row.reason,
        sinceDay: row.since_day,
        lateWorkingDays: row.late_working_days,
        changes: row.changes,
        successorId: row.successor_id,
      })),
    standing: async (lineId) => {
      const row = await db
        .selectFrom('lines')
        .select(['version', 'confirm_due_ms'])
        .where('id', '=', lineId)
        .executeTakeFirstOrThrow();
      return { version: row.version, dueMs: row.confirm_due_ms };
    },
    heldVersion: async (lineId) =>
      (
        await db
          .selectFrom('lines')
          .select('version')
          .where('id', '=', lineId)
          .forUpdate()
          .executeTakeFirstOrThrow()
      ).version,
    addAnswer: async (one) => {
      await db
        .insertInto('owner_answers')
        .values({
          id: one.id,
          line_id: one.lineId,
          version: one.version,
          department_id: one.departmentId,
          word: one.word,
          dispute: one.dispute === null ? null : JSON.stringify(one.dispute),
          at_ms: one.atMs,
          by: one.by,
          by_link: one.byLink,
          valid_to_ms: one.validToMs,
        })
        .execute();
    },
    answers: async (lineId) =>
      (
        await db
          .selectFrom('owner_answers')
          .selectAll()
          .where('line_id', '=', lineId)
          .orderBy('sequence', 'desc')
          .limit(100)
          .execute()
      ).map((row) => ({
        id: row.id,
        lineId: row.line_id,
        version: row.version,
        departmentId: row.department_id,
        word: row.word as OwnerWord,
        dispute: row.dispute,
        atMs: row.at_ms,
        by: row.by,
        byLink: row.by_link,
        validToMs: row.valid_to_ms,
      })),
    setDue: async (lineIds, dueMs, stage) => {
      await db
        .updateTable('lines')
        .set({ confirm_due_ms: dueMs, confirm_stage: stage })
        .where(sql<boolean>`id = any(${[...lineIds]}::uuid[])`)
        .execute();
    },

    own: async (filter, nowMs, { page, pageSize }) =>
      (
        await withOwnView(filteredOwn(db, filter, nowMs), nowMs)
          .orderBy(answered(nowMs))
          .orderBy('l.confirm_due_ms')
          .orderBy('l.dialled')
          .orderBy('l.id')
          .limit(pageSize)
          .offset((page - 1) * pageSize)
          .execute()
      ).map(toOwnLine),
    counts: async (filter, nowMs) =>
      filteredOwn(db, filter, nowMs)
        .select(sql<number>`count(*)`.as('all'))
        .select(sql<number>`count(*) filter (where not ${answered(nowMs)})`.as('waiting'))
        .executeTakeFirstOrThrow(),
    progress: async (scope, nowMs) => {
      const holds = sql`${answered(nowMs)} and a.word =`;
      const rows = await filteredOwn(db, { scope }, nowMs)
        .select(['l.department_id', 'd.name'])
        .select(sql<number>`count(*)`.as('lines'))
        .select(sql<number>`count(l.keeper_id)`.as('kept'))
        .select(sql<number>`count(*) filter (where ${holds} 'confirmed')`.as('confirmed'))
        .select(sql<number>`count(*) filter (where ${holds} 'disputed')`.as('disputed'))
        .select(
          sql<number>`count(*) filter (where not ${answered(nowMs)}
            and l.confirm_due_ms <= ${nowMs})`.as('overdue'),
        )
        .groupBy(['l.department_id', 'd.name'])
        .orderBy('d.name')
        .execute();
      return rows.map(({ department_id, name, ...counts }) => ({
        department: { id: department_id ?? '', name: name ?? '' },
        ...counts,
      }));
    },

    unasked: async (most) =>
      (
        await asked()
          .where('l.confirm_due_ms', 'is', null)
          .where('l.confirm_stage', '=', 0)
          .orderBy('l.id')
          .limit(most)
          .execute()
      ).map(toWaiting),
    waiting: async (dueBeforeMs, after, most) =>
      (
        await asked()
          .where('l.confirm_due_ms', '<=', dueBeforeMs)
          .where('l.confirm_stage', '<', 3)
          .$if(after !== null, (query) => query.where('l.id', '>', after ?? ''))
          .orderBy('l.id')
          .limit(most)
          .execute()
      ).map(toWaiting),
    advance: async (lineIds, stage) =>
      (
        await db
          .updateTable('lines')
          .set({ confirm_stage: stage })
          .where(sql<boolean>`id = any(${[...lineIds]}::uuid[])`)
          .where('confirm_stage', '<', stage)
          .where('confirm_due_ms', 'is not', null)
          .returning('id')
          .execute()
      ).map(({ id }) => id),

    unowned: ({ q, withDenied }, paging) => {
      const denied = sql<boolean>`(a.id is not null and a.version = l.version
        and a.dispute ->> 'kind' = 'not_ours')`;
      const found = () => {
        const part = `%${(q ?? '').trim().replace(/[\\%_]/g, '\\$&')}%`;
        return ownedLines(db)
          .where(
            withDenied
              ? sql<boolean>`(l.department_id is null or ${denied})`
              : sql<boolean>`l.department_id is null`,
          )
          .$if(q !== undefined && q.trim() !== '', (query) =>
            query.where(
              sql<boolean>`(l.dialled ilike ${part} or l.owner ilike ${part}
                or array_to_string(l.services, ' ') ilike ${part})`,
            ),
          );
      };
      return pageOf(
        paging,
        found().select(sql<number>`count(*)`.as('total')),
        found()
          .select(['l.id', 'l.dialled', 'l.area_code', 'l.extension', 'l.owner', 'l.services'])
          .select(['l.purpose', 'l.department_id', 'd.name', 'a.at_ms', 'a.dispute'])
          .select(denied.as('denied'))
          .select(
            sql<number>`(select count(*) from listings g where g.line_id = l.id)`.as('listings'),
          )
          .orderBy('l.owner')
          .orderBy('l.dialled')
          .orderBy('l.id'),
        (row) => ({
          id: row.id,
          number: { dialled: row.dialled, areaCode: row.area_code, extension: row.extension },
          owner: row.owner,
          services: row.services,
          purpose: row.purpose as Purpose,
          listings: row.listings,
          department:
            row.department_id === null ? null : { id: row.department_id, name: row.name ?? '' },
          denied:
            row.denied && row.dispute !== null
              ? { dispute: row.dispute, atMs: row.at_ms ?? 0 }
              : null,
        }),
      );
    },
  };
}
