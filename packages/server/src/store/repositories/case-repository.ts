import type { CaseState, NoticeKind } from '@everyline/domain';
import { sql } from 'kysely';

import type {
  CaseNotice,
  CaseStep,
  CaseStepDetail,
  CaseStore,
  NewCaseStep,
} from '../../app/ports/store/cases.ts';
import type { Database } from '../database.ts';
import { narrowCases, selectCases, toCase, toCaseColumns } from './case-rows.ts';

export function caseRepository(db: Database): CaseStore {
  const select = () => selectCases(db);
  const addStep = async (id: string, step: NewCaseStep) => {
    await db
      .insertInto('case_steps')
      .values({
        case_id: id,
        at_ms: step.atMs,
        by: step.by,
        kind: step.kind,
        from_state: step.from ?? null,
        to_state: step.to ?? null,
        reason: step.reason ?? '',
        detail: JSON.stringify(step.detail ?? {}),
      })
      .execute();
  };
  const one = async (id: string) => {
    const row = await select().where('c.id', '=', id).executeTakeFirst();
    return row ? toCase(row) : null;
  };
  return {
    addStep,
    insert: async (begun, contact, step) => {
      await db
        .insertInto('cases')
        .values({ id: begun.id, ...toCaseColumns(begun) })
        .execute();
      if (contact !== null) {
        await db
          .insertInto('case_contacts')
          .values({
            case_id: begun.id,
            sealed: contact.sealed,
            shown_name: contact.name,
            shown_telephone: contact.telephone,
          })
          .execute();
      }
      await addStep(begun.id, step);
      return toCase(await select().where('c.id', '=', begun.id).executeTakeFirstOrThrow());
    },
    row: one,
    byNumber: async (number) => {
      const row = await select().where('c.number', '=', number).executeTakeFirst();
      return row ? toCase(row) : null;
    },
    held: async (id) => {
      await db.selectFrom('cases').select('id').where('id', '=', id).forUpdate().execute();
      return one(id);
    },
    save: async (moved, step) => {
      await db.updateTable('cases').set(toCaseColumns(moved)).where('id', '=', moved.id).execute();
      await addStep(moved.id, step);
    },
    steps: async (id) =>
      (
        await db
          .selectFrom('case_steps')
          .selectAll()
          .where('case_id', '=', id)
          .orderBy('id')
          .execute()
      ).map((row) => ({
        id: row.id,
        atMs: row.at_ms,
        by: row.by,
        kind: row.kind as CaseStep['kind'],
        from: row.from_state as CaseState | null,
        to: row.to_state as CaseState | null,
        reason: row.reason,
        detail: row.detail as CaseStepDetail,
      })),
    sealedContact: async (id) =>
      (
        await db
          .selectFrom('case_contacts')
          .select('sealed')
          .where('case_id', '=', id)
          .executeTakeFirst()
      )?.sealed ?? null,
    page: async (filter, scope, paging) => {
      const wanted = narrowCases(select(), filter, scope);
      const { total } = await wanted
        .clearSelect()
        .select(sql<number>`count(*)`.as('total'))
        .executeTakeFirstOrThrow();
      const closedLast = wanted.orderBy(sql`c.state = 'closed'`);
      const sorted =
        filter.sort === 'due'
          ? closedLast.orderBy('c.due_on')
          : filter.sort === 'number'
            ? wanted
            : closedLast.orderBy('c.received_at_ms', 'desc');
      const rows = await sorted
        .orderBy('c.number', 'desc')
        .limit(paging.pageSize)
        .offset((paging.page - 1) * paging.pageSize)
        .execute();
      return { items: rows.map(toCase), total, ...paging };
    },
    overdue: async (day, afterId, limit) => {
      let late = select().where('c.state', '<>', 'closed').where('c.due_on', '<', day);
      if (afterId !== null) late = late.where('c.id', '>', afterId);
      return (await late.orderBy('c.id').limit(limit).execute()).map(toCase);
    },
    noticesOf: async (ids) => {
      const rows = await db
        .selectFrom('case_notices')
        .selectAll()
        .where(sql<boolean>`case_id = any(${[...ids]}::uuid[])`)
        .orderBy('at_ms')
        .orderBy('level')
        .execute();
      const byCase = new Map<string, CaseNotice[]>();
      for (const row of rows) {
        const notice: CaseNotice = {
          kind: row.kind as NoticeKind,
          level: row.level,
          dueOn: row.due_on,
          atMs: row.at_ms,
          workingDaysOverdue: row.working_days_overdue,
          toDepartmentId: row.to_department_id,
        };
        byCase.set(row.case_id, [...(byCase.get(row.case_id) ?? []), notice]);
      }
      return byCase;
    },
    addNotice: async (id, notice) => {
      const result = await db
        .insertInto('case_notices')
        .values({
          case_id: id,
          due_on: notice.dueOn,
          kind: notice.kind,
          level: notice.level,
          at_ms: notice.atMs,
          working_days_overdue: notice.workingDaysOverdue,
          to_department_id: notice.toDepartmentId,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
    },
    addAttachment: async (attachment) => {
      await db
        .insertInto('case_attachments')
        .values({
          id: attachment.id,
          case_id: attachment.caseId,
          name: attachment.name,
          bytes: attachment.bytes,
          added_at_ms: attachment.addedAtMs,
          added_by: attachment.addedBy,
        })
        .execute();
    },
    attachments: async (caseId) =>
      (
        await db
          .selectFrom('case_attachments')
          .selectAll()
          .where('case_id', '=', caseId)
          .orderBy('id')
          .execute()
      ).map((row) => ({
        id: row.id,
        caseId: row.case_id,
        name: row.name,
        bytes: row.bytes,
        addedAtMs: row.added_at_ms,
        addedBy: row.added_by,
      })),
    hasCategory: async (code) =>
      (await db
        .selectFrom('cases')
        .select('id')
        .where('category', '=', code)
        .limit(1)
        .executeTakeFirst()) !== undefined,
  };
}
