import type { Permission } from '@everyline/contract';
import { departmentsUnder } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import { AppFault } from '../faults.ts';
import { reachOf } from './matrix.ts';
import type { Scope } from './scope.ts';

/**
 * Asks whether the actor may do an operation, and within which departments; throws `forbidden`.
 * Whatever has no department (an unowned line, a trunk, a setting) is outside a limited scope.
 */
export async function authorise(
  context: Pick<AppContext, 'actor' | 'store'>,
  permission: Permission,
): Promise<Scope> {
  const { actor } = context;
  if (actor.kind === 'system') return 'all';
  const reach = reachOf(actor.role, permission);
  if (reach === 'no') throw new AppFault('forbidden', { permission });
  if (reach === 'all' || actor.departmentId === null) return 'all';
  return departmentsUnder(await context.store.departments.scopes(), actor.departmentId);
}

/** Throws `outside_scope` unless the department is inside; null is inside the whole city only. */
export function requireInside(scope: Scope, departmentId: string | null): void {
  if (scope === 'all') return;
  if (departmentId === null || !scope.has(departmentId)) throw new AppFault('outside_scope');
}

/** Throws `outside_scope` unless the scope is the whole city. */
export function requireWholeCity(scope: Scope): void {
  if (scope !== 'all') throw new AppFault('outside_scope');
}
