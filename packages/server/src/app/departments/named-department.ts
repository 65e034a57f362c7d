import type { Department } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';

/** The department that was named, null where none was; throws `not_found` for one that there is not. */
export async function namedDepartment(
  { store }: Pick<AppContext, 'store'>,
  id: string | null | undefined,
): Promise<Department | null> {
  if (!id) return null;
  const department = await store.departments.byId(id);
  if (!department) throw notFound('department');
  return department;
}
