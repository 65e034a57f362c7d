import type {
  KnowledgeDocumentDetail,
  KnowledgeDocumentPage,
  KnowledgeDocumentView,
  KnowledgePassages,
  PassageQuery,
  Permission,
} from '@everyline/contract';

import { authorise, requireInside } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';
import { pagingOf } from '../ports/store/page.ts';
import type { KnowledgeDocumentRow } from '../ports/store/knowledge-documents.ts';

/** A document inside the scope of whoever may do an operation. */
export async function namedDocument(
  context: AppContext,
  id: string,
  permission: Permission,
): Promise<KnowledgeDocumentRow> {
  const scope = await authorise(context, permission);
  const row = await context.store.knowledgeDocuments.byId(id);
  if (!row) throw notFound('document');
  requireInside(scope, row.department?.id ?? null);
  return row;
}

export async function listKnowledgeDocuments(
  context: AppContext,
  query: { page?: number; pageSize?: number },
): Promise<KnowledgeDocumentPage> {
  const scope = await authorise(context, 'knowledge.see');
  const found = await context.store.knowledgeDocuments.page(scope, pagingOf(query));
  return { ...found, items: found.items.map(view) };
}

export async function showKnowledgeDocument(
  context: AppContext,
  id: string,
): Promise<KnowledgeDocumentDetail> {
  const row = await namedDocument(context, id, 'knowledge.see');
  const versions = await context.store.knowledgeDocuments.versions(id);
  return {
    ...view(row),
    versions: versions.map((one) => ({ ...one, unread: [...one.unread] })),
  };
}

export async function listPassages(
  context: AppContext,
  id: string,
  query: PassageQuery,
): Promise<KnowledgePassages> {
  await namedDocument(context, id, 'knowledge.see');
  const found = await context.store.knowledgeDocuments.passages(id, query.q, pagingOf(query));
  return {
    ...found,
    items: found.items.map((one) => ({ ...one, headings: [...one.headings] })),
  };
}

function view({ newest, ...row }: KnowledgeDocumentRow): KnowledgeDocumentView {
  return {
    id: row.id,
    name: row.name,
    department: row.department && { ...row.department },
    version: newest.version,
    format: newest.format,
    passages: newest.passages,
    entries: row.entries,
    lost: row.lost,
    changedAtMs: newest.atMs,
    changedBy: newest.by,
  };
}
