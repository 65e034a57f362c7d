import type { DepartmentImport } from '@everyline/contract';
import type { Department, PlannedDepartment } from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import { authorise } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { risingIds } from '../sources/identities.ts';
import { countsOf, fingerprintOf, importView, knownTree, planImport } from './department-import.ts';
import { reviseDepartment, tellCreated } from './revise-department.ts';

/**
 * Imports a previewed table in one transaction under the lock of the tree. It does what the preview
 * showed: where the tree has changed since so that it would do something else, it does nothing and
 * throws `import_stale`. Rows with problems are left out with what hangs under them.
 */
export async function applyDepartmentImport(
  context: AppContext,
  id: string,
  fingerprint: string,
): Promise<DepartmentImport> {
  const scope = await authorise(context, 'departments.edit');
  const nextId = risingIds(context);
  await context.store.transaction(async (within) => {
    const { departments } = within;
    await departments.holdTree();
    const read = await departments.import(id);
    if (!read) throw notFound('department_import');
    if (read.appliedAtMs !== null) throw new AppFault('import_done', { file: read.file });
    const tree = await knownTree(departments);
    const plan = planImport(read, tree, scope);
    if ((await fingerprintOf(plan)) !== fingerprint) throw new AppFault('import_stale');
    const atMs = context.clock.nowMs();
    const ids = plan.map((one) => one.departmentId ?? nextId());
    const parentOf = ({ parent }: PlannedDepartment): string | null =>
      parent.kind === 'top'
        ? null
        : parent.kind === 'known'
          ? parent.id
          : (ids[parent.index] ?? null);
    const names = new Map<string, string>(tree.departments.map((one) => [one.id, one.name]));
    for (const [at, one] of plan.entries()) {
      if (one.word === 'new') names.set(ids[at] as string, one.entry.name);
    }
    const made = parentsFirst(plan).map((at): Department & { createdAtMs: number } => {
      const one = plan[at] as PlannedDepartment;
      return {
        id: ids[at] as string,
        parentId: parentOf(one),
        name: one.entry.name,
        areaCode: one.entry.areaCode,
        code: one.entry.code,
        createdAtMs: atMs,
      };
    });
    // Codes that departments give up must be free before others take them.
    const changed = plan.flatMap((one) => {
      const before = tree.departments.find((department) => department.id === one.departmentId);
      return one.word === 'changed' && before ? [{ one, before }] : [];
    });
    for (const { one, before } of changed) {
      if (one.changes.some(({ fact }) => fact === 'code'))
        await departments.update(before.id, { code: null });
    }
    await departments.insert(...made);
    await tellCreated(
      context,
      within,
      made.map((one) => ({
        id: one.id,
        under: one.parentId === null ? null : (names.get(one.parentId) ?? null),
      })),
      read.file,
    );
    const named = [...names].map(([departmentId, name]) => ({ id: departmentId, name }));
    for (const { one, before } of changed) {
      const facts = new Set(one.changes.map(({ fact }) => fact));
      await reviseDepartment(
        context,
        within,
        before,
        {
          ...(facts.has('name') && { name: one.entry.name }),
          ...(facts.has('parent') && { parentId: parentOf(one) }),
          ...(facts.has('code') && { code: one.entry.code }),
          ...(facts.has('areaCode') && { areaCode: one.entry.areaCode }),
        },
        named,
        read.file,
      );
    }
    const result = countsOf(plan);
    await departments.importDone(id, { atMs, by: actorName(context.actor), result });
    await recordAudit(
      context,
      within,
      'departments.import',
      { kind: 'department_import', id },
      {
        file: read.file,
        ...result,
        changes: changed.map(({ one, before }) => ({ id: before.id, changes: one.changes })),
      },
    );
  });
  const done = await context.store.departments.import(id);
  if (!done) throw notFound('department_import');
  return importView(context, done, scope);
}

/** The new ones of a plan, each after the new one that it hangs under. */
function parentsFirst(plan: readonly PlannedDepartment[]): number[] {
  const order: number[] = [];
  const placed = new Set<number>();
  const place = (start: number): void => {
    const path: number[] = [];
    for (let at = start; !placed.has(at);) {
      placed.add(at);
      path.push(at);
      const parent = plan[at]?.parent;
      if (parent?.kind !== 'planned') break;
      at = parent.index;
    }
    order.push(...path.reverse().filter((at) => plan[at]?.word === 'new'));
  };
  for (const [at, one] of plan.entries()) if (one.word === 'new') place(at);
  return order;
}
