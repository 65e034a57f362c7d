import { sql } from 'kysely';

import type {
  DocumentVersion,
  KnowledgeDocumentStore,
  StoredPassage,
} from '../../app/ports/store/knowledge-documents.ts';
import type { Database } from '../database.ts';
import { pageOf } from './page-of.ts';

/** Rows of one insert. */
const BATCH = 1_000;

const documentsFrom = (db: Database) =>
  db
    .selectFrom('knowledge_documents as k')
    .innerJoin('knowledge_document_versions as v', (join) =>
      join.onRef('v.document_id', '=', 'k.id').onRef('v.version', '=', 'k.version'),
    )
    .leftJoin('departments as d', 'd.id', 'k.department_id');

const rowsFrom = (db: Database) =>
  documentsFrom(db)
    .select(['k.id', 'k.name', 'k.department_id', 'd.name as department_name'])
    .select(['v.version', 'v.file', 'v.format', 'v.sha256', 'v.unread', 'v.passages'])
    .select(['v.at_ms', 'v.by'])
    .select([
      sql<number>`(select count(*) from knowledge_entries e where e.source_document_id = k.id)`.as(
        'entries',
      ),
      sql<number>`(select count(*) from knowledge_entries e where e.source_document_id = k.id
        and e.source_lost)`.as('lost'),
    ]);

export function knowledgeDocumentRepository(db: Database): KnowledgeDocumentStore {
  const insertVersion = async (
    id: string,
    version: DocumentVersion,
    passages: readonly StoredPassage[],
  ) => {
    await db
      .insertInto('knowledge_document_versions')
      .values({
        document_id: id,
        version: version.version,
        file: version.file,
        format: version.format,
        sha256: version.sha256,
        unread: JSON.stringify(version.unread),
        passages: passages.length,
        at_ms: version.atMs,
        by: version.by,
      })
      .execute();
    for (let at = 0; at < passages.length; at += BATCH) {
      await db
        .insertInto('knowledge_passages')
        .values(
          passages.slice(at, at + BATCH).map(({ position, headings, text }) => ({
            document_id: id,
            version: version.version,
            position,
            headings: JSON.stringify(headings),
            text,
          })),
        )
        .execute();
    }
  };
  return {
    page: (scope, paging) => {
      const wanted = <Q extends { where(part: ReturnType<typeof sql<boolean>>): Q }>(
        query: Q,
      ): Q =>
        scope === 'all'
          ? query
          : query.where(sql<boolean>`k.department_id = any(${[...scope]}::uuid[])`);
      return pageOf(
        paging,
        wanted(documentsFrom(db).select((eb) => eb.fn.countAll<number>().as('total'))),
        wanted(rowsFrom(db)).orderBy('k.changed_at_ms', 'desc').orderBy('k.id', 'desc'),
        toRow,
      );
    },
    byId: async (id) => {
      const row = await rowsFrom(db).where('k.id', '=', id).executeTakeFirst();
      return row ? toRow(row) : null;
    },
    held: async (id) =>
      (
        await db
          .selectFrom('knowledge_documents')
          .select('version')
          .where('id', '=', id)
          .forUpdate()
          .executeTakeFirst()
      )?.version ?? null,
    versions: async (id) =>
      (
        await db
          .selectFrom('knowledge_document_versions')
          .selectAll()
          .where('document_id', '=', id)
          .orderBy('version', 'desc')
          .limit(200)
          .execute()
      ).map(toVersion),
    add: async ({ id, name, departmentId }, version, passages) => {
      await db
        .insertInto('knowledge_documents')
        .values({
          ...{ id, name },
          department_id: departmentId,
          version: version.version,
          changed_at_ms: version.atMs,
          changed_by: version.by,
        })
        .execute();
      await insertVersion(id, version, passages);
    },
    addVersion: async (id, version, passages) => {
      await insertVersion(id, version, passages);
      await db
        .updateTable('knowledge_documents')
        .set({
          version: version.version,
          changed_at_ms: version.atMs,
          changed_by: version.by,
        })
        .where('id', '=', id)
        .execute();
    },
    passages: (id, q, paging) => {
      const part = q?.trim() ? `%${q.trim().replace(/[\\%_]/g, '\\$&')}%` : null;
      const wanted = db
        .selectFrom('knowledge_passages as p')
        .innerJoin('knowledge_documents as k', (join) =>
          join.onRef('k.id', '=', 'p.document_id').onRef('k.version', '=', 'p.version'),
        )
        .where('k.id', '=', id)
        .$if(part !== null, (query) => query.where('p.text', 'ilike', part ?? ''));
      return pageOf(
        paging,
        wanted.select((eb) => eb.fn.countAll<number>().as('total')),
        wanted.select(['p.position', 'p.headings', 'p.text']).orderBy('p.position'),
        (row): StoredPassage => ({ ...row }),
      );
    },
    text: async (id) =>
      (
        await db
          .selectFrom('knowledge_passages as p')
          .innerJoin('knowledge_documents as k', (join) =>
            join.onRef('k.id', '=', 'p.document_id').onRef('k.version', '=', 'p.version'),
          )
          .select(sql<string | null>`string_agg(p.text, '' order by p.position)`.as('text'))
          .where('k.id', '=', id)
          .executeTakeFirst()
      )?.text ?? '',
  };
}

function toVersion(row: {
  version: number;
  file: string;
  format: string;
  sha256: string;
  unread: DocumentVersion['unread'];
  passages: number;
  at_ms: number;
  by: string;
}): DocumentVersion {
  const { version, file, format, sha256, unread, passages, by } = row;
  return { version, file, format, sha256, unread, passages, by, atMs: row.at_ms };
}

function toRow(row: Awaited<ReturnType<ReturnType<typeof rowsFrom>['execute']>>[number]) {
  return {
    id: row.id,
    name: row.name,
    department:
      row.department_id === null
        ? null
        : { id: row.department_id, name: row.department_name ?? '' },
    newest: toVersion(row),
    entries: row.entries,
    lost: row.lost,
  };
}
