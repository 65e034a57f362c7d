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
} from '@everyline/ui';
import { Checkbox, Select } from 'antd';

import { useAddress } from '../../address.ts';
import { DepartmentFilter } from '../../department-select.tsx';
import { ClearFilters, ManyFilter, OnlyFilter, SearchFilter, useOptions } from '../../filters.tsx';
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
  'unkept',
  'campaignId',
] as const;

/** The search and the filters of the list of lines; all of them live in the address. */
export function LineFilters() {
  const words = useWords();
  const { language } = useLanguage();
  const address = useAddress();
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
      <SearchFilter label={words.lines.search} />
      <ManyFilter name="verdict" label={words.lines.verdict} options={verdicts} />
      <DepartmentFilter placeholder={words.lines.department} minWidth={180} />
      <ManyFilter
        name="tier"
        label={words.lines.tier}
        options={useOptions(TierWord.enum, tierWords)}
      />
      <ManyFilter
        name="purpose"
        label={words.lines.purpose}
        options={useOptions(PurposeWord.enum, purposeWords)}
      />
      <ManyFilter
        name="numberType"
        label={words.lines.numberType}
        options={useOptions(NumberTypeWord.enum, numberTypeWords)}
      />
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
      <OnlyFilter name="conflicting" label={words.lines.conflicting} />
      <OnlyFilter name="ticketed" label={words.lines.ticketed} />
      <OnlyFilter name="unkept" label={words.lines.unkept} />
      {address.one('campaignId') !== undefined && (
        <Checkbox checked onChange={() => address.change({ campaignId: undefined })}>
          {words.lines.campaignOnly}
        </Checkbox>
      )}
      <ClearFilters names={filterKeys} label={words.lines.clear} />
    </div>
  );
}
