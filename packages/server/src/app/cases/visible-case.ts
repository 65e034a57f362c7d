import type { Permission } from '@everyline/contract';

import { authorise, requireInside } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';
import type { CaseRow } from '../ports/store/cases.ts';

/** The case, if there is one and the actor may do the operation with it. */
export async function visibleCase(
  context: AppContext,
  permission: Permission,
  id: string,
): Promise<CaseRow> {
  const scope = await authorise(context, permission);
  const row = await context.store.cases.row(id);
  if (!row) throw notFound('case');
  requireInside(scope, row.departmentId);
  return row;
}
