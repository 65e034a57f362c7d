import { sql } from 'kysely';

import type {
  EntryEventKind,
  KnowledgeStore,
  NewEntryEvent,
  PublishedEntry,
  StoredVersion,
} from '../../app/ports/store/knowledge.ts';
import type { Database } from '../database.ts';
import {
  entriesFrom,
  entryColumns,
  narrowEntries,
  repeatedOf,
  toEntryRow,
} from './knowledge-rows.ts';
import { pageOf } from './page-of.ts';

/** Key of the advisory lock under which what is published changes, so that changes commit in their order. */
const changeLock = 716_520;
/** Rows of one insert: PostgreSQL takes 65,535 values in a statement. */
const BATCH = 500;
const MOST_EVENTS = 200;

export function knowledgeRepository(db: Database): KnowledgeStore {
  const rows = () => entriesFrom(db).select(entryColumns);
  const addVersions = (versions: readonly StoredVersion[]) =>
    db
      .insertInto('knowledge_versions')
      .values(
        versions.map((one) => ({
          entry_id: one.entryId,
          version: one.version,
          content: JSON.stringify(one.content),
          at_ms: one.atMs,
          by: one.by,
          by_id: one.byId,
          note: one.note,
        })),
      )
      .execute();
  const addEvents = (events: readonly NewEntryEvent[]) =>
    db
      .insertInto('knowledge_events')
      .values(
        events.map((one) => ({
          entry_id: one.entryId,
          at_ms: one.atMs,
          by: one.by,
          kind: one.kind,
          version: one.version,
          note: one.note,
        })),
      )
      .execute();

  return {
    page: (filter, scope, paging) =>
      pageOf(
        paging,
        narrowEntries(entriesFrom(db), filter, scope).select((eb) =>
          eb.fn.countAll<number>().as('total'),
        ),
        narrowEntries(entriesFrom(db), filter, scope)
          .select(entryColumns)
          .orderBy('e.changed_at_ms', 'desc')
          .orderBy('e.id', 'desc'),
        toEntryRow,
      ),
    after: async (filter, scope, afterId, limit) => {
      let wanted = narrowEntries(entriesFrom(db), filter, scope);
      if (afterId !== null) wanted = wanted.where('e.id', '>', afterId);
      const found = await wanted
        .innerJoin('knowledge_versions as v', (join) =>
          join.onRef('v.entry_id', '=', 'e.id').onRef('v.version', '=', 'e.version'),
        )
        .select(entryColumns)
        .select('v.content')
        .orderBy('e.id')
        .limit(limit)
        .execute();
      return found.map((row) => ({ row: toEntryRow(row), content: row.content }));
    },
    row: async (id) => {
      const row = await rows().where('e.id', '=', id).executeTakeFirst();
      return row ? toEntryRow(row) : null;
    },
    heldRow: async (id) => {
      const row = await rows().where('e.id', '=', id).forUpdate('e').executeTakeFirst();
      return row ? toEntryRow(row) : null;
    },
    version: async (id, version) => {
      const row = await db
        .selectFrom('knowledge_versions')
        .selectAll()
        .where('entry_id', '=', id)
        .where('version', '=', version)
        .executeTakeFirst();
      return row ? toVersion(row) : null;
    },
    versions: (id, paging) =>
      pageOf(
        paging,
        db
          .selectFrom('knowledge_versions')
          .select((eb) => eb.fn.countAll<number>().as('total'))
          .where('entry_id', '=', id),
        db
          .selectFrom('knowledge_versions as v')
          .leftJoin('knowledge_versions as b', (join) =>
            join.onRef('b.entry_id', '=', 'v.entry_id').on(sql<boolean>`b.version = v.version - 1`),
          )
          .selectAll('v')
          .select('b.content as before')
          .where('v.entry_id', '=', id)
          .orderBy('v.version', 'desc'),
        (row) => ({ version: toVersion(row), before: row.before }),
      ),
    events: async (id) =>
      (
        await db
          .selectFrom('knowledge_events')
          .selectAll()
          .where('entry_id', '=', id)
          .orderBy('id', 'desc')
          .limit(MOST_EVENTS)
          .execute()
      ).map((row) => ({
        entryId: row.entry_id,
        atMs: row.at_ms,
        by: row.by,
        kind: row.kind as EntryEventKind,
        version: row.version,
        note: row.note,
      })),
    insert: async (versions, sourceLost = false) => {
      for (let at = 0; at < versions.length; at += BATCH) {
        const some = versions.slice(at, at + BATCH);
        await db
          .insertInto('knowledge_entries')
          .values(
            some.map((one) => ({
              id: one.entryId,
              state: 'draft',
              published_version: null,
              published_from: null,
              published_until: null,
              created_at_ms: one.atMs,
              created_by: one.by,
              change: null,
              source_lost: sourceLost,
              ...repeatedOf(one),
            })),
          )
          .execute();
        await addVersions(some);
        await addEvents(some.map(writtenOf));
      }
    },
    write: async (version, sourceLost) => {
      await db
        .updateTable('knowledge_entries')
        .set({ state: 'draft', source_lost: sourceLost, ...repeatedOf(version) })
        .set((eb) => ({ revision: eb('revision', '+', 1) }))
        .where('id', '=', version.entryId)
        .execute();
      await addVersions([version]);
      await addEvents([writtenOf(version)]);
    },
    move: async (id, to, event) => {
      if (to === 'published' || to === 'withdrawn') {
        await sql`select pg_advisory_xact_lock(${changeLock})`.execute(db);
      }
      const published =
        to === 'published'
          ? sql`published_version = version, published_until = valid_until,
              published_from = (select content ->> 'validFrom' from knowledge_versions v
                where v.entry_id = e.id and v.version = e.version),
              change = nextval('knowledge_changes'),`
          : to === 'withdrawn'
            ? sql`published_version = null, published_until = null, published_from = null,
                change = case when published_version is null then change
                  else nextval('knowledge_changes') end,`
            : sql``;
      await sql`update knowledge_entries e set ${published} state = ${to}, revision = revision + 1,
        changed_at_ms = ${event.atMs}, changed_by = ${event.by} where id = ${id}`.execute(db);
      await addEvents([event]);
    },
    markSource: async (id, isLost, event) => {
      await db
        .updateTable('knowledge_entries')
        .set({ source_lost: isLost })
        .set((eb) => ({ revision: eb('revision', '+', 1) }))
        .where('id', '=', id)
        .execute();
      await addEvents([event]);
    },
    categories: async (scope) => {
      let wanted = db.selectFrom('knowledge_entries').where('category', '<>', '');
      if (scope !== 'all') {
        wanted = wanted.where(sql<boolean>`department_id = any(${[...scope]}::uuid[])`);
      }
      return wanted
        .select('category')
        .select((eb) => eb.fn.countAll<number>().as('entries'))
        .groupBy('category')
        .orderBy('category')
        .execute();
    },
    known: async (questionKeys) =>
      (
        await db
          .selectFrom('knowledge_entries as e')
          .innerJoin('knowledge_versions as v', (join) =>
            join.onRef('v.entry_id', '=', 'e.id').onRef('v.version', '=', 'e.version'),
          )
          .select(['e.id', 'e.question_key', 'e.department_id', 'v.content'])
          .where(sql<boolean>`e.question_key = any(${[...questionKeys]}::text[])`)
          .where('e.state', '<>', 'withdrawn')
          .orderBy('e.id')
          .execute()
      ).map((row) => ({
        id: row.id,
        questionKey: row.question_key,
        departmentId: row.department_id,
        content: row.content,
      })),
    publishedSince: async (change, limit) =>
      (
        await publishedRows(db)
          .where('e.change', '>', change)
          .orderBy('e.change')
          .limit(limit)
          .execute()
      ).map(toPublished),
    published: async (ids) =>
      ids.length === 0
        ? []
        : (
            await publishedRows(db)
              .where(sql<boolean>`e.id = any(${[...ids]}::uuid[])`)
              .execute()
          ).map(toPublished),
  };
}

function writtenOf(version: StoredVersion): NewEntryEvent {
  return {
    entryId: version.entryId,
    atMs: version.atMs,
    by: version.by,
    kind: 'written',
    version: version.version,
    note: version.note,
  };
}

function toVersion(row: {
  entry_id: string;
  version: number;
  content: StoredVersion['content'];
  at_ms: number;
  by: string;
  by_id: string | null;
  note: string;
}): StoredVersion {
  return {
    entryId: row.entry_id,
    version: row.version,
    content: row.content,
    atMs: row.at_ms,
    by: row.by,
    byId: row.by_id,
    note: row.note,
  };
}

const publishedRows = (db: Database) =>
  db
    .selectFrom('knowledge_entries as e')
    .leftJoin('knowledge_versions as v', (join) =>
      join.onRef('v.entry_id', '=', 'e.id').onRef('v.version', '=', 'e.published_version'),
    )
    .select(['e.id', 'e.change', 'e.department_id', 'e.published_from', 'e.published_until'])
    .select(['v.version', 'v.content']);

function toPublished(
  row: Awaited<ReturnType<ReturnType<typeof publishedRows>['execute']>>[number],
): PublishedEntry {
  return {
    id: row.id,
    change: row.change ?? 0,
    departmentId: row.department_id,
    published:
      row.version === null || row.content === null
        ? null
        : {
            version: row.version,
            content: row.content,
            from: row.published_from,
            until: row.published_until,
          },
  };
}
