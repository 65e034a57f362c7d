import { Button, Form, Input, Select } from 'antd';

import { useWords } from '../../../words/words.ts';
import { FieldRow } from './field-row.tsx';

const values = ['number', 'answer', 'department', 'date'] as const;

/** The template by which results of cases are told: its identity, and what stands in its fields. */
export function CaseTemplateFields() {
  const names = useWords().channels;
  return (
    <Form.Item label={names.template} extra={names.templateHelp}>
      <Form.Item name={['settings', 'caseTemplate', 'id']} noStyle>
        <Input maxLength={100} placeholder={names.templateId} aria-label={names.templateId} />
      </Form.Item>
      <Form.List name={['settings', 'caseTemplate', 'fields']}>
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <FieldRow key={key} onRemove={() => remove(name)}>
                <Form.Item name={[name, 'name']} noStyle>
                  <Input
                    maxLength={40}
                    placeholder={names.templateField}
                    aria-label={names.templateField}
                  />
                </Form.Item>
                <Form.Item name={[name, 'value']} noStyle>
                  <Select
                    style={{ minWidth: 120 }}
                    aria-label={names.template}
                    options={values.map((value) => ({
                      value,
                      label: names.templateValues[value],
                    }))}
                  />
                </Form.Item>
              </FieldRow>
            ))}
            <Button size="small" onClick={() => add({ name: '', value: 'answer' })}>
              {names.addField}
            </Button>
          </>
        )}
      </Form.List>
    </Form.Item>
  );
}
