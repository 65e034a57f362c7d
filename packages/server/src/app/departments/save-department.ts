import type {
  Department as DepartmentView,
  DepartmentChange,
  NewDepartment,
} from '@everyline/contract';
import { mayStandUnder, tidyOfficeName, type Department } from '@everyline/domain';

import { authorise, requireInside } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound, THINGS } from '../faults.ts';
import { newId } from '../new-id.ts';
import type { Repositories } from '../ports/store.ts';
import { reviseDepartment, tellCreated } from './revise-department.ts';

/** Adds a department to the tree. */
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
    name: nameGiven(input.name),
    areaCode: input.areaCode ?? null,
    code: input.code?.trim() || null,
  };
  await context.store.transaction(async (within) => {
    await within.departments.holdTree();
    const parent = parentId === null ? null : await within.departments.byId(parentId);
    if (parentId !== null && parent === null) throw notFound('department');
    await requireFree(within, department);
    await within.departments.insert({ ...department, createdAtMs: context.clock.nowMs() });
    await tellCreated(context, within, [{ id: department.id, under: parent?.name ?? null }]);
    await recordAudit(
      context,
      within,
      'departments.create',
      { kind: 'department', id: department.id },
      input,
    );
  });
  return { ...department, formerNames: [], lines: 0, faulty: 0 };
}

/** Renames or moves a department; two people at once cannot make a cycle, as changes of the tree wait for each other. */
export async function changeDepartment(
  context: AppContext,
  id: string,
  change: DepartmentChange,
): Promise<DepartmentView> {
  const scope = await authorise(context, 'departments.edit');
  requireInside(scope, id);
  await context.store.transaction(async (within) => {
    await within.departments.holdTree();
    const all = await within.departments.all();
    const before = all.find((one) => one.id === id);
    if (!before) throw notFound('department');
    const wanted = {
      ...(change.name !== undefined && { name: nameGiven(change.name) }),
      ...(change.areaCode !== undefined && { areaCode: change.areaCode }),
      ...(change.code !== undefined && { code: change.code?.trim() || null }),
      // Where it stands already may lie outside of the scope: the topmost of one's own.
      ...(change.parentId !== undefined &&
        change.parentId !== before.parentId && { parentId: change.parentId }),
    };
    if (wanted.parentId !== undefined) {
      requireInside(scope, wanted.parentId);
      if (wanted.parentId !== null && !all.some((one) => one.id === wanted.parentId))
        throw notFound('department');
      if (!mayStandUnder(all, id, wanted.parentId)) throw new AppFault('department_cycle');
    }
    await requireFree(within, { ...before, ...wanted });
    await reviseDepartment(context, within, before, wanted, all);
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

function nameGiven(written: string): string {
  const name = tidyOfficeName(written);
  if (name !== '') return name;
  throw new AppFault(
    'invalid_input',
    { detail: { zh: '名称不能为空', en: 'the name must not be empty' } },
    'name',
  );
}

/** Throws `already_exists` where another department has the name under that parent, or the code. */
async function requireFree(within: Repositories, wanted: Department): Promise<void> {
  const others = (await within.departments.all()).filter(({ id }) => id !== wanted.id);
  const taken = (place: 'name' | 'code') =>
    new AppFault('already_exists', { what: THINGS.department }, place);
  if (others.some((one) => one.parentId === wanted.parentId && one.name === wanted.name))
    throw taken('name');
  if (wanted.code !== null && others.some(({ code }) => code === wanted.code)) throw taken('code');
}
