import type { Department } from '@everyline/contract';

/** A department with those under it, as trees in forms take it. */
export interface DepartmentNode {
  readonly value: string;
  readonly title: string;
  /** What it is found by: its name, its code and the names that it had. */
  readonly found: string;
  readonly children: DepartmentNode[];
}

/** Makes the tree from the flat list; a department whose parent is missing stands at the top. */
export function departmentTree(departments: readonly Department[]): DepartmentNode[] {
  const nodes = new Map<string, DepartmentNode>(
    departments.map(({ id, name, code, formerNames }) => [
      id,
      {
        value: id,
        title: name,
        found: [name, code ?? '', ...formerNames].join(' '),
        children: [],
      },
    ]),
  );
  const top: DepartmentNode[] = [];
  for (const { id, parentId } of departments) {
    const node = nodes.get(id);
    if (node === undefined) continue;
    const parent = parentId === null ? undefined : nodes.get(parentId);
    (parent?.children ?? top).push(node);
  }
  return top;
}
