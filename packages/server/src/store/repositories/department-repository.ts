import type { Department } from '@everyline/domain';
import { sql } from 'kysely';

import type { DepartmentStore } from '../../app/ports/store/departments.ts';
import type { Database } from '../database.ts';

interface Row {
  id: string;
  parent_id: string | null;
  name: string;
  area_code: string | null;
}

const columns = ['id', 'parent_id', 'name', 'area_code'] as const;

function toDepartment(row: Row): Department {
  return { id: row.id, parentId: row.parent_id, name: row.name, areaCode: row.area_code };
}

export function departmentRepository(db: Database): DepartmentStore {
  return {
    all: async () =>
      (await db.selectFrom('departments').select(columns).orderBy('name').execute()).map(
        toDepartment,
      ),
    views: async () => {
      const rows = await db
        .selectFrom('departments as d')
        .leftJoin('lines as l', 'l.department_id', 'd.id')
        .leftJoin('verdicts as v', (join) =>
          join.onRef('v.line_id', '=', 'l.id').on('v.until_ms', 'is', null),
        )
        .select(['d.id', 'd.parent_id', 'd.name', 'd.area_code'])
        .select(sql<number>`count(l.id)`.as('lines'))
        .select(
          sql<number>`count(l.id) filter (where v.kind not in ('healthy', 'undetermined'))`.as(
            'faulty',
          ),
        )
        .groupBy('d.id')
        .orderBy('d.name')
        .execute();
      return rows.map((row) => ({ ...toDepartment(row), lines: row.lines, faulty: row.faulty }));
    },
    byId: async (id) => {
      const row = await db
        .selectFrom('departments')
        .select(columns)
        .where('id', '=', id)
        .executeTakeFirst();
      return row ? toDepartment(row) : null;
    },
    byName: async (name, parentId) => {
      let wanted = db.selectFrom('departments').select(columns).where('name', '=', name);
      if (parentId !== undefined)
        wanted = wanted.where('parent_id', 'is not distinct from', parentId);
      const rows = await wanted.limit(2).execute();
      const [only] = rows;
      return rows.length === 1 && only ? toDepartment(only) : null;
    },
    insert: async (department) => {
      await db
        .insertInto('departments')
        .values({
          id: department.id,
          parent_id: department.parentId,
          name: department.name,
          area_code: department.areaCode,
          created_at_ms: department.createdAtMs,
        })
        .execute();
    },
    update: async (id, change) => {
      const values = {
        ...(change.parentId !== undefined && { parent_id: change.parentId }),
        ...(change.name !== undefined && { name: change.name }),
        ...(change.areaCode !== undefined && { area_code: change.areaCode }),
      };
      if (Object.keys(values).length === 0) return;
      await db.updateTable('departments').set(values).where('id', '=', id).execute();
    },
  };
}
