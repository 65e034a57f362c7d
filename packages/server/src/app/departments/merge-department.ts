import type { DepartmentMerged } from '@everyline/contract';
import { departmentsUnder, nameKey } from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import { authorise, requireInside } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { reviseLine } from '../lines/revise-line.ts';

/**
 * Merges a department into another one in one transaction: lines, tickets, people, clearances, scopes
 * and the departments below go over, and its name stays one by which the other is found.
 */
export async function mergeDepartment(
  context: AppContext,
  id: string,
  intoId: string,
): Promise<DepartmentMerged> {
  const scope = await authorise(context, 'departments.edit');
  requireInside(scope, id);
  requireInside(scope, intoId);
  return context.store.transaction(async (within) => {
    const { departments } = within;
    await departments.holdTree();
    const all = await departments.all();
    const from = all.find((one) => one.id === id);
    const into = all.find((one) => one.id === intoId);
    if (!from || !into) throw notFound('department');
    if (departmentsUnder(all, id).has(intoId)) {
      throw new AppFault('department_merge', {
        detail: {
          zh: `“${into.name}”就是“${from.name}”本身或其下级，请先把它移到别处，或反过来合并`,
          en: `“${into.name}” is “${from.name}” itself or stands below it: move it elsewhere first, or merge the other way round`,
        },
      });
    }
    const theirs = new Set(
      all.filter(({ parentId }) => parentId === intoId).map(({ name }) => nameKey(name)),
    );
    const twice = all.find(
      (one) => one.parentId === id && one.id !== intoId && theirs.has(nameKey(one.name)),
    );
    if (twice) {
      throw new AppFault('department_merge', {
        detail: {
          zh: `两个单位下都有“${twice.name}”，请先合并或改名`,
          en: `both have a “${twice.name}” below them: merge or rename that one first`,
        },
      });
    }
    const moved = await departments.holdings(id);
    const lineIds = await departments.lineIds(id);
    for (const lineId of lineIds) {
      await within.owners.heldVersion(lineId);
      const line = await within.lines.byId(lineId);
      if (!line) continue;
      await reviseLine(
        context,
        within,
        line,
        { departmentId: intoId },
        { reason: `${from.name} → ${into.name}` },
      );
    }
    const atMs = context.clock.nowMs();
    await departments.merge(id, intoId, { atMs, lineIds });
    const told = { atMs, by: actorName(context.actor), before: from.name, after: into.name };
    await departments.addEvents([
      { ...told, departmentId: id, kind: 'merged', detail: {} },
      { ...told, departmentId: intoId, kind: 'took_in', detail: { moved } },
    ]);
    await recordAudit(
      context,
      within,
      'departments.merge',
      { kind: 'department', id },
      { from, into, moved },
    );
    return { into: { id: into.id, name: into.name }, moved };
  });
}
