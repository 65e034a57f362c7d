import { say, useLanguage, type Sentence } from '@everyline/ui';
import { Button, Checkbox, Input, Select } from 'antd';
import type { ReactNode } from 'react';

import { useAddress } from './address.ts';

/** One of the values that a filter offers. */
export interface FilterOption {
  readonly value: string;
  readonly label: ReactNode;
}

/** The options of a vocabulary in the language of the screen. */
export function useOptions<W extends string>(
  values: readonly W[],
  said: Readonly<Record<W, Sentence>>,
): FilterOption[] {
  const { language } = useLanguage();
  return values.map((value) => ({ value, label: say(said[value], language) }));
}

/** The search text `q` in the address. */
export function SearchFilter({ label }: { label: string }) {
  const address = useAddress();
  return (
    <Input.Search
      key={address.one('q') ?? ''}
      allowClear
      aria-label={label}
      placeholder={label}
      defaultValue={address.one('q')}
      onSearch={(q) => address.change({ q: q.trim() })}
      style={{ width: 240 }}
    />
  );
}

/** Any number of values of one key of the address; `chosen` where not all of them are this filter's. */
export function ManyFilter({
  name,
  label,
  options,
  chosen,
}: {
  name: string;
  label: string;
  options: FilterOption[];
  chosen?: string[];
}) {
  const address = useAddress();
  return (
    <Select
      mode="multiple"
      allowClear
      maxTagCount={1}
      aria-label={label}
      placeholder={label}
      style={{ minWidth: 128 }}
      popupMatchSelectWidth={false}
      value={chosen ?? address.many(name)}
      onChange={(value: string[]) => address.change({ [name]: value })}
      options={options}
    />
  );
}

/** A key of the address that is `true` or absent. */
export function OnlyFilter({ name, label }: { name: string; label: string }) {
  const address = useAddress();
  return (
    <Checkbox
      checked={address.one(name) === 'true'}
      onChange={(event) => address.change({ [name]: event.target.checked })}
    >
      {label}
    </Checkbox>
  );
}

/** Takes all filters of a list out of the address; shown where there is one. */
export function ClearFilters({ names, label }: { names: readonly string[]; label: string }) {
  const address = useAddress();
  if (names.every((name) => address.one(name) === undefined)) return null;
  return (
    <Button
      type="link"
      onClick={() => address.change(Object.fromEntries(names.map((name) => [name, undefined])))}
    >
      {label}
    </Button>
  );
}
