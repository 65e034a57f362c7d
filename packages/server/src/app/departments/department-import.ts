import type { DepartmentImport, DepartmentImportCounts } from '@everyline/contract';
import {
  planDepartmentImport,
  type Department,
  type KnownTree,
  type PlannedDepartment,
} from '@everyline/domain';

import { authorise } from '../access/authorise.ts';
import type { Scope } from '../access/scope.ts';
import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';
import type { DepartmentStore, StoredDepartmentImport } from '../ports/store/departments.ts';
import { sha256Hex } from '../sha256-hex.ts';
import { problemSentence } from './import-words.ts';

/** What the import of a table that was read before would do to the tree as it stands now. */
export async function readDepartmentImport(
  context: AppContext,
  id: string,
): Promise<DepartmentImport> {
  const scope = await authorise(context, 'departments.edit');
  const read = await context.store.departments.import(id);
  if (!read) throw notFound('department_import');
  return importView(context, read, scope);
}

/** An import as screens show it: what it would do, and what it did once that is done. */
export async function importView(
  { store }: Pick<AppContext, 'store'>,
  read: StoredDepartmentImport,
  scope: Scope,
): Promise<DepartmentImport> {
  const tree = await knownTree(store.departments);
  const plan = planImport(read, tree, scope);
  const known = new Map(tree.departments.map((department) => [department.id, department]));
  const named = new Set(plan.map(({ departmentId }) => departmentId));
  return {
    id: read.id,
    file: read.file,
    readAtMs: read.readAtMs,
    appliedAtMs: read.appliedAtMs,
    counts: read.result ?? countsOf(plan),
    unnamed: tree.departments.filter(({ id }) => !named.has(id)).length,
    fingerprint: await fingerprintOf(plan),
    rows: plan.map((one) => ({
      sheet: one.entry.place.sheet,
      row: one.entry.place.row,
      name: one.entry.name,
      above: namesAbove(one, plan, known).join(' / '),
      word: one.word,
      departmentId: one.departmentId,
      changes: [...one.changes],
      problem: one.problem === null ? null : problemSentence(one.problem),
    })),
  };
}

/** The tree with what its departments were called before. */
export async function knownTree(departments: DepartmentStore): Promise<KnownTree> {
  return {
    departments: await departments.all(),
    formerNames: await departments.formerNames(),
  };
}

/** What an import does, within the departments of the one who asks. */
export function planImport(
  read: StoredDepartmentImport,
  tree: KnownTree,
  scope: Scope,
): PlannedDepartment[] {
  return planDepartmentImport(
    read.table,
    tree,
    (id) => scope === 'all' || (id !== null && scope.has(id)),
  );
}

export function countsOf(plan: readonly PlannedDepartment[]): DepartmentImportCounts {
  const count = (word: PlannedDepartment['word']) => plan.filter((one) => one.word === word).length;
  return {
    created: count('new'),
    changed: count('changed'),
    same: count('same'),
    leftOut: count('left_out'),
  };
}

/** The same for two plans that do the same to the same departments. */
export function fingerprintOf(plan: readonly PlannedDepartment[]): Promise<string> {
  const done = plan.map(({ word, departmentId, parent, changes }) => [
    word,
    departmentId,
    word === 'same' ? null : parent,
    changes,
  ]);
  return sha256Hex(JSON.stringify(done));
}

function namesAbove(
  one: PlannedDepartment,
  plan: readonly PlannedDepartment[],
  known: ReadonlyMap<string, Department>,
): string[] {
  const names: string[] = [];
  const seen = new Set<PlannedDepartment>([one]);
  let { parent } = one;
  while (parent.kind === 'planned') {
    const above: PlannedDepartment | undefined = plan[parent.index];
    if (above === undefined || seen.has(above)) return names;
    seen.add(above);
    names.unshift(above.entry.name);
    parent = above.parent;
  }
  const ids = new Set<string>();
  for (let id = parent.kind === 'known' ? parent.id : null; id !== null && !ids.has(id);) {
    ids.add(id);
    const department = known.get(id);
    if (!department) break;
    names.unshift(department.name);
    id = department.parentId;
  }
  return names;
}
