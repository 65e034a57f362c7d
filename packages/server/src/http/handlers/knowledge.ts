import { listKnowledgePeople } from '../../app/knowledge/knowledge-people.ts';
import { changeKnowledgePolicy, readKnowledgePolicy } from '../../app/knowledge/knowledge-rules.ts';
import { exportedEntries, listCategories, listEntries } from '../../app/knowledge/list-entries.ts';
import { moveEntries, moveEntry } from '../../app/knowledge/move-entry.ts';
import { readEntry, readVersions } from '../../app/knowledge/read-entry.ts';
import { addEntry, changeEntry } from '../../app/knowledge/save-entry.ts';
import { searchKnowledge } from '../../app/knowledge/search-knowledge.ts';
import { entryWorkbook } from '../entry-workbook.ts';
import type { Handlers } from '../handler.ts';
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
  | 'changeKnowledgePolicy';

export const knowledgeHandlers: Pick<Handlers, KnowledgeRoutes> = {
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
};
