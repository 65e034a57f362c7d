import { EntryStateWord } from '@everyline/contract';
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';

import { useAddress } from '../../address.ts';
import { api } from '../../api.ts';
import { DepartmentFilter } from '../../department-select.tsx';
import { ClearFilters, ManyFilter, OnlyFilter, SearchFilter } from '../../filters.tsx';
import { useWords } from '../../words/words.ts';

const filterKeys = [
  'q',
  'state',
  'departmentId',
  'category',
  'expiring',
  'sourceLost',
  'documentId',
] as const;

/** Categories that entries stand in, with those that only others stand below. */
export function useCategories(): string[] {
  const found = useQuery({
    queryKey: ['knowledge', 'categories'],
    queryFn: () => api.entryCategories(),
  });
  const paths = (found.data ?? []).flatMap(({ category }) => {
    const steps = category.split('/');
    return steps.map((_, at) => steps.slice(0, at + 1).join('/'));
  });
  return [...new Set(paths)].sort();
}

/** The search and the filters of the list of entries; all of them live in the address. */
export function EntryFilters() {
  const words = useWords().knowledge;
  const address = useAddress();
  const categories = useCategories();
  return (
    <div className="filters" role="search">
      <SearchFilter label={words.search} />
      <ManyFilter
        name="state"
        label={words.anyState}
        options={EntryStateWord.enum.map((value) => ({ value, label: words.states[value] }))}
      />
      <DepartmentFilter placeholder={words.department} minWidth={180} />
      <Select
        allowClear
        showSearch
        aria-label={words.category}
        placeholder={words.anyCategory}
        style={{ minWidth: 150 }}
        popupMatchSelectWidth={false}
        value={address.one('category') ?? null}
        onChange={(category: string | undefined) => address.change({ category })}
        options={categories.map((value) => ({ value, label: value.replaceAll('/', ' / ') }))}
      />
      <OnlyFilter name="expiring" label={words.expiring} />
      <OnlyFilter name="sourceLost" label={words.sourceLost} />
      <ClearFilters names={filterKeys} label={words.clear} />
    </div>
  );
}
