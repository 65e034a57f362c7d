import type { EntryCategories, EntryExportQuery, EntryPage, EntryQuery } from '@everyline/contract';
import { addDays, type EntryContent } from '@everyline/domain';

import { authorise, requireInside } from '../access/authorise.ts';
import type { Scope } from '../access/scope.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { pagingOf } from '../ports/store/page.ts';
import type { EntryFilter, EntryRow } from '../ports/store/knowledge.ts';
import { todayOf } from '../programmes/programme-view.ts';
import { entryBrief } from './entry-view.ts';
import { knowledgeRules } from './knowledge-rules.ts';

/** Entries that are read for a file at once. */
const PORTION = 500;

export async function listEntries(context: AppContext, query: EntryQuery): Promise<EntryPage> {
  const scope = await authorise(context, 'knowledge.see');
  const { page: _page, pageSize: _pageSize, ...wanted } = query;
  const filter = await filterOf(context, wanted, scope);
  const found = await context.store.knowledge.page(filter, scope, pagingOf(query));
  return { ...found, items: found.items.map((row) => entryBrief(row, filter.today)) };
}

export async function listCategories(context: AppContext): Promise<EntryCategories> {
  return context.store.knowledge.categories(await authorise(context, 'knowledge.see'));
}

/** The entries of a list one after the other, for a file; that they were taken out is on record. */
export async function* exportedEntries(
  context: AppContext,
  { language: _language, ...query }: EntryExportQuery,
): AsyncGenerator<{ readonly row: EntryRow; readonly content: EntryContent }> {
  const scope = await authorise(context, 'knowledge.see');
  const filter = await filterOf(context, query, scope);
  await recordAudit(
    context,
    context.store,
    'knowledge.export',
    { kind: 'knowledge', id: null },
    query,
  );
  let afterId: string | null = null;
  for (;;) {
    const some: Awaited<ReturnType<typeof context.store.knowledge.after>> =
      await context.store.knowledge.after(filter, scope, afterId, PORTION);
    yield* some;
    afterId = some.at(-1)?.row.id ?? null;
    if (some.length < PORTION) return;
  }
}

async function filterOf(
  context: AppContext,
  { expiring, ...query }: Omit<EntryQuery, 'page' | 'pageSize'>,
  scope: Scope,
): Promise<EntryFilter> {
  if (query.departmentId !== undefined) requireInside(scope, query.departmentId);
  const today = todayOf(context);
  const { soonDays } = await knowledgeRules(context.store);
  return { ...query, today, ...(expiring && { expiringUntil: addDays(today, soonDays) }) };
}
