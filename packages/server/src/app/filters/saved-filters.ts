import type { NewSavedFilter, SavedFilter } from '@everyline/contract';

import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { newId } from '../new-id.ts';

/** The filters that the person has kept for a list. */
export async function listSavedFilters(
  context: AppContext,
  page: SavedFilter['page'],
): Promise<SavedFilter[]> {
  return context.store.savedFilters.of(ownAccount(context), page);
}

/** Keeps filters for the person; the same name is replaced. */
export async function saveFilter(context: AppContext, input: NewSavedFilter): Promise<SavedFilter> {
  return context.store.savedFilters.save(ownAccount(context), { ...input, id: newId(context) });
}

export async function forgetFilter(context: AppContext, id: string): Promise<void> {
  if (!(await context.store.savedFilters.forget(ownAccount(context), id))) {
    throw notFound('filter');
  }
}

/** Filters belong to a person: a token changes nothing and has none. */
function ownAccount({ actor }: AppContext): string {
  if (actor.kind === 'system' || actor.role === 'api_token') {
    throw new AppFault('forbidden', { permission: 'filters' });
  }
  return actor.id;
}
