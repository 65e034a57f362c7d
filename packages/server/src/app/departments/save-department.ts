import type {
  Department as DepartmentView,
  DepartmentChange,
  NewDepartment,
} from '@everyline/contract';
import { departmentsUnder } from '@everyline/domain';

import { authorise, requireInside } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound, THINGS } from '../faults.ts';
import { newId } from '../new-id.ts';

export async function createDepartment(
  context: AppContext,
  input: NewDepartment,
): Promise<DepartmentView> {
  const scope = await authorise(context, 'departments.edit');
  const parentId = input.parentId ?? null;
  requireInside(scope, parentId);
  const department = {
    id: newId(context),
    parentId,
    name: input.name.trim(),
    areaCode: input.areaCode ?? null,
    createdAtMs: context.clock.nowMs(),
  };
  await context.store.transaction(async (within) => {
    if (parentId !== null && !(await within.departments.byId(parentId)))
      throw notFound('department');
    if (await within.departments.byName(department.name, parentId)) {
      throw new AppFault('already_exists', { what: THINGS.department }, 'name');
    }
    await within.departments.insert(department);
    await recordAudit(
      context,
      within,
      'departments.create',
      { kind: 'department', id: department.id },
      input,
    );
  });
  const { createdAtMs: _made, ...view } = department;
  return { ...view, lines: 0, faulty: 0 };
}

export async function changeDepartment(
  context: AppContext,
  id: string,
  change: DepartmentChange,
): Promise<DepartmentView> {
  const scope = await authorise(context, 'departments.edit');
  requireInside(scope, id);
  await context.store.transaction(async (within) => {
    const all = await within.departments.all();
    const before = all.find((one) => one.id === id);
    if (!before) throw notFound('department');
    if (change.parentId !== undefined) {
      requireInside(scope, change.parentId);
      if (change.parentId !== null) {
        if (!all.some((one) => one.id === change.parentId)) throw notFound('department');
        if (departmentsUnder(all, id).has(change.parentId)) throw new AppFault('department_cycle');
      }
    }
    await within.departments.update(id, change);
    await recordAudit(
      context,
      within,
      'departments.change',
      { kind: 'department', id },
      { before, change },
    );
  });
  const view = (await context.store.departments.views()).find((one) => one.id === id);
  if (!view) throw notFound('department');
  return view;
}
