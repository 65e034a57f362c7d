import { authorise } from '../../app/access/authorise.ts';
import { AppFault } from '../../app/faults.ts';
import { applyImport, mapImport } from '../../app/knowledge/apply-import.ts';
import { listKnowledgePeople } from '../../app/knowledge/knowledge-people.ts';
import { changeKnowledgePolicy, readKnowledgePolicy } from '../../app/knowledge/knowledge-rules.ts';
import { exportedEntries, listCategories, listEntries } from '../../app/knowledge/list-entries.ts';
import { moveEntries, moveEntry } from '../../app/knowledge/move-entry.ts';
import { readEntry, readVersions } from '../../app/knowledge/read-entry.ts';
import { addEntry, changeEntry } from '../../app/knowledge/save-entry.ts';
import { readKnowledgeTable } from '../../app/knowledge/read-table.ts';
import { searchKnowledge } from '../../app/knowledge/search-knowledge.ts';
import { importRows, importView } from '../../app/knowledge/show-import.ts';
import { entryWorkbook } from '../entry-workbook.ts';
import type { Handlers } from '../handler.ts';
import type { Uploads } from '../uploads.ts';
import { sendWorkbook } from '../send-workbook.ts';

type KnowledgeRoutes =
  | 'listEntries'
  | 'exportEntries'
  | 'addEntry'
  | 'entry'
  | 'changeEntry'
  | 'moveEntry'
  | 'moveEntries'
  | 'entryVersions'
  | 'entryCategories'
  | 'knowledgePeople'
  | 'searchKnowledge'
  | 'knowledgePolicy'
  | 'changeKnowledgePolicy'
  | 'readKnowledgeTable'
  | 'knowledgeImport'
  | 'mapKnowledgeImport'
  | 'knowledgeImportRows'
  | 'applyKnowledgeImport';

export function knowledgeHandlers(uploads: Uploads): Pick<Handlers, KnowledgeRoutes> {
  return {
    listEntries: ({ context, query }) => listEntries(context, query),
    exportEntries: async ({ context, query, reply }) =>
      sendWorkbook(
        reply,
        'everyline-knowledge',
        await entryWorkbook(
          exportedEntries(context, query),
          new Map((await context.accounts.list()).map(({ id, name }) => [id, name])),
          query.language ?? context.language,
        ),
      ),
    addEntry: ({ context, body }) => addEntry(context, body),
    entry: ({ context, params }) => readEntry(context, params.id),
    changeEntry: ({ context, params, body }) => changeEntry(context, params.id, body),
    moveEntry: ({ context, params, body }) => moveEntry(context, params.id, body),
    moveEntries: ({ context, body }) => moveEntries(context, body),
    entryVersions: ({ context, params, query }) => readVersions(context, params.id, query),
    entryCategories: ({ context }) => listCategories(context),
    knowledgePeople: ({ context }) => listKnowledgePeople(context),
    searchKnowledge: ({ context, query }) => searchKnowledge(context, query),
    knowledgePolicy: ({ context }) => readKnowledgePolicy(context),
    changeKnowledgePolicy: ({ context, body }) => changeKnowledgePolicy(context, body),
    readKnowledgeTable: async ({ context, request }) => {
      // Asked before a byte is written to disk.
      await authorise(context, 'knowledge.edit');
      for await (const { name, sizeBytes, path } of uploads.receive(request)) {
        return await readKnowledgeTable(context, { name, sizeBytes, at: { path } });
      }
      throw new AppFault('unsupported_media');
    },
    knowledgeImport: ({ context, params }) => importView(context, params.id),
    mapKnowledgeImport: ({ context, params, body }) => mapImport(context, params.id, body),
    knowledgeImportRows: ({ context, params, query }) => importRows(context, params.id, query),
    applyKnowledgeImport: ({ context, params }) => applyImport(context, params.id),
  };
}
