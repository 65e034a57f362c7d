import { nameKey, type Department, type FormerName } from '@everyline/domain';

/** Finds the department of the tree that an owner as published means; null when none or several could be meant. */
export type DepartmentMatcher = (owner: string | null) => string | null;

/**
 * A matcher over a tree: the same name first, then the longest department name with which the
 * owner begins (`市卫生健康委员会医政处` is of `市卫生健康委员会`), then the only one that ends with it.
 * A name of before means its department as long as no other one has it now.
 */
export function departmentMatcher(
  departments: readonly Pick<Department, 'id' | 'name'>[],
  formerNames: readonly FormerName[],
): DepartmentMatcher {
  const byKey = new Map<string, string | null>();
  for (const { id, name } of departments) {
    const key = nameKey(name);
    if (key !== '') byKey.set(key, byKey.has(key) ? null : id);
  }
  const former = new Map<string, string | null>();
  for (const { departmentId, name } of formerNames) {
    const key = nameKey(name);
    if (key === '' || byKey.has(key)) continue;
    const held = former.get(key);
    former.set(key, held === undefined || held === departmentId ? departmentId : null);
  }
  for (const [key, id] of former) byKey.set(key, id);
  const keys = [...byKey.keys()].sort((a, b) => b.length - a.length);
  const remembered = new Map<string, string | null>();
  const match = (owner: string): string | null => {
    const exact = byKey.get(owner);
    if (exact !== undefined) return exact;
    const above = keys.find((key) => key.length >= 3 && owner.startsWith(key));
    if (above !== undefined) return byKey.get(above) ?? null;
    if (owner.length < 3) return null;
    const ending = keys.filter((key) => key.endsWith(owner));
    return ending.length === 1 ? (byKey.get(ending[0] ?? '') ?? null) : null;
  };
  return (owner) => {
    const key = nameKey(owner);
    if (key === '') return null;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const found = match(key);
    if (remembered.size < 50_000) remembered.set(key, found);
    return found;
  };
}
