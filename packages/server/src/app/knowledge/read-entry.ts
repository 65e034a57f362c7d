import type { EntryDetail, EntryVersionQuery, EntryVersions } from '@everyline/contract';
import { entryDifference, type NameOf } from '@everyline/domain';

import type { AccountContext } from '../accounts/account-context.ts';
import { pagingOf } from '../ports/store/page.ts';
import { entryDetail } from './entry-view.ts';
import { namedEntry } from './visible-entry.ts';

export async function readEntry(context: AccountContext, id: string): Promise<EntryDetail> {
  return entryDetail(context, await namedEntry(context, id, 'knowledge.see'));
}

/** The versions of an entry, each with what it changed against the one before. */
export async function readVersions(
  context: AccountContext,
  id: string,
  query: EntryVersionQuery,
): Promise<EntryVersions> {
  await namedEntry(context, id, 'knowledge.see');
  const { store, accounts } = context;
  const found = await store.knowledge.versions(id, pagingOf(query));
  const departments = new Map((await store.departments.all()).map((one) => [one.id, one.name]));
  const people = new Map((await accounts.list()).map((one) => [one.id, one.displayName]));
  const documents = new Map<string, string>();
  for (const { version } of found.items) {
    const of = version.content.source?.documentId ?? null;
    const document =
      of === null || documents.has(of) ? null : await store.knowledgeDocuments.byId(of);
    if (document !== null) documents.set(document.id, document.name);
  }
  const names = { department: departments, account: people, document: documents };
  const nameOf: NameOf = (kind, of) => names[kind].get(of) ?? of;
  return {
    ...found,
    items: found.items.map(({ version, before }) => ({
      version: version.version,
      atMs: version.atMs,
      by: version.by,
      note: version.note,
      changes: entryDifference(before, version.content, nameOf).map(({ field, parts }) => ({
        field,
        parts: [...parts],
      })),
    })),
  };
}
