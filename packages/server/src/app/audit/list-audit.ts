import type { AuditQuery, AuditRecord } from '@everyline/contract';

import { authorise, requireWholeCity } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { pagingOf, type Page } from '../ports/store/page.ts';

export async function listAudit(
  context: AppContext,
  query: AuditQuery,
): Promise<Page<AuditRecord>> {
  requireWholeCity(await authorise(context, 'audit.see'));
  return context.store.audit.page(query, pagingOf(query));
}
