import type { Department } from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import type { AppContext } from '../context.ts';
import type { NewDepartmentEvent } from '../ports/store/departments.ts';
import type { Repositories } from '../ports/store.ts';

type Asking = Pick<AppContext, 'actor' | 'clock'>;

/**
 * Changes a department in the transaction of what it follows from, under the lock of the tree. Its
 * history says what was before; a name that it loses stays one by which it is found.
 */
export async function reviseDepartment(
  context: Asking,
  within: Pick<Repositories, 'departments'>,
  before: Department,
  change: Partial<Omit<Department, 'id'>>,
  names: Iterable<Pick<Department, 'id' | 'name'>>,
  file?: string,
): Promise<void> {
  const atMs = context.clock.nowMs();
  const events: NewDepartmentEvent[] = [];
  const nameOf = (id: string | null) => {
    if (id === null) return null;
    for (const one of names) if (one.id === id) return one.name;
    return id;
  };
  const tell = (
    kind: NewDepartmentEvent['kind'],
    was: string | null,
    is: string | null | undefined,
  ) => {
    if (is === undefined || is === was) return;
    events.push({
      departmentId: before.id,
      atMs,
      by: actorName(context.actor),
      kind,
      before: was,
      after: is,
      detail: file === undefined ? {} : { file },
    });
  };
  tell('renamed', before.name, change.name);
  if (change.parentId !== undefined && change.parentId !== before.parentId) {
    tell('moved', nameOf(before.parentId), nameOf(change.parentId));
  }
  tell('recoded', before.code, change.code);
  tell('area_code', before.areaCode, change.areaCode);
  if (change.name !== undefined && change.name !== before.name) {
    const { id: departmentId } = before;
    await within.departments.addFormerName({ departmentId, name: before.name }, atMs);
    await within.departments.dropFormerName({ departmentId, name: change.name });
  }
  await within.departments.update(before.id, change);
  await within.departments.addEvents(events);
}

/** The first entry in the history of new departments; `under` is the name of the one above. */
export async function tellCreated(
  context: Asking,
  within: Pick<Repositories, 'departments'>,
  made: readonly { readonly id: string; readonly under: string | null }[],
  file?: string,
): Promise<void> {
  const atMs = context.clock.nowMs();
  await within.departments.addEvents(
    made.map(({ id, under }) => ({
      departmentId: id,
      atMs,
      by: actorName(context.actor),
      kind: 'created',
      before: null,
      after: under,
      detail: file === undefined ? {} : { file },
    })),
  );
}
