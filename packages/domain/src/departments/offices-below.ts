import { departmentsUnder, type Department } from './department.ts';

/** An office with the ids of everything under it. */
export interface OfficeBelow {
  readonly id: string;
  readonly name: string;
  readonly ids: ReadonlySet<string>;
}

/**
 * The offices by which a place is summed: those right below it, or below the only one at the top of
 * the city where `rootId` is null. What belongs to that office itself stands beside them.
 */
export function officesBelow(
  departments: readonly Department[],
  rootId: string | null,
): OfficeBelow[] {
  const ids = new Set(departments.map(({ id }) => id));
  const top = departments.filter(({ parentId }) => parentId === null || !ids.has(parentId));
  const root =
    rootId === null
      ? top.length === 1
        ? top[0]
        : undefined
      : departments.find(({ id }) => id === rootId);
  if (root === undefined) {
    return top.map(({ id, name }) => ({ id, name, ids: departmentsUnder(departments, id) }));
  }
  return [
    { id: root.id, name: root.name, ids: new Set([root.id]) },
    ...departments
      .filter(({ parentId, id }) => parentId === root.id && id !== root.id)
      .map(({ id, name }) => ({ id, name, ids: departmentsUnder(departments, id) })),
  ];
}
