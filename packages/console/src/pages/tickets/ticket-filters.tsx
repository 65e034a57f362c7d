import { TicketFaultWord, TicketStateWord, TierWord } from '@everyline/contract';
import {
  say,
  ticketFaultWords,
  ticketStateWords,
  tierWords,
  useLanguage,
  type Sentence,
} from '@everyline/ui';
import { Button, Checkbox, Input, Segmented, Select } from 'antd';

import { useAddress } from '../../address.ts';
import { DepartmentSelect } from '../../department-select.tsx';
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
  const { language } = useLanguage();
  const address = useAddress();
  const states = address.many('state');
  const exact = states.filter((state) => state !== 'open');
  const shortcut =
    exact.length === 0 ? (states[0] ?? 'all') : exact[0] === 'closed' ? 'closed' : '';
  const many = <W extends string>(
    key: string,
    label: string,
    values: readonly W[],
    said: Readonly<Record<W, Sentence>>,
    chosen = address.many(key),
  ) => (
    <Select
      mode="multiple"
      allowClear
      maxTagCount={1}
      aria-label={label}
      placeholder={label}
      style={{ minWidth: 128 }}
      popupMatchSelectWidth={false}
      value={chosen}
      onChange={(value: string[]) => address.change({ [key]: value })}
      options={values.map((value) => ({ value, label: say(said[value], language) }))}
    />
  );
  const only = (key: 'overdue' | 'extension', label: string) => (
    <Checkbox
      checked={address.one(key) === 'true'}
      onChange={(event) => address.change({ [key]: event.target.checked })}
    >
      {label}
    </Checkbox>
  );
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
      <Input.Search
        key={address.one('q') ?? ''}
        allowClear
        aria-label={words.tickets.search}
        placeholder={words.tickets.search}
        defaultValue={address.one('q')}
        onSearch={(q) => address.change({ q: q.trim() })}
        style={{ width: 240 }}
      />
      {many('state', words.tickets.anyState, TicketStateWord.enum, ticketStateWords, exact)}
      {many('fault', words.tickets.fault, TicketFaultWord.enum, ticketFaultWords)}
      {many('tier', words.tickets.tier, TierWord.enum, tierWords)}
      <DepartmentSelect
        value={address.one('departmentId')}
        placeholder={words.tickets.department}
        onChange={(departmentId) => address.change({ departmentId })}
        style={{ minWidth: 180 }}
      />
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
      {only('overdue', words.tickets.onlyOverdue)}
      {only('extension', words.tickets.onlyExtension)}
      {filterKeys.some((key) => address.one(key) !== undefined) && (
        <Button
          type="link"
          onClick={() =>
            address.change(Object.fromEntries(filterKeys.map((key) => [key, undefined])))
          }
        >
          {words.tickets.clear}
        </Button>
      )}
    </div>
  );
}
