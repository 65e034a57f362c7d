import * as knowledge from '../knowledge.ts';
import { ById } from '../schema.ts';
import type { Route } from './route.ts';

/** Tables of questions and answers: read, mapped, previewed, imported as drafts. */
export const knowledgeImportRoutes = {
  readKnowledgeTable: {
    method: 'POST',
    path: '/api/knowledge/imports',
    tag: 'knowledge',
    summary: 'Read a table of questions and answers for a preview',
    permission: 'knowledge.edit',
    upload: true,
    answer: 'json',
    response: knowledge.KnowledgeImport,
  },
  knowledgeImport: {
    method: 'GET',
    path: '/api/knowledge/imports/:id',
    tag: 'knowledge',
    summary: 'A table that was read: its columns, their mapping, what its import does',
    permission: 'knowledge.edit',
    params: ById,
    answer: 'json',
    response: knowledge.KnowledgeImport,
  },
  mapKnowledgeImport: {
    method: 'PUT',
    path: '/api/knowledge/imports/:id/mapping',
    tag: 'knowledge',
    summary: 'Say which column is what, and see what the import does then',
    permission: 'knowledge.edit',
    params: ById,
    body: knowledge.KnowledgeMapping,
    answer: 'json',
    response: knowledge.KnowledgeImport,
  },
  knowledgeImportRows: {
    method: 'GET',
    path: '/api/knowledge/imports/:id/rows',
    tag: 'knowledge',
    summary: 'The rows of a table with what becomes of each',
    permission: 'knowledge.edit',
    params: ById,
    query: knowledge.ImportRowQuery,
    answer: 'json',
    response: knowledge.KnowledgeImportRows,
  },
  applyKnowledgeImport: {
    method: 'POST',
    path: '/api/knowledge/imports/:id/apply',
    tag: 'knowledge',
    summary: 'Make drafts of the new rows, word for word',
    permission: 'knowledge.edit',
    params: ById,
    answer: 'json',
    response: knowledge.KnowledgeImport,
  },
} as const satisfies Readonly<Record<string, Route>>;
