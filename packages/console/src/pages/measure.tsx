import type { MeasureDetail } from '@everyline/contract';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Empty, Form, Input, Skeleton, Table } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';

import { api, queries } from '../api.ts';
import { failureText, useAttempt } from '../failure.ts';
import { Facts } from '../facts.tsx';
import { FormModal } from '../form-modal.tsx';
import { useFormat } from '../formatting.ts';
import { useWords } from '../words/words.ts';
import { EditMeasure } from './measure/edit-measure.tsx';
import { ReportProgress } from './measure/report-progress.tsx';
import { Completion, StateMark } from './programmes/completion.tsx';

/** One measure: who, by when, its figures, and everything that was reported. */
export function MeasurePage() {
  const { id = '' } = useParams();
  const found = useQuery({
    queryKey: ['measure', id],
    queryFn: () => api.measure({ params: { id } }),
  });
  if (found.isError) return <Alert type="error" showIcon title={failureText(found.error)} />;
  if (found.data === undefined) return <Skeleton active />;
  return <MeasureBody detail={found.data} />;
}

function MeasureBody({ detail }: { detail: MeasureDetail }) {
  const words = useWords().programmes;
  const [open, setOpen] = useState<'report' | 'edit' | 'withdraw' | null>(null);
  const { measure, programme, document, mayEdit } = detail;
  const close = () => setOpen(null);
  return (
    <div className="stack">
      <p>
        <Link to={`/programmes/${programme.id}`}>{words.back(programme.name)}</Link>
      </p>
      <div className="title-row">
        <h1>{measure.title}</h1>
        <StateMark state={measure.state} />
        <span className="spot-round-actions">
          {measure.mayReport && (
            <Button type="primary" onClick={() => setOpen('report')}>
              {words.report}
            </Button>
          )}
          {mayEdit && <Button onClick={() => setOpen('edit')}>{words.edit}</Button>}
          {mayEdit && <Button onClick={() => setOpen('withdraw')}>{words.withdraw}</Button>}
        </span>
      </div>
      <Card>
        <Facts
          facts={[
            [words.lead_office, measure.lead?.name ?? words.noOffice],
            [words.joint, measure.joint.map(({ name }) => name).join('、') || '–'],
            [words.deadline, measure.deadline ?? words.noDeadline],
            [words.category, measure.category || words.noCategory],
            [words.completion, <Completion key="rate" of={measure.completion} />],
          ]}
        />
        {measure.quote !== '' && (
          <blockquote className="marked-text measure-quote">
            {measure.quote}
            {document && (
              <div className="small">
                {words.readFrom}{' '}
                <Link to={`/programme-documents/${document.id}`}>{document.name}</Link>
              </div>
            )}
          </blockquote>
        )}
      </Card>
      <Indicators detail={detail} />
      <Reports detail={detail} />
      {open === 'report' && <ReportProgress measure={measure} onClose={close} />}
      {open === 'edit' && (
        <EditMeasure programmeId={programme.id} measure={measure} onClose={close} />
      )}
      {open === 'withdraw' && <Withdraw detail={detail} onClose={close} />}
    </div>
  );
}

function Indicators({ detail }: { detail: MeasureDetail }) {
  const words = useWords().programmes;
  const format = useFormat();
  const { indicators } = detail.measure;
  if (indicators.length === 0) return null;
  return (
    <Card size="small" title={words.indicators}>
      <Table<(typeof indicators)[number]>
        rowKey="id"
        size="small"
        dataSource={indicators}
        pagination={false}
        scroll={{ x: 'max-content' }}
        columns={[
          {
            title: words.indicator,
            render: (_, { name, live }) => (
              <>
                {name}
                {live !== null && (
                  <div className="quiet small">
                    {words.live}: {words.liveFigures[live.figure]} · {words.liveScopes[live.of]}
                  </div>
                )}
              </>
            ),
          },
          {
            title: words.planned,
            align: 'right',
            render: (_, { planned, unit }) =>
              planned === null ? words.noPlan : `${format.count(planned)} ${unit}`,
          },
          {
            title: words.actual,
            align: 'right',
            render: (_, { actual, unit }) =>
              actual === null ? '–' : `${format.count(actual)} ${unit}`,
          },
          {
            title: words.completion,
            render: (_, { completion }) => <Completion of={completion} />,
          },
        ]}
      />
    </Card>
  );
}

function Reports({ detail }: { detail: MeasureDetail }) {
  const words = useWords().programmes;
  const format = useFormat();
  return (
    <Card size="small" title={words.reports}>
      {detail.reports.length === 0 ? (
        <Empty description={words.reportsNone} />
      ) : (
        <ul className="plain-list spaced">
          {detail.reports.map((one) => (
            <li key={one.id}>
              <span className="quiet small">
                {format.time(one.atMs)} · {one.by}
                {one.done && ` · ${words.reportDone}`}
              </span>
              <div>{one.text}</div>
              {one.actuals.length > 0 && (
                <div className="figures small">
                  {one.actuals
                    .map(({ name, unit, value }) => `${name} ${format.count(value)} ${unit}`)
                    .join(' · ')}
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Withdraw({ detail, onClose }: { detail: MeasureDetail; onClose: () => void }) {
  const words = useWords().programmes;
  const attempt = useAttempt();
  const navigate = useNavigate();
  const [form] = Form.useForm<{ reason: string }>();
  const { measure, programme } = detail;
  const save = ({ reason }: { reason: string }) =>
    attempt(async () => {
      await api.withdrawMeasure({
        params: { id: measure.id },
        body: { reason, version: measure.version },
      });
      void queries.invalidateQueries({ queryKey: ['programme', programme.id] });
      onClose();
      await navigate(`/programmes/${programme.id}`);
    });
  return (
    <FormModal
      form={form}
      title={words.withdrawAsk}
      okText={words.withdraw}
      onClose={onClose}
      onFinish={save}
    >
      <Form.Item
        name="reason"
        label={words.withdrawReason}
        rules={[{ required: true, whitespace: true, message: words.needed }]}
      >
        <Input maxLength={200} />
      </Form.Item>
    </FormModal>
  );
}
