import { Outcome } from '@everyline/contract';
import { OutcomeMark, outcomeWords, probeStateWords, say, useLanguage } from '@everyline/ui';
import { Checkbox, DatePicker, Select } from 'antd';
import dayjs from 'dayjs';

import { useAddress } from '../../address.ts';
import { useWords } from '../../words/words.ts';

export const probeStates = ['planned', 'refused', 'dialling', 'done', 'interrupted'] as const;

/** Filters of the list of calls; all of them live in the address. */
export function CallFilters() {
  const words = useWords();
  const { language } = useLanguage();
  const address = useAddress();
  const from = address.one('from');
  const to = address.one('to');
  return (
    <div className="filters" role="search">
      <Select
        mode="multiple"
        allowClear
        maxTagCount={1}
        aria-label={words.calls.outcome}
        placeholder={words.calls.outcome}
        style={{ minWidth: 180 }}
        popupMatchSelectWidth={false}
        value={address.many('outcome')}
        onChange={(outcome: string[]) => address.change({ outcome })}
        options={Outcome.enum.map((value) => ({
          value,
          label: <OutcomeMark outcome={value} />,
          text: say(outcomeWords[value], language),
        }))}
        optionFilterProp="text"
      />
      <Select
        aria-label={words.calls.state}
        style={{ minWidth: 128 }}
        value={address.one('state') ?? 'done'}
        onChange={(state: string) =>
          address.change({ state: state === 'done' ? undefined : state })
        }
        options={[
          ...probeStates.map((value) => ({
            value: value,
            label: say(probeStateWords[value], language),
          })),
          { value: 'all', label: words.calls.allStates },
        ]}
      />
      <DatePicker.RangePicker
        aria-label={words.calls.period}
        allowEmpty={[true, true]}
        value={[from === undefined ? null : dayjs(from), to === undefined ? null : dayjs(to)]}
        onChange={(dates) =>
          address.change({
            from: dates?.[0]?.format('YYYY-MM-DD'),
            to: dates?.[1]?.format('YYYY-MM-DD'),
          })
        }
      />
      {address.one('lineId') !== undefined && (
        <Checkbox checked onChange={() => address.change({ lineId: undefined })}>
          {words.calls.ofLine}
        </Checkbox>
      )}
      {address.one('campaignId') !== undefined && (
        <Checkbox checked onChange={() => address.change({ campaignId: undefined })}>
          {words.calls.ofCampaign}
        </Checkbox>
      )}
    </div>
  );
}
