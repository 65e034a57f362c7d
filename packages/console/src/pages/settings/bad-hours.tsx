import type { BadHour, NewBadHour, Trunk } from '@everyline/contract';
import { badHourStateWords, say, symptomWords, useLanguage } from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, DatePicker, Empty, Form, Input, Select, Table, Tag } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';

import { api, queries, useSession } from '../../api.ts';
import { startOfDateMs } from '../../city-time.ts';
import { failureText, useAttempt } from '../../failure.ts';
import { FormModal } from '../../form-modal.tsx';
import { useFormat } from '../../formatting.ts';
import { useLiveEvents } from '../../live-events.ts';
import { useWords } from '../../words/words.ts';

const colours = { suspected: 'orange', found: 'red', dismissed: 'default', withdrawn: 'default' };

/** Stretches of time in which a trunk failed calls on all numbers; a person may set and withdraw them. */
export function BadHours({ trunks }: { trunks: readonly Trunk[] }) {
  const words = useWords();
  const { language } = useLanguage();
  const format = useFormat();
  const mayEdit = useSession().permissions.includes('trunks.edit');
  const [form, setForm] = useState<BadHour | 'new' | null>(null);
  const names = words.settings.badHours;
  const hours = useQuery({
    queryKey: ['bad-hours'],
    queryFn: () => api.listBadHours({ query: {} }),
  });
  useLiveEvents((event) => {
    if (event.type === 'trunk.changed') void queries.invalidateQueries({ queryKey: ['bad-hours'] });
  });
  return (
    <>
      <h2>{names.title}</h2>
      <p className="quiet">{names.lead}</p>
      {mayEdit && trunks.length > 0 && (
        <div className="filters">
          <Button onClick={() => setForm('new')}>{names.set}</Button>
        </div>
      )}
      {hours.isError && <Alert type="error" title={failureText(hours.error)} />}
      <Card styles={{ body: { padding: 0 } }}>
        <Table<BadHour>
          size="small"
          rowKey="id"
          loading={hours.isPending}
          dataSource={hours.data ?? []}
          pagination={{ pageSize: 10, hideOnSinglePage: true }}
          scroll={{ x: 'max-content' }}
          locale={{
            emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={names.empty} />,
          }}
          columns={[
            {
              title: names.time,
              render: (_, one) => (
                <>
                  {format.time(one.fromMs)} –{' '}
                  {one.toMs === null ? names.goesOn : format.time(one.toMs)}
                </>
              ),
            },
            { title: names.trunk, dataIndex: 'trunkName' },
            {
              title: words.settings.trunks.state,
              render: (_, one) => (
                <Tag color={colours[one.state]}>{say(badHourStateWords[one.state], language)}</Tag>
              ),
            },
            { title: names.symptom, render: (_, one) => say(symptomWords[one.symptom], language) },
            {
              title: names.why,
              render: (_, one) => (
                <>
                  {say(one.sentence, language)}
                  {one.note !== '' && <span className="quiet"> {one.note}</span>}
                </>
              ),
            },
            { title: names.calls, align: 'right', render: (_, one) => format.count(one.calls) },
            {
              title: '',
              render: (_, one) =>
                mayEdit &&
                one.state === 'found' && (
                  <Button size="small" onClick={() => setForm(one)}>
                    {names.withdraw}
                  </Button>
                ),
            },
          ]}
        />
      </Card>
      {form === 'new' && <SetBadHour trunks={trunks} onClose={() => setForm(null)} />}
      {form !== null && form !== 'new' && (
        <WithdrawBadHour hour={form} onClose={() => setForm(null)} />
      )}
    </>
  );
}

function WithdrawBadHour({ hour, onClose }: { hour: BadHour; onClose: () => void }) {
  const words = useWords();
  const attempt = useAttempt();
  const [form] = Form.useForm<{ note: string }>();
  const names = words.settings.badHours;
  const withdraw = ({ note }: { note: string }) =>
    attempt(async () => {
      await api.withdrawBadHour({ params: { id: hour.id }, body: { note } });
      await queries.invalidateQueries({ queryKey: ['bad-hours'] });
      onClose();
    });
  return (
    <FormModal
      title={names.withdraw}
      form={form}
      okText={names.withdraw}
      onClose={onClose}
      onFinish={withdraw}
    >
      <p>{names.withdrawLead}</p>
      <Form.Item name="note" label={names.note} rules={[{ required: true, whitespace: true }]}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </FormModal>
  );
}

interface Fields {
  trunkId: string;
  symptom: NewBadHour['symptom'];
  day: Dayjs;
  from: string;
  to: string;
  note: string;
}

const timeOfDay = /^([01]\d|2[0-3]):[0-5]\d$/;

function SetBadHour({ trunks, onClose }: { trunks: readonly Trunk[]; onClose: () => void }) {
  const words = useWords();
  const { language } = useLanguage();
  const { timeZone } = useSession().city;
  const attempt = useAttempt();
  const [form] = Form.useForm<Fields>();
  const names = words.settings.badHours;
  const set = (fields: Fields) =>
    attempt(async () => {
      const dayMs = startOfDateMs(fields.day.format('YYYY-MM-DD'), timeZone);
      const body = {
        symptom: fields.symptom,
        fromMs: dayMs + minutesOf(fields.from) * 60_000,
        toMs: dayMs + minutesOf(fields.to) * 60_000,
        note: fields.note,
      };
      await api.setBadHour({ params: { id: fields.trunkId }, body });
      await queries.invalidateQueries({ queryKey: ['bad-hours'] });
      onClose();
    });
  const required = [{ required: true }];
  const time = [{ required: true, pattern: timeOfDay, message: names.timeHelp }];
  const [only] = trunks;
  return (
    <FormModal
      title={names.set}
      form={form}
      {...(trunks.length === 1 && only && { initialValues: { trunkId: only.id } })}
      onClose={onClose}
      onFinish={set}
    >
      <p className="quiet">{names.setLead}</p>
      <Form.Item name="trunkId" label={names.trunk} rules={required}>
        <Select options={trunks.map(({ id, name }) => ({ value: id, label: name }))} />
      </Form.Item>
      <Form.Item name="symptom" label={names.symptom} rules={required}>
        <Select
          options={Object.entries(symptomWords).map(([value, sentence]) => ({
            value,
            label: say(sentence, language),
          }))}
        />
      </Form.Item>
      <Form.Item name="day" label={names.day} rules={required}>
        <DatePicker style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="from" label={names.from} rules={time}>
        <Input placeholder="09:30" />
      </Form.Item>
      <Form.Item name="to" label={names.to} rules={time}>
        <Input placeholder="10:45" />
      </Form.Item>
      <Form.Item name="note" label={names.note} rules={[{ required: true, whitespace: true }]}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </FormModal>
  );
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
