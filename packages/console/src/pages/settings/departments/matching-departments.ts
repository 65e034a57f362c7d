import type { Department } from '@everyline/contract';

/**
 * The departments that are meant by what was typed (a part of the name, of a name of before, or of
 * the code), with those above them, so that the tree stands.
 */
export function matchingDepartments(
  departments: readonly Department[],
  typed: string,
): readonly Department[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return departments;
  const byId = new Map(departments.map((one) => [one.id, one]));
  const shown = new Set<string>();
  for (const one of departments) {
    const texts = [one.name, ...one.formerNames, one.code ?? ''];
    if (!texts.some((text) => text.toLowerCase().includes(wanted))) continue;
    let at: Department | undefined = one;
    while (at !== undefined && !shown.has(at.id)) {
      shown.add(at.id);
      at = at.parentId === null ? undefined : byId.get(at.parentId);
    }
  }
  return departments.filter(({ id }) => shown.has(id));
}
