import type { SavedFilter } from '@everyline/contract';

import type { SavedFilterStore } from '../../app/ports/store/saved-filters.ts';
import type { Database } from '../database.ts';

export function savedFilterRepository(db: Database): SavedFilterStore {
  return {
    of: async (accountId, page) =>
      (
        await db
          .selectFrom('saved_filters')
          .selectAll()
          .where('account_id', '=', accountId)
          .where('page', '=', page)
          .orderBy('name')
          .execute()
      ).map(({ id, name, search }) => ({ id, page, name, search })),
    save: async (accountId, filter) => {
      const row = await db
        .insertInto('saved_filters')
        .values({ ...filter, account_id: accountId })
        .onConflict((conflict) =>
          conflict.columns(['account_id', 'page', 'name']).doUpdateSet({ search: filter.search }),
        )
        .returning('id')
        .executeTakeFirstOrThrow();
      return { ...filter, id: row.id } satisfies SavedFilter;
    },
    forget: async (accountId, id) => {
      const result = await db
        .deleteFrom('saved_filters')
        .where('account_id', '=', accountId)
        .where('id', '=', id)
        .executeTakeFirst();
      return result.numDeletedRows > 0n;
    },
  };
}
