import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

type Change = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** What a page shows is in its address, so that it can be sent: filters, order, page and tab. */
export interface Address {
  readonly one: (key: string) => string | undefined;
  readonly many: (key: string) => string[];
  readonly page: number;
  /** Sets or (undefined, empty) removes keys; any change but that of the page goes to page 1. */
  readonly change: (change: Change) => void;
}

export function useAddress(): Address {
  const [parameters, setParameters] = useSearchParams();
  const change = useCallback(
    (wanted: Change) =>
      setParameters(
        (held) => {
          const next = new URLSearchParams(held);
          if (!('page' in wanted)) next.delete('page');
          for (const [key, value] of Object.entries(wanted)) {
            next.delete(key);
            const values = typeof value === 'object' ? value : [value];
            for (const one of values) {
              if (one !== undefined && one !== '' && one !== false) next.append(key, String(one));
            }
          }
          return next;
        },
        { replace: true },
      ),
    [setParameters],
  );
  return useMemo(
    () => ({
      one: (key) => parameters.get(key) ?? undefined,
      many: (key) => parameters.getAll(key),
      page: Math.max(1, Number(parameters.get('page') ?? '1') || 1),
      change,
    }),
    [parameters, change],
  );
}

/** The pages of a table whose page stands in the address; `total` is not known while the first is read. */
export function pagesOf(address: Address, pageSize: number, total: number | undefined) {
  return {
    current: address.page,
    pageSize,
    total: total ?? 0,
    hideOnSinglePage: true,
    showSizeChanger: false,
    onChange: (page: number) => address.change({ page }),
  };
}

/** The values of a list in the address that are words of a closed list; others are left out. */
export function wordsOf<W extends string>(values: readonly string[], closed: readonly W[]): W[] {
  return closed.filter((word) => values.includes(word));
}

/** Leaves out what is undefined or empty, as optional fields of a query want it. */
export function given<T extends object>(
  fields: T,
): { [K in keyof T]?: Exclude<T[K], undefined | ''> } {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) =>
        value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  ) as { [K in keyof T]?: Exclude<T[K], undefined | ''> };
}
