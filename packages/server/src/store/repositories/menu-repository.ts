import { sql } from 'kysely';
import { readPrint, writePrint, type MenuPlaceHeard, type Print } from '@everyline/telephony';

import type { MenuStore, StoredMenuWalk } from '../../app/ports/store/menus.ts';
import type { Database } from '../database.ts';

/** A place as it is written: its print as text. */
type WrittenPlace = Omit<MenuPlaceHeard, 'prompt'> & {
  readonly prompt:
    | (Omit<NonNullable<MenuPlaceHeard['prompt']>, 'print'> & { readonly print: string | null })
    | null;
};

export function menuRepository(db: Database): MenuStore {
  const select = () => db.selectFrom('menu_walks').selectAll();
  type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];
  const toWalk = (row: Row): StoredMenuWalk => ({
    id: row.id,
    lineId: row.line_id,
    limits: row.limits as StoredMenuWalk['limits'],
    places: (row.places as WrittenPlace[]).map(readPlace),
    calls: row.calls,
    startedAtMs: row.started_at_ms,
    changedAtMs: row.changed_at_ms,
    finishedAtMs: row.finished_at_ms,
  });
  return {
    open: async (lineId) => {
      const row = await select()
        .where('line_id', '=', lineId)
        .where('finished_at_ms', 'is', null)
        .executeTakeFirst();
      return row ? toWalk(row) : null;
    },
    byId: async (id) => {
      const row = await select().where('id', '=', id).executeTakeFirst();
      return row ? toWalk(row) : null;
    },
    ofLine: async (lineId, limit) => {
      const rows = await select()
        .where('line_id', '=', lineId)
        .orderBy('started_at_ms', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toWalk);
    },
    newestOf: async (lineIds) => {
      const ranked = db
        .selectFrom('menu_walks')
        .selectAll()
        .select(
          sql<number>`row_number() over (
            partition by line_id, finished_at_ms is null order by started_at_ms desc)`.as('place'),
        )
        .where(sql<boolean>`line_id = any(${[...lineIds]}::uuid[])`);
      const rows = await db
        .selectFrom(ranked.as('ranked'))
        .selectAll()
        .where('place', '<=', 2)
        .orderBy('started_at_ms', 'desc')
        .execute();
      return rows.map(toWalk);
    },
    put: async (walk) => {
      const values = {
        limits: JSON.stringify(walk.limits),
        places: JSON.stringify(walk.places.map(writtenPlace)),
        calls: walk.calls,
        changed_at_ms: walk.changedAtMs,
        finished_at_ms: walk.finishedAtMs,
      };
      const fixed = { id: walk.id, line_id: walk.lineId, started_at_ms: walk.startedAtMs };
      await db
        .insertInto('menu_walks')
        .values({ ...fixed, ...values })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
        .execute();
    },
  };
}

function writtenPlace({ prompt, ...place }: MenuPlaceHeard): WrittenPlace {
  if (prompt === null) return { ...place, prompt };
  const { print } = prompt;
  const text = print === null ? null : Buffer.from(writePrint(print)).toString('base64');
  return { ...place, prompt: { ...prompt, print: text } };
}

function readPlace({ prompt, ...place }: WrittenPlace): MenuPlaceHeard {
  if (prompt === null) return { ...place, prompt };
  const print: Print | null =
    prompt.print === null ? null : readPrint(new Uint8Array(Buffer.from(prompt.print, 'base64')));
  return { ...place, prompt: { ...prompt, print } };
}
