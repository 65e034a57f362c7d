import { NumberTypeWord, PurposeWord, TierWord } from '@everyline/contract';
import {
  clearanceStateWords,
  numberTypeWords,
  purposeWords,
  say,
  tierWords,
  useLanguage,
  VerdictShape,
  verdictOrder,
  verdictWords,
  type Sentence,
} from '@everyline/ui';
import { Button, Checkbox, Input, Select } from 'antd';

import { useAddress } from '../../address.ts';
import { DepartmentSelect } from '../../department-select.tsx';
import { useWords } from '../../words/words.ts';

const filterKeys = [
  'q',
  'verdict',
  'departmentId',
  'purpose',
  'numberType',
  'tier',
  'clearance',
  'conflicting',
  'ticketed',
  'campaignId',
] as const;

function useOptions<W extends string>(words: readonly W[], said: Readonly<Record<W, Sentence>>) {
  const { language } = useLanguage();
  return words.map((value) => ({ value, label: say(said[value], language) }));
}

/** The search and the filters of the list of lines; all of them live in the address. */
export function LineFilters() {
  const words = useWords();
  const { language } = useLanguage();
  const address = useAddress();
  const many = (
    key: string,
    label: string,
    options: { value: string; label: React.ReactNode }[],
  ) => (
    <Select
      mode="multiple"
      allowClear
      maxTagCount={1}
      aria-label={label}
      placeholder={label}
      style={{ minWidth: 128 }}
      popupMatchSelectWidth={false}
      value={address.many(key)}
      onChange={(value: string[]) => address.change({ [key]: value })}
      options={options}
    />
  );
  const verdicts = verdictOrder.map((value) => ({
    value,
    label: (
      <span className="verdict-mark">
        <VerdictShape verdict={value} />
        {say(verdictWords[value], language)}
      </span>
    ),
  }));
  const clearances = useOptions(
    ['cleared', 'not_cleared', 'withdrawn', 'objected', 'protected'] as const,
    clearanceStateWords,
  );
  return (
    <div className="filters" role="search">
      <Input.Search
        key={address.one('q') ?? ''}
        allowClear
        aria-label={words.lines.search}
        placeholder={words.lines.search}
        defaultValue={address.one('q')}
        onSearch={(q) => address.change({ q: q.trim() })}
        style={{ width: 240 }}
      />
      {many('verdict', words.lines.verdict, verdicts)}
      <DepartmentSelect
        value={address.one('departmentId')}
        placeholder={words.lines.department}
        onChange={(departmentId) => address.change({ departmentId })}
        style={{ minWidth: 180 }}
      />
      {many('tier', words.lines.tier, useOptions(TierWord.enum, tierWords))}
      {many('purpose', words.lines.purpose, useOptions(PurposeWord.enum, purposeWords))}
      {many('numberType', words.lines.numberType, useOptions(NumberTypeWord.enum, numberTypeWords))}
      <Select
        allowClear
        aria-label={words.lines.clearance}
        placeholder={words.lines.clearance}
        style={{ minWidth: 128 }}
        popupMatchSelectWidth={false}
        value={address.one('clearance')}
        onChange={(clearance?: string) => address.change({ clearance })}
        options={clearances}
      />
      <Checkbox
        checked={address.one('conflicting') === 'true'}
        onChange={(event) => address.change({ conflicting: event.target.checked })}
      >
        {words.lines.conflicting}
      </Checkbox>
      <Checkbox
        checked={address.one('ticketed') === 'true'}
        onChange={(event) => address.change({ ticketed: event.target.checked })}
      >
        {words.lines.ticketed}
      </Checkbox>
      {address.one('campaignId') !== undefined && (
        <Checkbox checked onChange={() => address.change({ campaignId: undefined })}>
          {words.lines.campaignOnly}
        </Checkbox>
      )}
      {filterKeys.some((key) => address.one(key) !== undefined) && (
        <Button
          type="link"
          onClick={() =>
            address.change(Object.fromEntries(filterKeys.map((key) => [key, undefined])))
          }
        >
          {words.lines.clear}
        </Button>
      )}
    </div>
  );
}
