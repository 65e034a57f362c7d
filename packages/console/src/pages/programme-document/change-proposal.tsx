import type { MeasureProposal, ProposalDecision } from '@everyline/contract';
import { Form } from 'antd';

import { FormModal } from '../../form-modal.tsx';
import { useWords } from '../../words/words.ts';
import { AmountItem, IndicatorList, IndicatorRow } from '../measure/indicator-list.tsx';
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
      <IndicatorList
        row={(name, onRemove) => (
          <IndicatorRow name={name} className="with-actual" onRemove={onRemove}>
            <AmountItem name={[name, 'actual']} label={words.actual} />
          </IndicatorRow>
        )}
      />
    </FormModal>
  );
}
