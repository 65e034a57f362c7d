import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { LiveFigureWord, type Measure } from '@everyline/contract';
import { Button, Form, Input, InputNumber, Select } from 'antd';

import { api, queries } from '../../api.ts';
import { useAttempt } from '../../failure.ts';
import { FormModal } from '../../form-modal.tsx';
import { useWords } from '../../words/words.ts';
import { MeasureFields, sentValues, shownValues, type MeasureValues } from './measure-fields.tsx';

interface IndicatorValues {
  id?: string;
  name?: string;
  unit?: string;
  planned?: number | null;
  /** `figure:of`, or nothing where the office reports it. */
  live?: string;
}

interface Fields extends MeasureValues {
  indicators?: IndicatorValues[];
}

type Live = NonNullable<Measure['indicators'][number]['live']>;
const scopes = ['programme', 'offices'] as const satisfies readonly Live['of'][];

function liveOf(written: string | undefined): Live | null {
  const [figure, of] = (written ?? '').split(':');
  const known = LiveFigureWord.enum.find((one) => one === figure);
  const scope = scopes.find((one) => one === of);
  return known === undefined || scope === undefined ? null : { figure: known, of: scope };
}

/** A measure that is added or changed, with what it is measured by. */
export function EditMeasure({
  programmeId,
  measure,
  onClose,
}: {
  programmeId: string;
  measure: Measure | null;
  onClose: () => void;
}) {
  const words = useWords().programmes;
  const attempt = useAttempt();
  const [form] = Form.useForm<Fields>();
  const save = ({ indicators = [], ...fields }: Fields) =>
    attempt(async () => {
      const body = {
        ...sentValues(fields),
        indicators: indicators.map(({ id, name = '', unit, planned, live }) => ({
          ...(id !== undefined && { id }),
          name,
          // The server gives a live figure its own unit.
          unit: unit ?? '%',
          planned: planned ?? null,
          live: liveOf(live),
        })),
      };
      await (measure === null
        ? api.addMeasure({ params: { id: programmeId }, body })
        : api.changeMeasure({
            params: { id: measure.id },
            body: { ...body, version: measure.version },
          }));
      void queries.invalidateQueries({ queryKey: ['programme', programmeId] });
      if (measure) void queries.invalidateQueries({ queryKey: ['measure', measure.id] });
      onClose();
    });
  const initial: Fields =
    measure === null
      ? { title: '', indicators: [] }
      : {
          ...shownValues({ ...measure, day: measure.deadline }),
          indicators: measure.indicators.map(({ id, name, unit, planned, live }) => ({
            ...{ id, name, unit, planned },
            ...(live && { live: `${live.figure}:${live.of}` }),
          })),
        };
  return (
    <FormModal
      form={form}
      title={measure === null ? words.addMeasure : words.editMeasure}
      width={820}
      initialValues={initial}
      onClose={onClose}
      onFinish={save}
    >
      <MeasureFields />
      <Form.List name="indicators">
        {(rows, { add, remove }) => (
          <>
            <p>{words.indicators}</p>
            {rows.map(({ key, name }) => (
              <IndicatorRow key={key} name={name} onRemove={() => remove(name)} />
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

function IndicatorRow({ name, onRemove }: { name: number; onRemove: () => void }) {
  const words = useWords().programmes;
  const live = Form.useWatch<string | undefined>(['indicators', name, 'live']);
  const needed = [{ required: true, whitespace: true, message: words.needed }];
  const choices = LiveFigureWord.enum.flatMap((figure) =>
    scopes.map((of) => ({
      value: `${figure}:${of}`,
      label: `${words.liveFigures[figure]} · ${words.liveScopes[of]}`,
    })),
  );
  return (
    <div className="indicator-row with-live">
      <Form.Item name={[name, 'name']} rules={needed}>
        <Input maxLength={60} placeholder={words.indicator} aria-label={words.indicator} />
      </Form.Item>
      <Form.Item name={[name, 'unit']} rules={live === undefined ? needed : []}>
        <Input
          maxLength={20}
          placeholder={words.unit}
          aria-label={words.unit}
          disabled={live !== undefined}
        />
      </Form.Item>
      <Form.Item name={[name, 'planned']}>
        <InputNumber
          min={0}
          style={{ width: '100%' }}
          placeholder={words.planned}
          aria-label={words.planned}
        />
      </Form.Item>
      <Form.Item name={[name, 'live']}>
        <Select
          allowClear
          placeholder={words.notLive}
          aria-label={words.live}
          options={choices}
          popupMatchSelectWidth={false}
        />
      </Form.Item>
      <Button
        icon={<DeleteOutlined />}
        aria-label={words.removeIndicator}
        title={words.removeIndicator}
        onClick={onRemove}
      />
    </div>
  );
}
