import type { Department } from './department.ts';
import type { DepartmentEntry, DepartmentTable } from './department-table.ts';
import { NamesOfTree } from './names-of-tree.ts';
import { isPartName, nameKey } from './office-name.ts';
import type {
  DepartmentFactChange,
  ImportProblem,
  KnownTree,
  PlannedDepartment,
} from './planned-department.ts';
import { resolveParents, type ParentOf } from './resolve-parents.ts';
import { keysOnCycles } from './tree-cycles.ts';

/** Longest name of an office. */
const NAME_CHARS = 200;
const AREA_CODE = /^0(10|2\d|[3-9]\d{2})$/;

/**
 * What an import of a table would do to the tree, row by row. A department is known again by our own
 * number, by its code, by its name under the same parent, else by a name that only it has; names of
 * before count. Names that every office has (办公室) are not enough to move one.
 */
export function planDepartmentImport(
  table: DepartmentTable,
  tree: KnownTree,
  mayChange: (departmentId: string | null) => boolean = () => true,
): PlannedDepartment[] {
  return new ImportPlan(table, tree, mayChange).planned();
}

class ImportPlan {
  private readonly table: DepartmentTable;
  private readonly tree: KnownTree;
  private readonly mayChange: (departmentId: string | null) => boolean;
  private readonly known: ReadonlyMap<string, Department>;
  private readonly parents: readonly ParentOf[];
  private readonly problems: (ImportProblem | null)[];
  private readonly matched: (string | null)[];

  constructor(
    table: DepartmentTable,
    tree: KnownTree,
    mayChange: (departmentId: string | null) => boolean,
  ) {
    this.table = table;
    this.tree = tree;
    this.mayChange = mayChange;
    this.known = new Map(tree.departments.map((one) => [one.id, one]));
    const resolved = resolveParents(table.entries, tree);
    this.parents = resolved.parents;
    this.problems = table.entries.map(
      (entry, at) => ownProblem(entry) ?? resolved.problems[at] ?? null,
    );
    this.matched = table.entries.map(() => null);
  }

  planned(): PlannedDepartment[] {
    this.refuseDoubles();
    this.match();
    this.refuseTakenNames();
    this.refuseCycles();
    this.refuseForeign();
    this.leaveOutBelow();
    return this.table.entries.map((entry, at) => this.plan(entry, at));
  }

  /** The same number, code or place in the tree twice: the first one stands. */
  private refuseDoubles(): void {
    const { entries } = this.table;
    const seen = new Map<string, number>();
    const refuse = (key: string, at: number, code: 'duplicate' | 'duplicate_code') => {
      const first = seen.get(key);
      if (first === undefined) seen.set(key, at);
      else this.problems[at] ??= { code, at: (entries[first] as DepartmentEntry).place };
    };
    for (const [at, entry] of entries.entries()) {
      if (this.problems[at] !== null) continue;
      if (entry.id !== null) refuse(`id ${entry.id}`, at, 'duplicate_code');
      if (entry.code !== null) refuse(`code ${entry.code}`, at, 'duplicate_code');
      const parent = this.parents[at] as ParentOf;
      const under =
        parent.kind === 'entry'
          ? `entry ${parent.index}`
          : parent.kind === 'known'
            ? parent.id
            : 'top';
      refuse(`name ${under} ${nameKey(entry.name)}`, at, 'duplicate');
    }
  }

  private match(): void {
    const { entries } = this.table;
    const taken = new Set<string>();
    const take = (at: number, id: string | undefined): boolean => {
      if (id === undefined || taken.has(id)) return false;
      taken.add(id);
      this.matched[at] = id;
      return true;
    };
    const byCode = new Map(
      this.tree.departments.flatMap((one) => (one.code === null ? [] : [[one.code, one.id]])),
    );
    for (const [at, entry] of entries.entries()) {
      if (this.problems[at]) continue;
      const id = entry.id !== null && this.known.has(entry.id) ? entry.id : undefined;
      if (!take(at, id) && entry.code !== null) take(at, byCode.get(entry.code));
    }
    const names = new NamesOfTree(this.tree);
    const written = new Map<string, number>();
    for (const { name } of entries) {
      written.set(nameKey(name), (written.get(nameKey(name)) ?? 0) + 1);
    }
    for (const at of this.topDown()) {
      if (this.problems[at] || this.matched[at] !== null) continue;
      const entry = entries[at] as DepartmentEntry;
      const key = nameKey(entry.name);
      const parent = this.parents[at] as ParentOf;
      const parentId = this.standsUnder(at);
      if (parentId !== undefined && parent.kind !== 'unsaid') {
        if (take(at, names.under(parentId, key))) continue;
      }
      const alone = (written.get(key) ?? 0) === 1;
      const sure = parent.kind === 'unsaid' || (alone && !isPartName(entry.name));
      const only = sure ? names.only(key) : undefined;
      // One with another code is another office of the same name.
      const code = only === undefined ? null : (this.known.get(only)?.code ?? null);
      if (code === null || entry.code === null || code === entry.code) take(at, only);
    }
  }

  /** Entries so that each comes after the one above it; those that hang on themselves are left out. */
  private topDown(): number[] {
    const order: number[] = [];
    const state = new Map<number, 'open' | 'done'>();
    for (let start = 0; start < this.parents.length; start += 1) {
      const path: number[] = [];
      let at: number | null = start;
      while (at !== null && !state.has(at)) {
        state.set(at, 'open');
        path.push(at);
        const parent: ParentOf | undefined = this.parents[at];
        at = parent?.kind === 'entry' ? parent.index : null;
      }
      for (const one of path.reverse()) {
        state.set(one, 'done');
        order.push(one);
      }
    }
    return order;
  }

  /** Id of the known department that one will stand under, null at the top, undefined under a new one. */
  private standsUnder(at: number): string | null | undefined {
    const parent = this.parents[at] as ParentOf;
    if (parent.kind === 'known') return parent.id;
    if (parent.kind === 'entry') return this.matched[parent.index] ?? undefined;
    if (parent.kind === 'top') return null;
    const id = this.matched[at];
    return id == null ? null : (this.known.get(id)?.parentId ?? null);
  }

  /** What one will stand under, as a key that is the same for the same place. */
  private placeOf(at: number): string {
    const under = this.standsUnder(at);
    if (under !== undefined) return under ?? 'top';
    const parent = this.parents[at] as ParentOf;
    return parent.kind === 'entry' ? `entry ${parent.index}` : 'top';
  }

  /** Two of one name under one parent; a known one that nobody changes keeps its name. */
  private refuseTakenNames(): void {
    const byPlace = new Map<string, true>();
    const touched = new Set(this.matched.filter((id, at) => id !== null && !this.problems[at]));
    for (const one of this.tree.departments) {
      if (!touched.has(one.id)) byPlace.set(`${one.parentId ?? 'top'} ${nameKey(one.name)}`, true);
    }
    for (const [at, entry] of this.table.entries.entries()) {
      if (this.problems[at]) continue;
      const key = `${this.placeOf(at)} ${nameKey(entry.name)}`;
      if (byPlace.has(key)) this.problems[at] = { code: 'name_taken', name: entry.name };
      byPlace.set(key, true);
    }
  }

  /** Departments that would come to stand under themselves, by moves or within the table. */
  private refuseCycles(): void {
    for (;;) {
      const above = new Map<string, string>();
      for (const one of this.tree.departments) {
        if (one.parentId !== null) above.set(one.id, one.parentId);
      }
      const keyOf = (at: number) => this.matched[at] ?? `entry ${at}`;
      const entryOf = new Map<string, number>();
      for (const [at] of this.table.entries.entries()) {
        if (this.problems[at]) continue;
        const parent = this.parents[at] as ParentOf;
        if (parent.kind === 'unsaid') continue;
        entryOf.set(keyOf(at), at);
        if (parent.kind === 'known') above.set(keyOf(at), parent.id);
        else if (parent.kind === 'entry') above.set(keyOf(at), keyOf(parent.index));
        else above.delete(keyOf(at));
      }
      const found = keysOnCycles(above).flatMap((key) => entryOf.get(key) ?? []);
      if (found.length === 0) return;
      for (const at of found) this.problems[at] = { code: 'cycle' };
    }
  }

  private refuseForeign(): void {
    for (const [at] of this.table.entries.entries()) {
      if (this.problems[at]) continue;
      const id = this.matched[at] ?? null;
      const changes = id === null || this.changesOf(at).length > 0;
      if (!changes) continue;
      const under = this.standsUnder(at);
      // Under a new one of the table: that one has been asked about.
      const mayStand = under === undefined || this.mayChange(under);
      const moves = id === null || this.changesOf(at).some(({ fact }) => fact === 'parent');
      if ((id !== null && !this.mayChange(id)) || (moves && !mayStand)) {
        this.problems[at] = { code: 'outside_scope' };
      }
    }
  }

  /** What hangs under a row that is left out is left out too, unless the tree has that one already. */
  private leaveOutBelow(): void {
    for (const at of this.topDown()) {
      if (this.problems[at]) continue;
      const parent = this.parents[at] as ParentOf;
      if (parent.kind !== 'entry' || !this.problems[parent.index]) continue;
      const above = this.table.entries[parent.index] as DepartmentEntry;
      this.problems[at] = { code: 'parent_left_out', at: above.place };
    }
  }

  private changesOf(at: number): DepartmentFactChange[] {
    const before = this.known.get(this.matched[at] ?? '');
    if (before === undefined) return [];
    const entry = this.table.entries[at] as DepartmentEntry;
    const changes: DepartmentFactChange[] = [];
    if (entry.stated && before.name !== entry.name) {
      // One that was found by a name of before keeps the name that it has now.
      const byNumber =
        entry.id === before.id || (entry.code !== null && entry.code === before.code);
      if (byNumber || nameKey(before.name) === nameKey(entry.name)) {
        changes.push({ fact: 'name', from: before.name, to: entry.name });
      }
    }
    const under = this.standsUnder(at);
    if (under !== before.parentId) {
      const to = under === undefined ? this.nameAbove(at) : this.nameOf(under);
      changes.push({ fact: 'parent', from: this.nameOf(before.parentId), to });
    }
    if (this.table.hasCodes && entry.stated && entry.code !== null && entry.code !== before.code) {
      changes.push({ fact: 'code', from: before.code, to: entry.code });
    }
    if (
      this.table.hasAreaCodes &&
      entry.stated &&
      entry.areaCode !== null &&
      entry.areaCode !== before.areaCode
    ) {
      changes.push({ fact: 'areaCode', from: before.areaCode, to: entry.areaCode });
    }
    return changes;
  }

  private nameOf(id: string | null): string | null {
    return id === null ? null : (this.known.get(id)?.name ?? null);
  }

  private nameAbove(at: number): string | null {
    const parent = this.parents[at] as ParentOf;
    return parent.kind === 'entry' ? (this.table.entries[parent.index]?.name ?? null) : null;
  }

  private plan(entry: DepartmentEntry, at: number): PlannedDepartment {
    const problem = this.problems[at] ?? null;
    const departmentId = this.matched[at] ?? null;
    const changes = problem === null ? this.changesOf(at) : [];
    const under = this.standsUnder(at);
    const parent = this.parents[at] as ParentOf;
    return {
      entry,
      word:
        problem !== null
          ? 'left_out'
          : departmentId === null
            ? 'new'
            : changes.length > 0
              ? 'changed'
              : 'same',
      departmentId,
      parent:
        typeof under === 'string'
          ? { kind: 'known', id: under }
          : under === undefined && parent.kind === 'entry'
            ? { kind: 'planned', index: parent.index }
            : { kind: 'top' },
      changes,
      problem,
    };
  }
}

function ownProblem(entry: DepartmentEntry): ImportProblem | null {
  if (nameKey(entry.name) === '') return { code: 'no_name' };
  if (entry.name.length > NAME_CHARS) return { code: 'name_too_long' };
  if (entry.areaCode !== null && !AREA_CODE.test(entry.areaCode)) return { code: 'bad_area_code' };
  return null;
}
