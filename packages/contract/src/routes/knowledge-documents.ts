import * as knowledge from '../knowledge.ts';
import { ById } from '../schema.ts';
import type { Route } from './route.ts';

/** Documents that entries rest on: their versions, their passages, and what rests on changed text. */
export const knowledgeDocumentRoutes = {
  listKnowledgeDocuments: {
    method: 'GET',
    path: '/api/knowledge/documents',
    tag: 'knowledge',
    summary: 'Documents, the last changed first',
    permission: 'knowledge.see',
    query: knowledge.KnowledgeDocumentQuery,
    answer: 'json',
    response: knowledge.KnowledgeDocumentPage,
  },
  addKnowledgeDocument: {
    method: 'POST',
    path: '/api/knowledge/documents',
    tag: 'knowledge',
    summary: 'Keep a document: its text is cut into passages',
    permission: 'knowledge.edit',
    query: knowledge.NewKnowledgeDocument,
    upload: true,
    answer: 'json',
    response: knowledge.KnowledgeDocumentDetail,
  },
  knowledgeDocument: {
    method: 'GET',
    path: '/api/knowledge/documents/:id',
    tag: 'knowledge',
    summary: 'A document with its versions',
    permission: 'knowledge.see',
    params: ById,
    answer: 'json',
    response: knowledge.KnowledgeDocumentDetail,
  },
  replaceKnowledgeDocument: {
    method: 'POST',
    path: '/api/knowledge/documents/:id/versions',
    tag: 'knowledge',
    summary: 'Keep a newer version; entries whose quotations it has no longer are marked',
    permission: 'knowledge.edit',
    params: ById,
    upload: true,
    answer: 'json',
    response: knowledge.KnowledgeDocumentDetail,
  },
  knowledgePassages: {
    method: 'GET',
    path: '/api/knowledge/documents/:id/passages',
    tag: 'knowledge',
    summary: 'The passages of the newest version',
    permission: 'knowledge.see',
    params: ById,
    query: knowledge.PassageQuery,
    answer: 'json',
    response: knowledge.KnowledgePassages,
  },
} as const satisfies Readonly<Record<string, Route>>;
