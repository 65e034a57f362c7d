import type { Department } from '../departments/department.ts';

/** What people are told of. */
export const newsKinds = [
  'opened',
  'reminder',
  'notice',
  'escalation',
  'confirmation',
  'menu',
  'mention',
  'case',
] as const;
export type NewsKind = (typeof newsKinds)[number];

/** What leaves the house: what people are told of, and what is said to a citizen in a conversation. */
export const deliveredKinds = [...newsKinds, 'reply'] as const;
export type DeliveredKind = (typeof deliveredKinds)[number];

/** Somebody with an account, as far as it decides what they are told. */
export interface Reader {
  readonly role: string;
  readonly departmentId: string | null;
}

/**
 * Who is told what concerns an office: its department managers; where it has none, those of the
 * nearest office above that has; at the top, those who direct the programme for the whole city.
 */
export function readersOf<R extends Reader>(
  readers: readonly R[],
  departments: readonly Department[],
  departmentId: string | null,
): R[] {
  const parents = new Map(departments.map((one) => [one.id, one.parentId]));
  const seen = new Set<string>();
  for (let at = departmentId; at !== null && !seen.has(at); at = parents.get(at) ?? null) {
    seen.add(at);
    const managers = readers.filter(
      (one) => one.role === 'department_manager' && one.departmentId === at,
    );
    if (managers.length > 0) return managers;
  }
  for (const role of ['campaign_manager', 'city_admin']) {
    const directing = readers.filter((one) => one.role === role && one.departmentId === null);
    if (directing.length > 0) return directing;
  }
  return [];
}
