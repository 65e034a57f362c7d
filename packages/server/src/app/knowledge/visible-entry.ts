import type { Permission } from '@everyline/contract';

import { authorise, requireInside } from '../access/authorise.ts';
import { reachOf } from '../access/matrix.ts';
import type { AppContext } from '../context.ts';
import { namePeople } from '../people/name-people.ts';
import { AppFault, notFound } from '../faults.ts';
import type { EntryRow } from '../ports/store/knowledge.ts';

/** An entry inside the scope of whoever may do an operation. */
export async function namedEntry(
  context: AppContext,
  id: string,
  permission: Permission,
): Promise<EntryRow> {
  const scope = await authorise(context, permission);
  const row = await context.store.knowledge.row(id);
  if (!row) throw notFound('entry');
  requireInside(scope, row.department?.id ?? null);
  return row;
}

/** Whether the one who asks may do an operation with an entry. */
export async function mayWith(
  context: AppContext,
  { department }: EntryRow,
  permission: Permission,
): Promise<boolean> {
  const { actor } = context;
  if (actor.kind === 'person' && reachOf(actor.role, permission) === 'no') return false;
  const scope = await authorise(context, permission);
  return scope === 'all' || (department !== null && scope.has(department.id));
}

/** Throws `entry_changed` where an entry is no longer as it was seen. */
export async function requireSeen(
  context: AppContext,
  { revision, changedBy, version }: EntryRow,
  seen: number,
): Promise<void> {
  if (revision === seen) return;
  const people = await namePeople(context.store);
  throw new AppFault('entry_changed', { by: people(changedBy), version: String(version) });
}
