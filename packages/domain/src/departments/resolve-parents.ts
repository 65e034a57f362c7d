import type { DepartmentEntry } from './department-table.ts';
import { nameKey } from './office-name.ts';
import type { ImportProblem, KnownTree } from './planned-department.ts';

/** What an entry of a table belongs to, once the name in its row is understood. */
export type ParentOf =
  | { readonly kind: 'top' | 'unsaid' }
  | { readonly kind: 'entry'; readonly index: number }
  | { readonly kind: 'known'; readonly id: string };

interface Meant {
  readonly parent?: ParentOf;
  readonly problem?: ImportProblem;
}

/**
 * Finds the department that is named as the one above: by its code or our own number, then among the rows of the table,
 * then in the tree, where names of before count after present ones.
 */
export function resolveParents(
  entries: readonly DepartmentEntry[],
  tree: KnownTree,
): { readonly parents: ParentOf[]; readonly problems: (ImportProblem | null)[] } {
  const codes = new Map<string, ParentOf>();
  for (const { id, code } of tree.departments) {
    codes.set(id, { kind: 'known', id });
    if (code !== null) codes.set(code, { kind: 'known', id });
  }
  const rows = new Map<string, number[]>();
  for (const [index, { id, name, code }] of entries.entries()) {
    if (id !== null) codes.set(id, { kind: 'entry', index });
    if (code !== null) codes.set(code, { kind: 'entry', index });
    const key = nameKey(name);
    const same = rows.get(key);
    if (same) same.push(index);
    else rows.set(key, [index]);
  }
  const known = namesOf(tree.departments.map(({ id, name }) => ({ id, name })));
  const former = namesOf(
    tree.formerNames.map(({ departmentId, name }) => ({ id: departmentId, name })),
  );

  const meant = (name: string, code: string | null): Meant => {
    const byCode = code === null ? codes.get(name) : (codes.get(code) ?? codes.get(name));
    if (byCode !== undefined) return { parent: byCode };
    const key = nameKey(name);
    const [row, ...others] = rows.get(key) ?? [];
    if (row !== undefined) {
      return others.length === 0
        ? { parent: { kind: 'entry', index: row } }
        : { problem: { code: 'ambiguous_parent', name } };
    }
    const ids = known.get(key) ?? former.get(key);
    if (ids === undefined) return { problem: { code: 'unknown_parent', name } };
    const [id] = ids;
    return ids.size === 1 && id !== undefined
      ? { parent: { kind: 'known', id } }
      : { problem: { code: 'ambiguous_parent', name } };
  };

  const parents: ParentOf[] = [];
  const problems: (ImportProblem | null)[] = [];
  for (const { parent } of entries) {
    if (parent.kind !== 'named') {
      parents.push(parent);
      problems.push(null);
      continue;
    }
    const found = meant(parent.name, parent.code);
    parents.push(found.parent ?? { kind: 'unsaid' });
    problems.push(found.problem ?? null);
  }
  return { parents, problems };
}

function namesOf(named: readonly { readonly id: string; readonly name: string }[]) {
  const names = new Map<string, Set<string>>();
  for (const { id, name } of named) {
    const key = nameKey(name);
    const ids = names.get(key);
    if (ids) ids.add(id);
    else names.set(key, new Set([id]));
  }
  return names;
}
