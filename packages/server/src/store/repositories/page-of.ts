import type { Page, Paging } from '../../app/ports/store/page.ts';

/** The part of a query builder that a list needs. */
interface Counting {
  executeTakeFirstOrThrow(): Promise<{ total: number }>;
}
interface Listing<Row> {
  limit(count: number): { offset(count: number): { execute(): Promise<Row[]> } };
}

/** Runs a list: how many there are, and the page wanted, each row made into what the port promises. */
export async function pageOf<Row, Item>(
  paging: Paging,
  count: Counting,
  rows: Listing<Row>,
  toItem: (row: Row) => Item,
): Promise<Page<Item>> {
  const { total } = await count.executeTakeFirstOrThrow();
  const found = await rows
    .limit(paging.pageSize)
    .offset((paging.page - 1) * paging.pageSize)
    .execute();
  return { items: found.map(toItem), total, ...paging };
}
