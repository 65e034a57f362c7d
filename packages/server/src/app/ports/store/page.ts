/** Which part of a list is wanted; the first page is 1. */
export interface Paging {
  readonly page: number;
  readonly pageSize: number;
}

export interface Page<T> {
  readonly items: T[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}

/** The page asked for, 50 a page unless said otherwise. */
export function pagingOf(query: { page?: number; pageSize?: number }): Paging {
  return { page: query.page ?? 1, pageSize: query.pageSize ?? 50 };
}
