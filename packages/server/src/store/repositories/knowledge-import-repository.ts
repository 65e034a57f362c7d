import type { Localised } from '@everyline/contract';
import type { RowProblem } from '@everyline/domain';
import { sql } from 'kysely';

import type {
  ImportCounts,
  ImportRow,
  ImportSettings,
  ImportWord,
  KnowledgeImportStore,
  StoredKnowledgeImport,
} from '../../app/ports/store/knowledge-imports.ts';
import type { Database } from '../database.ts';
import { pageOf } from './page-of.ts';

export function knowledgeImportRepository(db: Database): KnowledgeImportStore {
  const select = () => db.selectFrom('knowledge_imports').selectAll();
  return {
    add: async (one) => {
      await db
        .insertInto('knowledge_imports')
        .values({
          id: one.id,
          file: one.file,
          read_at_ms: one.readAtMs,
          read_by: one.readBy,
          columns: JSON.stringify(one.columns),
          rows: one.rows,
          unread: JSON.stringify(one.unread),
          settings: JSON.stringify(one.settings),
          counts: null,
          applied_at_ms: null,
          applied_by: null,
        })
        .execute();
    },
    addRows: async (importId, rows) => {
      if (rows.length === 0) return;
      await db
        .insertInto('knowledge_import_rows')
        .values(
          rows.map(({ position, sheet, row, cells }) => ({
            import_id: importId,
            ...{ position, sheet, row },
            cells: JSON.stringify(cells),
          })),
        )
        .execute();
    },
    finish: async (id, { columns, rows, unread, settings }) => {
      await db
        .updateTable('knowledge_imports')
        .set({
          columns: JSON.stringify(columns),
          rows,
          unread: JSON.stringify(unread),
          settings: JSON.stringify(settings),
        })
        .where('id', '=', id)
        .execute();
    },
    byId: async (id) => toImport(await select().where('id', '=', id).executeTakeFirst()),
    held: async (id) =>
      toImport(await select().where('id', '=', id).forUpdate().executeTakeFirst()),
    rowsAfter: async (id, position, limit, word) => {
      const found = await db
        .selectFrom('knowledge_import_rows')
        .select(['position', 'sheet', 'row', 'cells'])
        .where('import_id', '=', id)
        .where('position', '>', position)
        .$if(word !== undefined, (query) => query.where('word', '=', word ?? ''))
        .orderBy('position')
        .limit(limit)
        .execute();
      return found.map((row): ImportRow => ({ ...row }));
    },
    plan: async (id, rows) => {
      if (rows.length === 0) return;
      await sql`update knowledge_import_rows r
        set word = p.word, question = p.question, answer = p.answer, problem = p.problem,
          same_row = p."sameRow", entry_id = p."entryId"
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as p(position integer, word text,
          question text, answer text, problem jsonb, "sameRow" integer, "entryId" uuid)
        where r.import_id = ${id}::uuid and r.position = p.position`.execute(db);
    },
    planned: async (id, settings, counts) => {
      await db
        .updateTable('knowledge_imports')
        .set({ settings: JSON.stringify(settings), counts: JSON.stringify(counts) })
        .where('id', '=', id)
        .execute();
    },
    page: (id, word, paging) => {
      const wanted = db
        .selectFrom('knowledge_import_rows')
        .where('import_id', '=', id)
        .$if(word !== undefined, (query) => query.where('word', '=', word ?? ''))
        .where('word', 'is not', null);
      return pageOf(
        paging,
        wanted.select((eb) => eb.fn.countAll<number>().as('total')),
        wanted
          .select(['position', 'sheet', 'row', 'word', 'question', 'answer', 'problem'])
          .select(['same_row', 'entry_id'])
          .orderBy('position'),
        (row) => ({
          position: row.position,
          sheet: row.sheet,
          row: row.row,
          word: row.word as ImportWord,
          question: row.question ?? '',
          answer: row.answer ?? '',
          problem: row.problem as RowProblem | null,
          sameRow: row.same_row,
          entryId: row.entry_id,
        }),
      );
    },
    applied: async (id, atMs, by) => {
      await db
        .updateTable('knowledge_imports')
        .set({ applied_at_ms: atMs, applied_by: by })
        .where('id', '=', id)
        .execute();
    },
    forget: async (beforeMs) => {
      await db
        .deleteFrom('knowledge_imports')
        .where('applied_at_ms', 'is', null)
        .where('read_at_ms', '<', beforeMs)
        .execute();
    },
  };
}

function toImport(
  row:
    | {
        id: string;
        file: string;
        read_at_ms: number;
        read_by: string;
        columns: StoredKnowledgeImport['columns'];
        rows: number;
        unread: Localised[];
        settings: ImportSettings;
        counts: ImportCounts | null;
        applied_at_ms: number | null;
      }
    | undefined,
): StoredKnowledgeImport | null {
  if (row === undefined) return null;
  return {
    id: row.id,
    file: row.file,
    readAtMs: row.read_at_ms,
    readBy: row.read_by,
    columns: row.columns,
    rows: row.rows,
    unread: row.unread,
    settings: row.settings,
    counts: row.counts,
    appliedAtMs: row.applied_at_ms,
  };
}
