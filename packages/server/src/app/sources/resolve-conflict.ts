import type { Conflict as ConflictView } from '@everyline/contract';

import { actorName } from '../access/actor.ts';
import { authorise } from '../access/authorise.ts';
import type { Scope } from '../access/scope.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { reviseLine } from '../lines/revise-line.ts';
import type { Repositories } from '../ports/store.ts';
import type { ConflictRow, ListingRow } from '../ports/store/sources.ts';
import { followListings } from '../tickets/follow-published.ts';
import { passTicket, tellSettled, type SettledTicket } from '../tickets/settle-tickets.ts';
import { conflictViews } from './conflict-view.ts';
import { departmentMatcher } from './match-department.ts';

export interface ConflictResolution {
  /** Why, in the words of the person who decided. */
  readonly resolution: string;
  /** The listing that is right; left out when all of them stand (a merge) or none matters (a dismissal). */
  readonly keepListingId?: string;
}

/**
 * Resolves a conflict. With a listing to keep, its owner becomes the line's, or, where a service
 * has different numbers, the other listings count as struck out; without, everything stays.
 */
export async function resolveConflict(
  context: AppContext,
  id: string,
  answer: ConflictResolution,
): Promise<ConflictView> {
  const scope = await authorise(context, 'sources.resolve');
  const settled: SettledTicket[] = [];
  const resolved = await context.store.transaction(async (store) => {
    const conflict = await store.sources.conflictById(id);
    if (!conflict) throw notFound('conflict');
    await requireLinesInside(scope, store, conflict);
    if (conflict.resolvedAtMs !== null) throw new AppFault('wrong_state', { state: 'resolved' });
    if (answer.keepListingId !== undefined)
      await keep(context, store, conflict, answer.keepListingId);
    const atMs = context.clock.nowMs();
    const by = actorName(context.actor);
    await store.sources.resolve(id, {
      atMs,
      by,
      resolution: answer.resolution,
      keptListingId: answer.keepListingId ?? null,
    });
    await store.audit.append({
      atMs,
      actor: by,
      operation: 'sources.resolve',
      subjectKind: 'conflict',
      subjectId: id,
      detail: { kind: conflict.kind, key: conflict.key, ...answer },
    });
    for (const ticket of await store.tickets.openOfConflict(id)) {
      settled.push(...(await passTicket(context, store, ticket.id, { reason: answer.resolution })));
    }
    for (const lineId of conflict.lineIds) {
      settled.push(
        ...(await followListings(context, store, lineId, { id, reason: answer.resolution })),
      );
    }
    return { ...conflict, resolvedAtMs: atMs, resolvedBy: by, resolution: answer.resolution };
  });
  tellSettled(context, settled);
  const [view] = await conflictViews(context.store.sources, [resolved]);
  if (!view) throw notFound('conflict');
  return view;
}

/** A scope that is limited must hold every line of the conflict. */
async function requireLinesInside(
  scope: Scope,
  store: Repositories,
  conflict: ConflictRow,
): Promise<void> {
  if (scope === 'all') return;
  const lines = await store.lines.byIds(conflict.lineIds);
  const inside = lines.every((line) => line.departmentId !== null && scope.has(line.departmentId));
  if (!inside || lines.length === 0) throw new AppFault('outside_scope');
}

async function keep(
  context: AppContext,
  store: Repositories,
  conflict: ConflictRow,
  keptId: string,
): Promise<void> {
  const listings = await store.sources.listingsById(conflict.listingIds);
  const kept = listings.find((listing) => listing.id === keptId);
  if (!kept) {
    throw new AppFault('invalid_input', {
      detail: {
        zh: 'keepListingId 不是此矛盾中的公布记录',
        en: 'keepListingId is no listing of this conflict',
      },
    });
  }
  if (conflict.kind === 'same_service_different_number') {
    await retireOthers(context, store, listings, kept);
    return;
  }
  if (kept.lineId === null || kept.owner === null) return;
  const departmentId = departmentMatcher(
    await store.departments.all(),
    await store.departments.formerNames(),
  )(kept.owner);
  const line = await store.lines.byId(kept.lineId);
  if (!line) return;
  await reviseLine(context, store, line, {
    owner: kept.owner,
    purpose: kept.purpose,
    ...(departmentId === null ? {} : { departmentId }),
  });
}

async function retireOthers(
  context: AppContext,
  store: Repositories,
  listings: readonly ListingRow[],
  kept: ListingRow,
): Promise<void> {
  const others = listings.filter(
    (listing) => listing.number !== kept.number || listing.extension !== kept.extension,
  );
  await store.sources.retireListings(others.map((listing) => listing.id));
  const sources = [...new Set(others.map((listing) => listing.sourceId))];
  const lineIds = new Set(others.flatMap((listing) => listing.lineId ?? []));
  for (const lineId of await store.sources.linesOnlyRetired(sources)) {
    const line = lineIds.has(lineId) ? await store.lines.byId(lineId) : null;
    if (line) await reviseLine(context, store, line, { state: 'retired' });
  }
}
