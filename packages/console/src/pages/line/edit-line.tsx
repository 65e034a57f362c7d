import { PurposeWord, TierWord, type Line, type LineChange } from '@everyline/contract';
import { purposeWords, tierWords } from '@everyline/ui';
import { Form, Input, InputNumber, Select } from 'antd';

import { api, queries } from '../../api.ts';
import { DepartmentSelect } from '../../department-select.tsx';
import { useAttempt } from '../../failure.ts';
import { useOptions } from '../../filters.tsx';
import { FormModal } from '../../form-modal.tsx';
import { useWords } from '../../words/words.ts';

interface Fields {
  departmentId?: string;
  purpose: NonNullable<LineChange['purpose']>;
  tier: NonNullable<LineChange['tier']>;
  publishedHours?: string;
  seats?: number | null;
  serviceItems: string[];
}

/** Corrects office, purpose, tier, hours, seats and services of a line. */
export function EditLine({ line, onClose }: { line: Line; onClose: () => void }) {
  const words = useWords();
  const purposes = useOptions(PurposeWord.enum, purposeWords);
  const tiers = useOptions(TierWord.enum, tierWords);
  const attempt = useAttempt();
  const [form] = Form.useForm<Fields>();
  const save = async (fields: Fields) => {
    const done = await attempt(() =>
      api.changeLine({
        params: { id: line.id },
        body: {
          departmentId: fields.departmentId ?? null,
          purpose: fields.purpose,
          tier: fields.tier,
          publishedHours: fields.publishedHours?.trim() ? fields.publishedHours.trim() : null,
          seats: fields.seats ?? null,
          serviceItems: fields.serviceItems,
        },
      }),
    );
    if (!done) return;
    void queries.invalidateQueries({ queryKey: ['line', line.id] });
    void queries.invalidateQueries({ queryKey: ['lines'] });
    onClose();
  };
  return (
    <FormModal
      title={line.display}
      onClose={onClose}
      form={form}
      onFinish={save}
      initialValues={{
        departmentId: line.department?.id,
        purpose: line.purpose,
        tier: line.tier,
        publishedHours: line.publishedHours ?? '',
        seats: line.seats,
        serviceItems: line.serviceItems,
      }}
    >
      <Form.Item name="departmentId" label={words.lines.department}>
        <DepartmentSelect />
      </Form.Item>
      <Form.Item name="purpose" label={words.lines.purpose}>
        <Select options={purposes} />
      </Form.Item>
      <Form.Item name="tier" label={words.lines.tier}>
        <Select options={tiers} />
      </Form.Item>
      <Form.Item name="publishedHours" label={words.line.hours}>
        <Input maxLength={300} />
      </Form.Item>
      <Form.Item name="seats" label={words.line.seats}>
        <InputNumber min={0} max={100_000} precision={0} />
      </Form.Item>
      <Form.Item name="serviceItems" label={words.lines.services}>
        <Select mode="tags" open={false} suffixIcon={null} />
      </Form.Item>
    </FormModal>
  );
}
