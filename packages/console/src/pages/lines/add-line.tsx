import { PurposeWord, TierWord, type Line, type NewLine } from '@everyline/contract';
import { purposeWords, tierWords } from '@everyline/ui';
import { Form, Input, Select } from 'antd';

import { given } from '../../address.ts';
import { api, queries } from '../../api.ts';
import { DepartmentSelect } from '../../department-select.tsx';
import { useAttempt } from '../../failure.ts';
import { useOptions } from '../../filters.tsx';
import { FormModal } from '../../form-modal.tsx';
import { useWords } from '../../words/words.ts';

interface Fields {
  number: string;
  departmentId?: string;
  purpose?: NewLine['purpose'];
  tier?: NewLine['tier'];
  publishedHours?: string;
  serviceItems?: string[];
}

/** Adds a line that no document publishes. */
export function AddLine({
  onClose,
  onAdded,
}: {
  onClose: () => void;
  onAdded: (line: Line) => void;
}) {
  const words = useWords();
  const purposes = useOptions(PurposeWord.enum, purposeWords);
  const tiers = useOptions(TierWord.enum, tierWords);
  const attempt = useAttempt();
  const [form] = Form.useForm<Fields>();
  const add = (fields: Fields) =>
    attempt(async () => {
      const { number, ...rest } = fields;
      const line = await api.createLine({ body: { number, ...given(rest) } });
      void queries.invalidateQueries({ queryKey: ['lines'] });
      onAdded(line);
    });
  return (
    <FormModal title={words.lines.add} onClose={onClose} form={form} onFinish={add}>
      <Form.Item name="number" label={words.lines.addNumber} rules={[{ required: true }]}>
        <Input inputMode="tel" maxLength={40} />
      </Form.Item>
      <Form.Item name="departmentId" label={words.lines.department}>
        <DepartmentSelect />
      </Form.Item>
      <Form.Item name="purpose" label={words.lines.purpose}>
        <Select allowClear options={purposes} />
      </Form.Item>
      <Form.Item name="tier" label={words.lines.tier}>
        <Select allowClear options={tiers} />
      </Form.Item>
      <Form.Item name="publishedHours" label={words.line.hours}>
        <Input maxLength={300} />
      </Form.Item>
      <Form.Item name="serviceItems" label={words.lines.services}>
        <Select mode="tags" open={false} suffixIcon={null} />
      </Form.Item>
    </FormModal>
  );
}
