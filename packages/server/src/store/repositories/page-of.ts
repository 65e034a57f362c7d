import type { SelectQueryBuilder } from 'kysely';

import type { Page, Paging } from '../../app/ports/store/page.ts';
import type { Tables } from '../database.ts';

/** Runs a list: how many there are, and the page wanted, each row made into what the port promises. */
export async function pageOf<T extends keyof Tables, Row, Item>(
  paging: Paging,
  count: SelectQueryBuilder<Tables, T, { total: number }>,
  rows: SelectQueryBuilder<Tables, T, Row>,
  toItem: (row: Row) => Item,
): Promise<Page<Item>> {
  const { total } = await count.executeTakeFirstOrThrow();
  const found = await rows
    .limit(paging.pageSize)
    .offset((paging.page - 1) * paging.pageSize)
    .execute();
  return { items: found.map(toItem), total, ...paging };
}
