import { Button, Form, Input, Select } from 'antd';

import { useWords } from '../../../words/words.ts';
import { FieldRow } from './field-row.tsx';

/** Replies to words: which words, how they fit, and what is said. */
export function RuleFields() {
  const names = useWords().channels;
  return (
    <Form.Item label={names.rules} extra={names.rulesHelp}>
      <Form.List name={['settings', 'rules']}>
        {(rules, { add, remove }) => (
          <>
            {rules.map(({ key, name }) => (
              <FieldRow key={key} onRemove={() => remove(name)}>
                <Form.Item name={[name, 'match']} noStyle>
                  <Select
                    style={{ width: 90 }}
                    aria-label={names.rules}
                    options={(['is', 'has'] as const).map((value) => ({
                      value,
                      label: names.rule[value],
                    }))}
                  />
                </Form.Item>
                <Form.Item name={[name, 'words']} noStyle>
                  <Select
                    mode="tags"
                    open={false}
                    style={{ minWidth: 180 }}
                    placeholder={names.rule.words}
                    aria-label={names.rule.words}
                  />
                </Form.Item>
                <Form.Item name={[name, 'reply']} noStyle>
                  <Input.TextArea
                    autoSize
                    maxLength={600}
                    placeholder={names.rule.reply}
                    aria-label={names.rule.reply}
                  />
                </Form.Item>
              </FieldRow>
            ))}
            <Button size="small" onClick={() => add({ match: 'has', words: [], reply: '' })}>
              {names.addRule}
            </Button>
          </>
        )}
      </Form.List>
    </Form.Item>
  );
}
