import { sql } from 'kysely';

import type { SourceRow, SourceStore } from '../../app/ports/store/sources.ts';
import type { Database } from '../database.ts';
import { conflictRepository } from './conflict-repository.ts';
import { listingRepository } from './listing-repository.ts';
import { pageOf } from './page-of.ts';

/** Columns of `sources` by the fields of a source. */
const columns = {
  name: 'name',
  format: 'format',
  origin: 'origin',
  publishedOn: 'published_on',
  areaCode: 'area_code',
  departmentId: 'department_id',
  sha256: 'sha256',
  bytes: 'bytes',
  sample: 'sample',
  readAtMs: 'read_at_ms',
  readBy: 'read_by',
  importedAtMs: 'imported_at_ms',
  state: 'state',
  failure: 'failure',
  supersededBy: 'superseded_by',
  listings: 'listings',
  newNumbers: 'new_numbers',
  knownNumbers: 'known_numbers',
  conflicts: 'conflicts',
  rejects: 'rejects',
} as const satisfies Record<keyof Omit<SourceRow, 'id'>, string>;

type Row = Awaited<ReturnType<ReturnType<typeof selectSources>['execute']>>[number];

function selectSources(db: Database) {
  return db.selectFrom('sources').selectAll();
}

function toSource(row: Row): SourceRow {
  return {
    id: row.id,
    name: row.name,
    format: row.format,
    origin: row.origin,
    publishedOn: row.published_on,
    areaCode: row.area_code,
    departmentId: row.department_id,
    sha256: row.sha256,
    bytes: row.bytes,
    sample: row.sample,
    readAtMs: row.read_at_ms,
    readBy: row.read_by,
    importedAtMs: row.imported_at_ms,
    state: row.state,
    failure: row.failure,
    supersededBy: row.superseded_by,
    listings: row.listings,
    newNumbers: row.new_numbers,
    knownNumbers: row.known_numbers,
    conflicts: row.conflicts,
    rejects: row.rejects,
  };
}

function toColumns(change: Partial<Omit<SourceRow, 'id'>>): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(change) as [keyof typeof columns, unknown][]) {
    values[columns[field]] = field === 'failure' && value !== null ? JSON.stringify(value) : value;
  }
  return values;
}

/** Sources, with their listings, rejects and conflicts. */
export function sourceRepository(db: Database): SourceStore {
  const one = (row: Row | undefined): SourceRow | null => (row ? toSource(row) : null);
  return {
    ...listingRepository(db),
    ...conflictRepository(db),
    insert: async ({ id, ...source }) => {
      const values = { id, ...toColumns(source) } as Parameters<
        ReturnType<typeof db.insertInto<'sources'>>['values']
      >[0];
      await db.insertInto('sources').values(values).execute();
    },
    update: async (id, change) => {
      await db.updateTable('sources').set(toColumns(change)).where('id', '=', id).execute();
    },
    byId: async (id) => one(await selectSources(db).where('id', '=', id).executeTakeFirst()),
    sameDocument: async (sha256, areaCode) =>
      one(
        await selectSources(db)
          .where('sha256', '=', sha256)
          .where('area_code', 'is not distinct from', areaCode)
          .where('state', 'in', ['preview', 'imported'])
          .where('superseded_by', 'is', null)
          .orderBy('state')
          .orderBy('read_at_ms', 'desc')
          .limit(1)
          .executeTakeFirst(),
      ),
    currentOfOrigin: async (origin, exceptId) =>
      (
        await selectSources(db)
          .where('origin', '=', origin)
          .where('id', '<>', exceptId)
          .where('state', '=', 'imported')
          .where('superseded_by', 'is', null)
          .execute()
      ).map(toSource),
    page: (filter, paging) => {
      let count = db.selectFrom('sources');
      let rows = selectSources(db);
      if (filter.departmentIds) {
        const ids = [...filter.departmentIds];
        count = count.where('department_id', 'in', ids);
        rows = rows.where('department_id', 'in', ids);
      }
      return pageOf(
        paging,
        count.select((eb) => eb.fn.countAll<number>().as('total')),
        rows.orderBy('read_at_ms', 'desc').orderBy('id', 'desc'),
        toSource,
      );
    },
    totals: async () => {
      const { rows } = await sql<Awaited<ReturnType<SourceStore['totals']>>>`
        select count(*) as sources, coalesce(sum(listings), 0)::bigint as listings,
          coalesce(sum(rejects), 0)::bigint as rejects,
          (select count(*) from listing_conflicts c where c.resolved_at_ms is null and exists (
            select 1 from conflict_listings k join listings l on l.id = k.listing_id
            join sources h on h.id = l.source_id
            where k.conflict_id = c.id and h.superseded_by is null)) as "openConflicts"
        from sources where state = 'imported' and superseded_by is null`.execute(db);
      return rows[0] ?? { sources: 0, listings: 0, rejects: 0, openConflicts: 0 };
    },
    remove: async (id) => {
      await db
        .deleteFrom('sources')
        .where('id', '=', id)
        .where('state', '<>', 'imported')
        .execute();
    },
    abandoned: async (beforeMs) =>
      (
        await db
          .selectFrom('sources')
          .select('id')
          .where('state', '=', 'reading')
          .where('read_at_ms', '<', beforeMs)
          .execute()
      ).map((row) => row.id),
    countNumbers: async (sourceId) => {
      const { rows } = await sql<{ known: number; new: number }>`
        select count(*) filter (where lines.id is not null) as known,
               count(*) filter (where lines.id is null) as new
        from (select distinct number_key from listings
              where source_id = ${sourceId} and number_key is not null) numbers
        left join lines on lines.number_key = numbers.number_key`.execute(db);
      return rows[0] ?? { known: 0, new: 0 };
    },
  };
}
