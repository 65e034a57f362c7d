import type { DepartmentDetail } from '@everyline/contract';

import { authorise, requireInside } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';

/** A department with what belongs to it and what became of it; those above it only as far as one's scope goes. */
export async function readDepartment(context: AppContext, id: string): Promise<DepartmentDetail> {
  const scope = await authorise(context, 'departments.see');
  requireInside(scope, id);
  const { departments } = context.store;
  const [all, formerNames, holdings, events] = await Promise.all([
    departments.all(),
    departments.formerNames(),
    departments.holdings(id),
    departments.events(id),
  ]);
  const found = all.find((one) => one.id === id);
  if (!found) throw notFound('department');
  const above = [];
  const seen = new Set([id]);
  for (let at = found.parentId; at !== null && !seen.has(at);) {
    seen.add(at);
    const parent = all.find((one) => one.id === at);
    if (!parent || (scope !== 'all' && !scope.has(parent.id))) break;
    above.unshift({ id: parent.id, name: parent.name });
    at = parent.parentId;
  }
  return {
    department: { id, name: found.name },
    above,
    code: found.code,
    areaCode: found.areaCode,
    formerNames: formerNames
      .filter(({ departmentId }) => departmentId === id)
      .map(({ name }) => name)
      .reverse(),
    holdings,
    history: events.map((event) => ({
      atMs: event.atMs,
      by: event.by,
      kind: event.kind,
      before: event.before,
      after: event.after,
      file: event.detail.file ?? null,
      moved: event.detail.moved ?? null,
      own: event.departmentId === id,
    })),
  };
}
