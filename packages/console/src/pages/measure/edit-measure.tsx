import { LiveFigureWord, type Measure } from '@everyline/contract';
import { Form, Select } from 'antd';

import { api, queries } from '../../api.ts';
import { useAttempt } from '../../failure.ts';
import { FormModal } from '../../form-modal.tsx';
import { useWords } from '../../words/words.ts';
import { IndicatorList, IndicatorRow } from './indicator-list.tsx';
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
      <IndicatorList
        row={(name, onRemove) => <LiveIndicatorRow name={name} onRemove={onRemove} />}
      />
    </FormModal>
  );
}

function LiveIndicatorRow({ name, onRemove }: { name: number; onRemove: () => void }) {
  const words = useWords().programmes;
  const live = Form.useWatch<string | undefined>(['indicators', name, 'live']);
  const choices = LiveFigureWord.enum.flatMap((figure) =>
    scopes.map((of) => ({
      value: `${figure}:${of}`,
      label: `${words.liveFigures[figure]} · ${words.liveScopes[of]}`,
    })),
  );
  return (
    <IndicatorRow
      name={name}
      className="with-live"
      hasOwnUnit={live === undefined}
      onRemove={onRemove}
    >
      <Form.Item name={[name, 'live']}>
        <Select
          allowClear
          placeholder={words.notLive}
          aria-label={words.live}
          options={choices}
          popupMatchSelectWidth={false}
        />
      </Form.Item>
    </IndicatorRow>
  );
}
