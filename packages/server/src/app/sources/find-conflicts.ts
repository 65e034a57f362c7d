import { listingConflictKinds } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import { newId } from '../new-id.ts';
import type { Repositories } from '../ports/store.ts';
import type { NewConflict } from '../ports/store/sources.ts';
import { contradictionIn } from './contradiction.ts';

const BATCH = 500;

/** Looks for contradictions that the listings of a source take part in and keeps them; returns how many are open. */
export async function findConflicts(
  context: AppContext,
  store: Repositories,
  sourceId: string,
): Promise<number> {
  let open = 0;
  for (const kind of listingConflictKinds) {
    let after = '';
    for (;;) {
      const groups = await store.sources.contradictions(kind, sourceId, after, BATCH);
      const found: NewConflict[] = [];
      for (const group of groups) {
        const contradiction = contradictionIn(group);
        if (!contradiction) continue;
        found.push({
          id: newId(context),
          kind,
          key: group.key,
          ...contradiction,
          foundAtMs: context.clock.nowMs(),
        });
      }
      open += await store.sources.keepConflicts(found);
      const last = groups.at(-1);
      if (!last || groups.length < BATCH) break;
      after = last.key;
    }
  }
  return open;
}
