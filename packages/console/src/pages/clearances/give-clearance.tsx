import type { ClearanceGiven, ClearanceScope, NewClearance } from '@everyline/contract';
import { clearanceRefusalWords, clearanceScopeWords, say, useLanguage } from '@everyline/ui';
import { Alert, Checkbox, DatePicker, Form, Input, InputNumber, Modal, Radio } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';

import { given } from '../../address.ts';
import { api, queries, useSession } from '../../api.ts';
import { startOfDateMs } from '../../city-time.ts';
import { DepartmentSelect } from '../../department-select.tsx';
import { useAttempt } from '../../failure.ts';
import { FormModal } from '../../form-modal.tsx';
import { useFormat } from '../../formatting.ts';
import { LineSelect } from '../../line-select.tsx';
import { useWords } from '../../words/words.ts';

interface Fields {
  kind: ClearanceScope['kind'];
  lineId?: string;
  departmentId?: string;
  withSubtree?: boolean;
  name?: string;
  numbers?: string;
  givenBy: string;
  basis: string;
  period?: [Dayjs | null, Dayjs | null] | null;
  maxPerDay?: number | null;
  minSpacingMinutes?: number | null;
}

const dayMs = 86_400_000;

function scopeOf(fields: Fields): ClearanceScope {
  if (fields.kind === 'line') return { kind: 'line', lineId: fields.lineId ?? '' };
  if (fields.kind === 'department') {
    return {
      kind: 'department',
      departmentId: fields.departmentId ?? '',
      withSubtree: fields.withSubtree ?? true,
    };
  }
  const numbers = (fields.numbers ?? '').split(/\n/).map((one) => one.trim());
  return { kind: 'list', name: fields.name ?? '', numbers: numbers.filter((one) => one !== '') };
}

function bodyOf(fields: Fields, timeZone: string): NewClearance {
  const [from, to] = fields.period ?? [null, null];
  const at = (day: Dayjs) => startOfDateMs(day.format('YYYY-MM-DD'), timeZone);
  return {
    scope: scopeOf(fields),
    givenBy: fields.givenBy.trim(),
    basis: fields.basis.trim(),
    ...given({ validFromMs: from === null ? undefined : at(from) }),
    validToMs: to === null ? null : at(to) + dayMs,
    maxPerDay: fields.maxPerDay ?? null,
    minSpacingMs: fields.minSpacingMinutes == null ? null : fields.minSpacingMinutes * 60_000,
  };
}

/** Records who permits the testing of what, on which written basis; names what cannot be cleared. */
export function GiveClearance({ lineId, onClose }: { lineId?: string; onClose: () => void }) {
  const words = useWords();
  const attempt = useAttempt();
  const { city } = useSession();
  const [form] = Form.useForm<Fields>();
  const [outcome, setOutcome] = useState<ClearanceGiven | null>(null);
  const kind = Form.useWatch('kind', form);
  const give = (fields: Fields) =>
    attempt(async () => {
      setOutcome(await api.giveClearance({ body: bodyOf(fields, city.timeZone) }));
      for (const key of ['clearances', 'lines', 'line']) {
        void queries.invalidateQueries({ queryKey: [key] });
      }
    });
  const needed = [{ required: true }];
  if (outcome !== null) return <Given outcome={outcome} onClose={onClose} />;
  return (
    <FormModal
      title={words.clearances.give}
      okText={words.clearances.give}
      onClose={onClose}
      form={form}
      initialValues={{
        kind: lineId === undefined ? 'department' : 'line',
        lineId,
        withSubtree: true,
      }}
      onFinish={give}
    >
      <Form.Item name="kind" label={words.clearances.what}>
        <KindRadio />
      </Form.Item>
      {kind === 'line' && (
        <Form.Item name="lineId" label={words.clearances.line} rules={needed}>
          <LineSelect />
        </Form.Item>
      )}
      {kind === 'department' && (
        <>
          <Form.Item name="departmentId" label={words.clearances.department} rules={needed}>
            <DepartmentSelect />
          </Form.Item>
          <Form.Item name="withSubtree" valuePropName="checked">
            <Checkbox>{words.clearances.withSubtree}</Checkbox>
          </Form.Item>
        </>
      )}
      {kind === 'list' && (
        <>
          <Form.Item name="name" label={words.clearances.listName} rules={needed}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name="numbers" label={words.clearances.numbers} rules={needed}>
            <Input.TextArea rows={5} />
          </Form.Item>
        </>
      )}
      <Form.Item
        name="givenBy"
        label={words.clearances.givenBy}
        extra={words.clearances.givenByHelp}
        rules={needed}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item
        name="basis"
        label={words.clearances.basis}
        extra={words.clearances.basisHelp}
        rules={[{ required: true, min: 2 }]}
      >
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
      <Form.Item name="period" label={words.clearances.period}>
        <DatePicker.RangePicker allowEmpty={[true, true]} style={{ width: '100%' }} />
      </Form.Item>
      <div className="filters">
        <Form.Item name="maxPerDay" label={words.clearances.maxPerDay}>
          <InputNumber min={1} max={24} precision={0} />
        </Form.Item>
        <Form.Item name="minSpacingMinutes" label={words.clearances.minSpacing}>
          <InputNumber min={1} max={10_080} precision={0} />
        </Form.Item>
      </div>
    </FormModal>
  );
}

function KindRadio(props: { value?: string; onChange?: (event: unknown) => void }) {
  const { language } = useLanguage();
  return (
    <Radio.Group
      {...props}
      optionType="button"
      options={(['line', 'department', 'list'] as const).map((value) => ({
        value,
        label: say(clearanceScopeWords[value], language),
      }))}
    />
  );
}

function Given({ outcome, onClose }: { outcome: ClearanceGiven; onClose: () => void }) {
  const words = useWords();
  const { language } = useLanguage();
  const format = useFormat();
  return (
    <Modal
      open
      title={words.clearances.give}
      onCancel={onClose}
      onOk={onClose}
      cancelButtonProps={{ style: { display: 'none' } }}
    >
      <Alert type="success" title={words.clearances.given(format.count(outcome.cleared))} />
      {outcome.refused.length > 0 && (
        <>
          <p>{words.clearances.refused}</p>
          <ul className="plain-list scroll-y" tabIndex={0} aria-label={words.clearances.refused}>
            {outcome.refused.map((one) => (
              <li key={one.number}>
                <span className="telephone">{one.number}</span>{' '}
                <span className="quiet">{say(clearanceRefusalWords[one.reason], language)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Modal>
  );
}
