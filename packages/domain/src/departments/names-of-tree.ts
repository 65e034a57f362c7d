import { nameKey } from './office-name.ts';
import type { KnownTree } from './planned-department.ts';

/** The names of a tree, present ones before those of the past. */
export class NamesOfTree {
  private readonly byPlace = new Map<string, string>();
  private readonly byName = new Map<string, string | null>();
  private readonly byFormerName = new Map<string, string | null>();

  constructor(tree: KnownTree) {
    const parents = new Map(tree.departments.map(({ id, parentId }) => [id, parentId]));
    for (const { id, name } of tree.departments) {
      const key = nameKey(name);
      this.byPlace.set(`${parents.get(id) ?? 'top'} ${key}`, id);
      this.byName.set(key, this.byName.has(key) ? null : id);
    }
    for (const { departmentId, name } of tree.formerNames) {
      if (!parents.has(departmentId)) continue;
      const key = nameKey(name);
      const place = `${parents.get(departmentId) ?? 'top'} ${key}`;
      if (!this.byPlace.has(place)) this.byPlace.set(place, departmentId);
      const held = this.byFormerName.get(key);
      this.byFormerName.set(key, held === undefined || held === departmentId ? departmentId : null);
    }
  }

  under(parentId: string | null, key: string): string | undefined {
    return this.byPlace.get(`${parentId ?? 'top'} ${key}`);
  }

  /** The only department of that name; undefined where there is none or several. */
  only(key: string): string | undefined {
    const present = this.byName.get(key);
    return (present === undefined ? this.byFormerName.get(key) : present) ?? undefined;
  }
}
