import type { Department, DepartmentTable } from '@everyline/domain';
import { sql } from 'kysely';

import type {
  DepartmentEvent,
  DepartmentHoldings,
  DepartmentImportResult,
  DepartmentStore,
} from '../../app/ports/store/departments.ts';
import type { Database } from '../database.ts';
import { mergeDepartments } from './merge-departments.ts';

interface Row {
  id: string;
  parent_id: string | null;
  name: string;
  area_code: string | null;
  code: string | null;
}

const columns = ['id', 'parent_id', 'name', 'area_code', 'code'] as const;

/** Key of the advisory lock of the tree. */
const treeLock = 716_105;

/** Rows of one insert: PostgreSQL takes 65,535 values in a statement. */
const BATCH = 1_000;

function toDepartment(row: Row): Department {
  return {
    id: row.id,
    parentId: row.parent_id,
    name: row.name,
    areaCode: row.area_code,
    code: row.code,
  };
}

function batches<T>(items: readonly T[]): T[][] {
  const all: T[][] = [];
  for (let at = 0; at < items.length; at += BATCH) all.push(items.slice(at, at + BATCH));
  return all;
}

export function departmentRepository(db: Database): DepartmentStore {
  const standing = () => db.selectFrom('departments').where('merged_into', 'is', null);
  return {
    all: async () => (await standing().select(columns).orderBy('name').execute()).map(toDepartment),
    scopes: async () =>
      (
        await db
          .selectFrom('departments')
          .select('id')
          .select(sql<string | null>`coalesce(merged_into, parent_id)`.as('parent_id'))
          .execute()
      ).map((row) => ({ id: row.id, parentId: row.parent_id })),
    views: async () => {
      const rows = await db
        .selectFrom('departments as d')
        .leftJoin('lines as l', 'l.department_id', 'd.id')
        .leftJoin('verdicts as v', (join) =>
          join.onRef('v.line_id', '=', 'l.id').on('v.until_ms', 'is', null),
        )
        .select(['d.id', 'd.parent_id', 'd.name', 'd.area_code', 'd.code'])
        .select(sql<number>`count(l.id)`.as('lines'))
        .select(
          sql<number>`count(l.id) filter (where v.kind not in ('healthy', 'undetermined'))`.as(
            'faulty',
          ),
        )
        .where('d.merged_into', 'is', null)
        .groupBy('d.id')
        .orderBy('d.name')
        .execute();
      const former = new Map<string, string[]>();
      for (const { department_id, name } of await db
        .selectFrom('department_former_names')
        .select(['department_id', 'name'])
        .orderBy('until_ms', 'desc')
        .execute()) {
        const names = former.get(department_id);
        if (names) names.push(name);
        else former.set(department_id, [name]);
      }
      return rows.map((row) => ({
        ...toDepartment(row),
        formerNames: former.get(row.id) ?? [],
        lines: row.lines,
        faulty: row.faulty,
      }));
    },
    byId: async (id) => {
      const row = await standing().select(columns).where('id', '=', id).executeTakeFirst();
      return row ? toDepartment(row) : null;
    },
    byName: async (name, parentId) => {
      let wanted = standing().select(columns).where('name', '=', name);
      if (parentId !== undefined)
        wanted = wanted.where('parent_id', 'is not distinct from', parentId);
      const rows = await wanted.limit(2).execute();
      const [only] = rows;
      return rows.length === 1 && only ? toDepartment(only) : null;
    },
    holdTree: async () => {
      await sql`select pg_advisory_xact_lock(${sql.lit(treeLock)})`.execute(db);
    },
    insert: async (...departments) => {
      for (const batch of batches(departments)) {
        await db
          .insertInto('departments')
          .values(
            batch.map((department) => ({
              id: department.id,
              parent_id: department.parentId,
              name: department.name,
              area_code: department.areaCode,
              code: department.code,
              created_at_ms: department.createdAtMs,
            })),
          )
          .execute();
      }
    },
    update: async (id, change) => {
      const values = {
        ...(change.parentId !== undefined && { parent_id: change.parentId }),
        ...(change.name !== undefined && { name: change.name }),
        ...(change.areaCode !== undefined && { area_code: change.areaCode }),
        ...(change.code !== undefined && { code: change.code }),
      };
      if (Object.keys(values).length === 0) return;
      await db.updateTable('departments').set(values).where('id', '=', id).execute();
    },
    formerNames: async () =>
      (
        await db
          .selectFrom('department_former_names')
          .select(['department_id', 'name'])
          .orderBy('until_ms')
          .execute()
      ).map((row) => ({ departmentId: row.department_id, name: row.name })),
    addFormerName: async ({ departmentId, name }, untilMs) => {
      await db
        .insertInto('department_former_names')
        .values({ department_id: departmentId, name, until_ms: untilMs })
        .onConflict((conflict) =>
          conflict.columns(['department_id', 'name']).doUpdateSet({ until_ms: untilMs }),
        )
        .execute();
    },
    dropFormerName: async ({ departmentId, name }) => {
      await db
        .deleteFrom('department_former_names')
        .where('department_id', '=', departmentId)
        .where('name', '=', name)
        .execute();
    },
    addEvents: async (events) => {
      for (const batch of batches(events)) {
        await db
          .insertInto('department_events')
          .values(
            batch.map((event) => ({
              department_id: event.departmentId,
              at_ms: event.atMs,
              by: event.by,
              kind: event.kind,
              before: event.before,
              after: event.after,
              detail: JSON.stringify(event.detail),
            })),
          )
          .execute();
      }
    },
    events: async (id) => {
      const { rows } = await sql<{
        id: number;
        department_id: string;
        at_ms: number;
        by: string;
        kind: DepartmentEvent['kind'];
        before: string | null;
        after: string | null;
        detail: DepartmentEvent['detail'];
      }>`
        with recursive taken as (
          select ${id}::uuid as id
          union select d.id from departments d join taken on d.merged_into = taken.id
        ) select e.* from department_events e where e.department_id in (select taken.id from taken)
        order by e.at_ms desc, e.id desc limit 500`.execute(db);
      return rows.map((row) => ({
        id: row.id,
        departmentId: row.department_id,
        atMs: row.at_ms,
        by: row.by,
        kind: row.kind,
        before: row.before,
        after: row.after,
        detail: row.detail,
      }));
    },
    holdings: async (id) => {
      const { rows } = await sql<DepartmentHoldings>`select
        (select count(*) from departments where parent_id = ${id}::uuid and merged_into is null) as departments,
        (select count(*) from lines where department_id = ${id}::uuid) as lines,
        (select count(*) from tickets where department_id = ${id}::uuid and state <> 'closed') as "openTickets",
        (select count(*) from tickets where department_id = ${id}::uuid) as tickets,
        (select count(*) from keepers where department_id = ${id}::uuid) as keepers,
        (select count(*) from auth_user where "departmentId" = ${id}) as accounts,
        (select count(*) from clearances where department_id = ${id}::uuid and withdrawn_at_ms is null) as clearances
      `.execute(db);
      const [holdings] = rows;
      if (!holdings) throw new Error('a select without from gave no row');
      return holdings;
    },
    lineIds: async (id) =>
      (
        await db
          .selectFrom('lines')
          .select('id')
          .where('department_id', '=', id)
          .orderBy('id')
          .execute()
      ).map((row) => row.id),
    merge: (fromId, intoId, about) => mergeDepartments(db, fromId, intoId, about),
    addImport: async (read) => {
      await db
        .insertInto('department_imports')
        .values({
          id: read.id,
          file: read.file,
          read_at_ms: read.readAtMs,
          read_by: read.readBy,
          content: JSON.stringify(read.table),
        })
        .execute();
    },
    import: async (id) => {
      const row = await db
        .selectFrom('department_imports')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      if (!row) return null;
      return {
        id: row.id,
        file: row.file,
        readAtMs: row.read_at_ms,
        readBy: row.read_by,
        table: row.content as DepartmentTable,
        appliedAtMs: row.applied_at_ms,
        result: row.result as DepartmentImportResult | null,
      };
    },
    importDone: async (id, { atMs, by, result }) => {
      const done = await db
        .updateTable('department_imports')
        .set({ applied_at_ms: atMs, applied_by: by, result: JSON.stringify(result) })
        .where('id', '=', id)
        .where('applied_at_ms', 'is', null)
        .executeTakeFirst();
      return done.numUpdatedRows > 0n;
    },
  };
}
