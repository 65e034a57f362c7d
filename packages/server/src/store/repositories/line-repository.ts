import {
  ledgerKey,
  numberKey,
  type Line,
  type NumberType,
  type Purpose,
  type Tier,
} from '@everyline/domain';
import { sql } from 'kysely';

import type { LineRow, LineStore } from '../../app/ports/store/lines.ts';
import type { Database } from '../database.ts';
import { filteredLines, lineOrder, toLineRow, withLineView } from './line-list.ts';
import { lineStandings, standingWords } from './line-standings.ts';

export interface LineColumns {
  id: string;
  dialled: string;
  area_code: string | null;
  extension: string | null;
  number_type: string;
  purpose: string;
  department_id: string | null;
  owner: string | null;
  services: string[];
  hours: string | null;
  tier: string;
  seats: number | null;
  sample: boolean;
  state: string;
  created_at_ms: number;
}

const columns = [
  'id',
  'dialled',
  'area_code',
  'extension',
  'number_type',
  'purpose',
  'department_id',
  'owner',
  'services',
  'hours',
  'tier',
  'seats',
  'sample',
  'state',
  'created_at_ms',
] as const;

export function toLine(row: LineColumns): Line {
  return {
    id: row.id,
    number: { dialled: row.dialled, areaCode: row.area_code, extension: row.extension },
    numberType: row.number_type as NumberType,
    purpose: row.purpose as Purpose,
    departmentId: row.department_id,
    owner: row.owner,
    services: row.services,
    hours: row.hours,
    tier: row.tier as Tier,
    seats: row.seats,
    sample: row.sample,
    state: row.state as Line['state'],
    createdAtMs: row.created_at_ms,
  };
}

type ClearanceWords = ReadonlyMap<string, LineRow['clearance']>;

/** How many rows one statement writes or one portion of an export reads. */
const portion = 1000;

export function lineRepository(db: Database): LineStore {
  const select = () => db.selectFrom('lines').select(columns);
  const idsInOrder = async (lines: { execute(): Promise<{ id: string }[]> }) =>
    (await lines.execute()).map(({ id }) => id);
  /** What lists show of these lines, in their order: it is looked up for those that are shown alone. */
  const viewsOf = async (ids: readonly string[], nowMs: number, words?: ClearanceWords) => {
    const rows = await withLineView(
      filteredLines(db, { scope: 'all' }, nowMs).where('l.id', '=', anyOf(ids, 'uuid')),
      nowMs,
      words && sql<'not_cleared'>`'not_cleared'`,
    ).execute();
    const byId = new Map(
      rows.map((row) => {
        const clearance = words?.get(row.id) ?? row.clearance;
        return [row.id, toLineRow({ ...row, clearance })];
      }),
    );
    return ids.flatMap((id) => byId.get(id) ?? []);
  };
  /** How all lines stand, read once where it would be read for each of many. */
  const clearanceWords = async (nowMs: number): Promise<ClearanceWords> => {
    const { rows } = await standingWords(nowMs).execute(db);
    return new Map(rows.map(({ id, word }) => [id, word]));
  };
  const eachStanding: LineStore['eachStanding'] = async function* (restrict, nowMs) {
    let wanted = select().orderBy('id').limit(portion);
    if (restrict.departmentIds) {
      wanted = wanted.where('department_id', '=', anyOf(restrict.departmentIds, 'uuid'));
    }
    if (restrict.lineIds) wanted = wanted.where('id', '=', anyOf(restrict.lineIds, 'uuid'));
    if (restrict.tiers?.length) wanted = wanted.where('tier', 'in', restrict.tiers);
    // The next portion is read while this one is worked on.
    const [standings, first] = await Promise.all([lineStandings(db, nowMs), wanted.execute()]);
    let rows = first;
    for (;;) {
      const last = rows.at(-1);
      const next =
        last === undefined || rows.length < portion
          ? null
          : wanted.where('id', '>', last.id).execute();
      // Told when it is awaited; whoever stops before that does not ask.
      next?.catch(() => undefined);
      yield rows.map((row) => ({
        line: toLine(row),
        ...(standings.get(row.id) ?? { objected: false, withdrawn: false }),
      }));
      if (next === null) return;
      rows = await next;
    }
  };
  return {
    page: async (filter, order, paging, nowMs) => {
      const { total } = await filteredLines(db, filter, nowMs)
        .select(sql<number>`count(*)`.as('total'))
        .executeTakeFirstOrThrow();
      const ids = await idsInOrder(
        lineOrder(filteredLines(db, filter, nowMs).select('l.id'), order)
          .limit(paging.pageSize)
          .offset((paging.page - 1) * paging.pageSize),
      );
      return { items: await viewsOf(ids, nowMs), total, ...paging };
    },
    each: async function* (filter, order, nowMs) {
      const ids = await idsInOrder(
        lineOrder(filteredLines(db, filter, nowMs).select('l.id'), order),
      );
      const words = ids.length < portion ? undefined : await clearanceWords(nowMs);
      for (let from = 0; from < ids.length; from += portion) {
        yield* await viewsOf(ids.slice(from, from + portion), nowMs, words);
      }
    },
    row: async (id, nowMs) => {
      const row = await withLineView(
        filteredLines(db, { scope: 'all' }, nowMs).where('l.id', '=', id),
        nowMs,
      ).executeTakeFirst();
      return row ? toLineRow(row) : null;
    },
    byId: async (id) => {
      const row = await select().where('id', '=', id).executeTakeFirst();
      return row ? toLine(row) : null;
    },
    byIds: async (ids) =>
      ids.length === 0
        ? []
        : (await select().where('id', '=', anyOf(ids, 'uuid')).execute()).map(toLine),
    active: async (restrict) => {
      let wanted = select().where('state', '=', 'active');
      if (restrict?.departmentIds) {
        wanted = wanted.where('department_id', '=', anyOf(restrict.departmentIds, 'uuid'));
      }
      if (restrict?.lineIds) wanted = wanted.where('id', '=', anyOf(restrict.lineIds, 'uuid'));
      return (await wanted.orderBy('id').execute()).map(toLine);
    },
    countInScope: async (scope) => {
      let wanted = db.selectFrom('lines').where('state', '=', 'active');
      if (scope.departmentIds) {
        wanted = wanted.where('department_id', '=', anyOf(scope.departmentIds, 'uuid'));
      }
      if (scope.lineIds) wanted = wanted.where('id', '=', anyOf(scope.lineIds, 'uuid'));
      if (scope.excludedLineIds) {
        wanted = wanted.where(sql<boolean>`not id = ${anyOf(scope.excludedLineIds, 'uuid')}`);
      }
      if (scope.tiers) wanted = wanted.where('tier', '=', anyOf(scope.tiers, 'text'));
      if (scope.purposes) wanted = wanted.where('purpose', '=', anyOf(scope.purposes, 'text'));
      const { count } = await wanted
        .select(sql<number>`count(*)`.as('count'))
        .executeTakeFirstOrThrow();
      return count;
    },
    standings: async (restrict, nowMs) => {
      const found = [];
      for await (const some of eachStanding(restrict, nowMs)) found.push(...some);
      return found;
    },
    eachStanding,
    byNumberKey: async (key) => {
      const row = await select().where('number_key', '=', key).executeTakeFirst();
      return row ? toLine(row) : null;
    },
    byNumberKeys: async (keys) => {
      const rows = await db
        .selectFrom('lines')
        .select([...columns, 'number_key'])
        .where('number_key', '=', anyOf(keys, 'text'))
        .execute();
      return new Map(rows.map((row) => [row.number_key, toLine(row)]));
    },
    byLedgerKey: async (key) =>
      (await select().where('ledger_key', '=', key).orderBy('id').execute()).map(toLine),
    insert: async (lines) => {
      for (let from = 0; from < lines.length; from += portion) {
        await db
          .insertInto('lines')
          .values(
            lines.slice(from, from + portion).map((line) => ({
              id: line.id,
              number_key: numberKey(line.number),
              ledger_key: ledgerKey(line.number),
              dialled: line.number.dialled,
              area_code: line.number.areaCode,
              extension: line.number.extension,
              number_type: line.numberType,
              purpose: line.purpose,
              department_id: line.departmentId,
              owner: line.owner,
              services: [...line.services],
              hours: line.hours,
              tier: line.tier,
              seats: line.seats,
              sample: line.sample,
              state: line.state,
              created_at_ms: line.createdAtMs,
            })),
          )
          .execute();
      }
    },
    update: async (id, change) => {
      const values = {
        ...(change.numberType !== undefined && { number_type: change.numberType }),
        ...(change.purpose !== undefined && { purpose: change.purpose }),
        ...(change.departmentId !== undefined && {
          department_id: change.departmentId,
          // A keeper is one of the office's own people.
          keeper_id: sql<string | null>`case when department_id is not distinct from
            ${change.departmentId}::uuid then keeper_id end`,
        }),
        ...(change.owner !== undefined && { owner: change.owner }),
        ...(change.services !== undefined && { services: [...change.services] }),
        ...(change.hours !== undefined && { hours: change.hours }),
        ...(change.tier !== undefined && { tier: change.tier }),
        ...(change.seats !== undefined && { seats: change.seats }),
        ...(change.sample !== undefined && { sample: change.sample }),
        ...(change.state !== undefined && { state: change.state }),
      };
      if (Object.keys(values).length === 0) return;
      await db.updateTable('lines').set(values).where('id', '=', id).execute();
    },
    count: async () =>
      (
        await db
          .selectFrom('lines')
          .select(sql<number>`count(*)`.as('count'))
          .executeTakeFirstOrThrow()
      ).count,
  };
}

function anyOf(values: readonly string[], type: 'uuid' | 'text') {
  return sql<string>`any(${[...values]}::${sql.raw(type)}[])`;
}
