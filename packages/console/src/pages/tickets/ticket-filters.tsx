import { TicketFaultWord, TicketStateWord, TierWord } from '@everyline/contract';
import { ticketFaultWords, ticketStateWords, tierWords } from '@everyline/ui';
import { Segmented, Select } from 'antd';

import { useAddress } from '../../address.ts';
import { DepartmentFilter } from '../../department-select.tsx';
import { ClearFilters, ManyFilter, OnlyFilter, SearchFilter, useOptions } from '../../filters.tsx';
import { useWords } from '../../words/words.ts';

const filterKeys = [
  'q',
  'state',
  'fault',
  'tier',
  'departmentId',
  'overdue',
  'extension',
  'sort',
] as const;

/** The search and the filters of the list of tickets; all of them live in the address. */
export function TicketFilters() {
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
          { value: 'open', label: words.tickets.open },
          { value: 'closed', label: words.tickets.closed },
        ]}
      />
      <SearchFilter label={words.tickets.search} />
      <ManyFilter
        name="state"
        label={words.tickets.anyState}
        options={useOptions(TicketStateWord.enum, ticketStateWords)}
        chosen={exact}
      />
      <ManyFilter
        name="fault"
        label={words.tickets.fault}
        options={useOptions(TicketFaultWord.enum, ticketFaultWords)}
      />
      <ManyFilter
        name="tier"
        label={words.tickets.tier}
        options={useOptions(TierWord.enum, tierWords)}
      />
      <DepartmentFilter placeholder={words.tickets.department} minWidth={180} />
      <Select
        aria-label={words.tickets.sort.opened}
        style={{ minWidth: 128 }}
        value={address.one('sort') ?? 'opened'}
        onChange={(sort: string) => address.change({ sort: sort === 'opened' ? undefined : sort })}
        options={(['opened', 'due', 'number'] as const).map((value) => ({
          value,
          label: words.tickets.sort[value],
        }))}
      />
      <OnlyFilter name="overdue" label={words.tickets.onlyOverdue} />
      <OnlyFilter name="extension" label={words.tickets.onlyExtension} />
      <ClearFilters names={filterKeys} label={words.tickets.clear} />
    </div>
  );
}
