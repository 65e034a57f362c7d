import { CaseChannelWord, CaseStateWord } from '@everyline/contract';
import { caseChannelWords, caseStateWords, say, useLanguage } from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import { Segmented, Select } from 'antd';

import { useAddress } from '../../address.ts';
import { api } from '../../api.ts';
import { DepartmentFilter } from '../../department-select.tsx';
import { ClearFilters, ManyFilter, OnlyFilter, SearchFilter, useOptions } from '../../filters.tsx';
import { useWords } from '../../words/words.ts';

const filterKeys = [
  'q',
  'state',
  'category',
  'channel',
  'departmentId',
  'lineId',
  'overdue',
  'extension',
  'toBeTold',
  'sort',
] as const;

/** The categories of the city's rules. */
export function useCategories() {
  const policy = useQuery({ queryKey: ['case-policy'], queryFn: () => api.casePolicy() });
  const { language } = useLanguage();
  return (policy.data?.categories ?? []).map(({ code, name }) => ({
    value: code,
    label: say(name, language),
  }));
}

/** The search and the filters of the list of cases; all of them live in the address. */
export function CaseFilters() {
  const words = useWords();
  const address = useAddress();
  const states = address.many('state');
  const exact = states.filter((state) => state !== 'open');
  const shortcut =
    exact.length === 0 ? (states[0] ?? 'all') : exact[0] === 'closed' ? 'closed' : '';
  return (
    <div className="filters" role="search">
      <Segmented
        value={exact.length > 1 ? '' : shortcut}
        onChange={(value) => address.change({ state: value === 'all' ? undefined : value })}
        options={[
          { value: 'all', label: words.tickets.all },
          { value: 'open', label: words.cases.open },
          { value: 'closed', label: words.cases.closed },
        ]}
      />
      <SearchFilter label={words.cases.search} />
      <ManyFilter
        name="state"
        label={words.tickets.anyState}
        options={useOptions(CaseStateWord.enum, caseStateWords)}
        chosen={exact}
      />
      <ManyFilter name="category" label={words.cases.category} options={useCategories()} />
      <ManyFilter
        name="channel"
        label={words.cases.channel}
        options={useOptions(CaseChannelWord.enum, caseChannelWords)}
      />
      <DepartmentFilter placeholder={words.tickets.department} minWidth={180} />
      <Select
        aria-label={words.cases.sort.received}
        style={{ minWidth: 128 }}
        value={address.one('sort') ?? 'received'}
        onChange={(sort: string) =>
          address.change({ sort: sort === 'received' ? undefined : sort })
        }
        options={(['received', 'due', 'number'] as const).map((value) => ({
          value,
          label: words.cases.sort[value],
        }))}
      />
      <OnlyFilter name="overdue" label={words.cases.onlyOverdue} />
      <OnlyFilter name="extension" label={words.cases.onlyExtension} />
      <OnlyFilter name="toBeTold" label={words.cases.onlyToBeTold} />
      <ClearFilters names={filterKeys} label={words.tickets.clear} />
    </div>
  );
}
