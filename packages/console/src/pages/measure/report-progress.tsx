import type { Measure } from '@everyline/contract';
import { Form, Input, InputNumber, Switch } from 'antd';

import { api, queries } from '../../api.ts';
import { useAttempt } from '../../failure.ts';
import { FormModal } from '../../form-modal.tsx';
import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';

interface Fields {
  text: string;
  actuals?: Record<string, number | null>;
  done?: boolean;
}

/** What an office says of its measure, with the figures that have changed. */
export function ReportProgress({ measure, onClose }: { measure: Measure; onClose: () => void }) {
  const words = useWords().programmes;
  const format = useFormat();
  const attempt = useAttempt();
  const [form] = Form.useForm<Fields>();
  const { id, programmeId } = measure;
  const typed = measure.indicators.filter(({ live }) => live === null);
  const save = ({ text, actuals = {}, done = false }: Fields) =>
    attempt(async () => {
      const values = Object.entries(actuals).flatMap(([indicatorId, value]) =>
        typeof value === 'number' ? [{ indicatorId, value }] : [],
      );
      const detail = await api.reportProgress({
        params: { id },
        body: { text, actuals: values, done },
      });
      queries.setQueryData(['measure', id], detail);
      void queries.invalidateQueries({ queryKey: ['programme', programmeId] });
      onClose();
    });
  return (
    <FormModal form={form} title={words.report} onClose={onClose} onFinish={save}>
      <Form.Item
        name="text"
        label={words.reportText}
        rules={[{ required: true, whitespace: true, message: words.needed }]}
      >
        <Input.TextArea autoSize={{ minRows: 3 }} maxLength={4000} />
      </Form.Item>
      {typed.map(({ id: indicatorId, name, unit, planned, actual }) => (
        <Form.Item
          key={indicatorId}
          name={['actuals', indicatorId]}
          label={words.total(name, unit)}
          extra={
            planned !== null && `${words.planned} ${format.count(planned)} · ${words.reportKeep}`
          }
        >
          <InputNumber
            min={0}
            style={{ width: 180 }}
            {...(actual !== null && { placeholder: String(actual) })}
          />
        </Form.Item>
      ))}
      <Form.Item
        name="done"
        label={words.reportDone}
        valuePropName="checked"
        extra={words.reportDoneHelp}
      >
        <Switch />
      </Form.Item>
    </FormModal>
  );
}
