import { Button, Form, Input, Select } from 'antd';

import { useWords } from '../../words/words.ts';
import { readSpans, type HoursRule } from './hours-text.ts';

/** One rule of hours as it stands in the form. */
export interface RuleField {
  kind: HoursRule['days']['kind'];
  weekdays?: number[];
  spans: string;
}

const kinds = ['working_days', 'every_day', 'rest_days', 'weekdays'] as const;

/** The rules of the calling hours: which days, and which spans of the day. */
export function HoursRules() {
  const words = useWords();
  const names = words.settings.policies;
  return (
    <Form.List name="hours">
      {(rules, { add, remove }) => (
        <Form.Item label={names.hours} extra={names.hoursHelp}>
          {rules.map((rule) => (
            <div key={rule.key} className="filters">
              <Form.Item name={[rule.name, 'kind']} noStyle>
                <Select
                  aria-label={names.hours}
                  style={{ width: 220 }}
                  options={kinds.map((value) => ({ value, label: names.days[value] }))}
                />
              </Form.Item>
              <Form.Item noStyle shouldUpdate>
                {({ getFieldValue }) =>
                  getFieldValue(['hours', rule.name, 'kind']) === 'weekdays' && (
                    <Form.Item name={[rule.name, 'weekdays']} noStyle>
                      <Select
                        mode="multiple"
                        aria-label={names.days.weekdays}
                        style={{ minWidth: 180 }}
                        options={words.line.weekdays.map((label, index) => ({
                          value: index + 1,
                          label,
                        }))}
                      />
                    </Form.Item>
                  )
                }
              </Form.Item>
              <Form.Item
                name={[rule.name, 'spans']}
                noStyle
                rules={[
                  {
                    validator: (_rule, value: string) =>
                      readSpans(value) === null
                        ? Promise.reject(new Error(names.badSpans))
                        : Promise.resolve(),
                  },
                ]}
              >
                <Input aria-label={names.hours} style={{ width: 220 }} />
              </Form.Item>
              <Button type="text" onClick={() => remove(rule.name)}>
                {names.removeRule}
              </Button>
            </div>
          ))}
          <Button size="small" onClick={() => add({ kind: 'working_days', spans: '09:00-17:00' })}>
            {names.addRule}
          </Button>
        </Form.Item>
      )}
    </Form.List>
  );
}
