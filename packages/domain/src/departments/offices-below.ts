import type { Department } from './department.ts';

/**
 * To which office one level below a place each office belongs: `placeId` and what stands outside of it to themselves.
 * The place of null is the city: the roots of the tree, or, where there is but one root, what stands below it.
 */
export function officesBelow(
  departments: readonly Department[],
  placeId: string | null,
): ReadonlyMap<string, string> {
  const parents = new Map(departments.map(({ id, parentId }) => [id, parentId]));
  const roots = departments.filter(({ parentId }) => parentId === null);
  const place = placeId ?? (roots.length === 1 ? (roots[0]?.id ?? null) : null);
  const below = (id: string): string => {
    const seen = new Set<string>();
    for (let at = id; !seen.has(at);) {
      seen.add(at);
      const parent = parents.get(at) ?? null;
      if (parent === place) return at;
      if (parent === null) return id;
      at = parent;
    }
    return id;
  };
  return new Map(departments.map(({ id }) => [id, id === place ? id : below(id)]));
}
