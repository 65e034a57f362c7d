import type { OwnLine } from '@everyline/contract';
import { clearanceStateWords, say, useLanguage } from '@everyline/ui';
import { App, Button, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';

import { api, queries, useSession } from '../../api.ts';
import { startOfDateMs } from '../../city-time.ts';
import { useAttempt } from '../../failure.ts';
import { FormModal } from '../../form-modal.tsx';
import { useWords } from '../../words/words.ts';
import { readSpans } from '../settings/hours-text.ts';

/** Whether test calls of a number are permitted; its owner permits or refuses them here. */
export function ClearanceAnswer({ line }: { line: OwnLine }) {
  const words = useWords();
  const { language } = useLanguage();
  const session = useSession();
  const attempt = useAttempt();
  const [asking, setAsking] = useState<'give' | 'refuse' | null>(null);
  const names = words.owners;
  const may = (permission: 'clearances.give' | 'objections.record') =>
    session.permissions.includes(permission);
  const refused = line.objectionIds.length > 0;
  const renew = () => void queries.invalidateQueries({ queryKey: ['own-lines'] });
  const takeBack = () =>
    attempt(async () => {
      for (const id of line.objectionIds) await api.withdrawObjection({ params: { id } });
      renew();
    });
  const close = () => {
    setAsking(null);
    renew();
  };
  return (
    <div className="answer-clearance">
      <span>
        {words.lines.clearance}：
        {refused ? names.refused : say(clearanceStateWords[line.clearance], language)}
      </span>
      {line.clearance !== 'protected' && (
        <span>
          {may('clearances.give') && !refused && line.clearance !== 'cleared' && (
            <Button size="small" onClick={() => setAsking('give')}>
              {names.clearanceGive}
            </Button>
          )}{' '}
          {may('objections.record') && !refused && (
            <Button size="small" danger onClick={() => setAsking('refuse')}>
              {names.clearanceRefuse}
            </Button>
          )}
          {may('clearances.give') && refused && (
            <Button size="small" onClick={() => void takeBack()}>
              {names.clearanceAgain}
            </Button>
          )}
        </span>
      )}
      {asking === 'give' && <GiveForm line={line} onClose={close} />}
      {asking === 'refuse' && <RefuseForm line={line} onClose={close} />}
    </div>
  );
}

const dayMs = 86_400_000;

interface GiveFields {
  basis: string;
  givenBy: string;
  hours?: string;
  maxPerDay?: number | null;
  minSpacing?: number | null;
  validTo?: string;
}

function GiveForm({ line, onClose }: { line: OwnLine; onClose: () => void }) {
  const words = useWords();
  const session = useSession();
  const attempt = useAttempt();
  const { message } = App.useApp();
  const names = words.owners;
  const [form] = Form.useForm<GiveFields>();
  const give = async (fields: GiveFields) => {
    const spans = fields.hours?.trim() ? readSpans(fields.hours) : null;
    const done = await attempt(() =>
      api.giveClearance({
        body: {
          scope: { kind: 'line', lineId: line.lineId },
          basis: fields.basis.trim(),
          givenBy: fields.givenBy.trim(),
          hours:
            spans === null
              ? null
              : { rules: [{ days: { kind: 'working_days' }, season: null, spans }] },
          maxPerDay: fields.maxPerDay ?? null,
          minSpacingMs: fields.minSpacing == null ? null : fields.minSpacing * 60_000,
          validToMs: fields.validTo
            ? startOfDateMs(fields.validTo, session.city.timeZone) + dayMs
            : null,
        },
      }),
    );
    if (!done) return;
    message.success(names.given);
    onClose();
  };
  const needed = [{ required: true }];
  return (
    <FormModal
      title={line.display}
      form={form}
      okText={names.clearanceGive}
      onClose={onClose}
      onFinish={give}
      initialValues={{ givenBy: line.department?.name ?? session.account.displayName }}
    >
      <Form.Item name="basis" label={names.basis} extra={names.basisHelp} rules={needed}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
      <Form.Item name="givenBy" label={names.givenBy} rules={needed}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item
        name="hours"
        label={names.allowedHours}
        rules={[
          {
            validator: (_, value?: string) =>
              value?.trim() && readSpans(value) === null
                ? Promise.reject(new Error(words.settings.policies.badSpans))
                : Promise.resolve(),
          },
        ]}
      >
        <Input placeholder="09:00-12:00, 14:00-17:00" />
      </Form.Item>
      <Form.Item name="maxPerDay" label={names.maxPerDay}>
        <InputNumber min={1} max={24} precision={0} />
      </Form.Item>
      <Form.Item name="minSpacing" label={names.minSpacing}>
        <InputNumber min={1} max={10_080} precision={0} />
      </Form.Item>
      <Form.Item name="validTo" label={names.validTo}>
        <Input type="date" />
      </Form.Item>
    </FormModal>
  );
}

function RefuseForm({ line, onClose }: { line: OwnLine; onClose: () => void }) {
  const words = useWords();
  const attempt = useAttempt();
  const names = words.owners;
  const [form] = Form.useForm<{ note: string }>();
  const refuse = async ({ note }: { note: string }) => {
    const done = await attempt(async () => {
      await api.recordObjection({
        body: { number: line.display, by: 'office', note: note.trim() },
      });
      for (const id of line.clearanceIds) {
        await api.withdrawClearance({ params: { id }, body: { reason: note.trim() } });
      }
    });
    if (done) onClose();
  };
  return (
    <FormModal
      title={line.display}
      form={form}
      okText={names.clearanceRefuse}
      onClose={onClose}
      onFinish={refuse}
    >
      <p>{names.refuseAsk}</p>
      <Form.Item name="note" label={names.refuseWhy} rules={[{ required: true }]}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
    </FormModal>
  );
}
