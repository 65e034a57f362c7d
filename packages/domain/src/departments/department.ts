/** An office in the tree of departments; every line has one responsible office. */
export interface Department {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
  /** Area code of the department's seat, with its zero (`028`), or null when it is the city's own. */
  readonly areaCode: string | null;
  /** The number by which the city's register of offices knows it; null where it has none. */
  readonly code: string | null;
}

/** A name that a department had: it is still found by it, and imports still match it. */
export interface FormerName {
  readonly departmentId: string;
  readonly name: string;
}

/**
 * The department and all departments under it, by id. A tree with a cycle is walked once, never for
 * ever.
 */
export function departmentsUnder(
  departments: readonly Pick<Department, 'id' | 'parentId'>[],
  rootId: string,
): ReadonlySet<string> {
  const children = new Map<string, string[]>();
  for (const department of departments) {
    if (department.parentId === null) continue;
    const siblings = children.get(department.parentId);
    if (siblings) siblings.push(department.id);
    else children.set(department.parentId, [department.id]);
  }
  const seen = new Set<string>([rootId]);
  const waiting = [rootId];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const child of children.get(id) ?? []) {
      if (seen.has(child)) continue;
      seen.add(child);
      waiting.push(child);
    }
  }
  return seen;
}

/** The office so many levels (≥ 1) above one; null where the tree is not that high. */
export function departmentAbove(
  departments: readonly Department[],
  id: string,
  levels: number,
): string | null {
  const parents = new Map(departments.map((one) => [one.id, one.parentId]));
  const seen = new Set([id]);
  let at: string | null = id;
  for (let level = 0; level < levels && at !== null; level += 1) {
    at = parents.get(at) ?? null;
    if (at !== null && seen.has(at)) return null;
    if (at !== null) seen.add(at);
  }
  return at;
}

/** Whether a department may come to stand under another one: not under itself or what is below it. */
export function mayStandUnder(
  departments: readonly Pick<Department, 'id' | 'parentId'>[],
  id: string,
  parentId: string | null,
): boolean {
  return parentId === null || !departmentsUnder(departments, id).has(parentId);
}

/** The one office that stands over all others; null where several stand at the top. */
export function officeOverAll(
  departments: readonly Pick<Department, 'id' | 'parentId'>[],
): string | null {
  const [top, ...others] = departments.filter(({ parentId }) => parentId === null);
  return others.length === 0 ? (top?.id ?? null) : null;
}
