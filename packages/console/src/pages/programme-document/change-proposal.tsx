import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { MeasureProposal, ProposalDecision } from '@everyline/contract';
import { Button, Form, Input, InputNumber } from 'antd';

import { FormModal } from '../../form-modal.tsx';
import { useWords } from '../../words/words.ts';
import {
  MeasureFields,
  sentValues,
  shownValues,
  type MeasureValues,
} from '../measure/measure-fields.tsx';

interface IndicatorValues {
  name?: string;
  unit?: string;
  planned?: number | null;
  actual?: number | null;
}

interface Fields extends MeasureValues {
  indicators?: IndicatorValues[];
}

/** A proposal as somebody corrects it before it becomes a measure. */
export function ChangeProposal({
  proposal,
  onClose,
  onAccept,
}: {
  proposal: MeasureProposal;
  onClose: () => void;
  onAccept: (decision: ProposalDecision) => Promise<boolean>;
}) {
  const words = useWords().programmes;
  const [form] = Form.useForm<Fields>();
  const save = async ({ indicators = [], ...fields }: Fields) => {
    const done = await onAccept({
      measure: {
        ...sentValues(fields),
        indicators: indicators.map(({ name = '', unit = '', planned, actual }) => ({
          ...{ name, unit },
          planned: planned ?? null,
          actual: actual ?? null,
        })),
      },
    });
    if (done) onClose();
  };
  const initial: Fields = {
    ...shownValues({ ...proposal, day: proposal.deadline?.day ?? null }),
    indicators: proposal.indicators.map(({ name, unit, planned, actual }) => ({
      ...{ name, unit, planned, actual },
    })),
  };
  const needed = [{ required: true, whitespace: true, message: words.needed }];
  return (
    <FormModal
      form={form}
      title={words.change}
      okText={words.accept}
      width={820}
      initialValues={initial}
      onClose={onClose}
      onFinish={save}
    >
      <blockquote className="marked-text measure-quote">{proposal.quote}</blockquote>
      <MeasureFields />
      <Form.List name="indicators">
        {(rows, { add, remove }) => (
          <>
            <p>{words.indicators}</p>
            {rows.map(({ key, name }) => (
              <div className="indicator-row with-actual" key={key}>
                <Form.Item name={[name, 'name']} rules={needed}>
                  <Input
                    maxLength={60}
                    placeholder={words.indicator}
                    aria-label={words.indicator}
                  />
                </Form.Item>
                <Form.Item name={[name, 'unit']} rules={needed}>
                  <Input maxLength={20} placeholder={words.unit} aria-label={words.unit} />
                </Form.Item>
                <Form.Item name={[name, 'planned']}>
                  <InputNumber
                    min={0}
                    style={{ width: '100%' }}
                    placeholder={words.planned}
                    aria-label={words.planned}
                  />
                </Form.Item>
                <Form.Item name={[name, 'actual']}>
                  <InputNumber
                    min={0}
                    style={{ width: '100%' }}
                    placeholder={words.actual}
                    aria-label={words.actual}
                  />
                </Form.Item>
                <Button
                  icon={<DeleteOutlined />}
                  aria-label={words.removeIndicator}
                  title={words.removeIndicator}
                  onClick={() => remove(name)}
                />
              </div>
            ))}
            <Button icon={<PlusOutlined />} onClick={() => add({})}>
              {words.addIndicator}
            </Button>
          </>
        )}
      </Form.List>
    </FormModal>
  );
}
