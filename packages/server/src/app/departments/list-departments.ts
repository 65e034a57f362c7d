import type { Department } from '@everyline/contract';

import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';

/** The departments of one's scope; the parent of the topmost is hidden, so that the tree stands. */
export async function listDepartments(context: AppContext): Promise<Department[]> {
  const scope = await authorise(context, 'departments.see');
  const all = await context.store.departments.views();
  if (scope === 'all') return all;
  return all
    .filter((one) => scope.has(one.id))
    .map((one) =>
      one.parentId !== null && scope.has(one.parentId) ? one : { ...one, parentId: null },
    );
}
