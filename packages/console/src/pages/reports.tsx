import type { ReportHead } from '@everyline/contract';
import { say, useLanguage } from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, DatePicker, Empty, Form, Select, Table } from 'antd';
import type { Dayjs } from 'dayjs';
import { Link, useNavigate } from 'react-router';

import { api, useSession } from '../api.ts';
import { DepartmentSelect } from '../department-select.tsx';
import { failureText } from '../failure.ts';
import { useFormat } from '../formatting.ts';
import { useWords } from '../words/words.ts';

/** Issued reports, and the choice of what a new one is about. */
export function Reports() {
  const words = useWords();
  const format = useFormat();
  const { language } = useLanguage();
  const reports = useQuery({ queryKey: ['reports'], queryFn: () => api.listReports() });
  return (
    <div className="stack">
      <h1>{words.menu.reports}</h1>
      <p className="quiet">{words.reports.lead}</p>
      <DraftCard />
      {reports.isError && <Alert type="error" showIcon title={failureText(reports.error)} />}
      <Card styles={{ body: { padding: 0 } }}>
        <Table<ReportHead>
          size="small"
          rowKey="id"
          loading={reports.isPending}
          dataSource={reports.data?.items ?? []}
          pagination={{ pageSize: 50, hideOnSinglePage: true }}
          scroll={{ x: 'max-content' }}
          locale={{
            emptyText: (
              <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words.reports.empty} />
            ),
          }}
          columns={[
            {
              title: words.reports.title,
              render: (_, one) => (
                <Link to={`/reports/${one.id ?? ''}`}>{say(one.title, language)}</Link>
              ),
            },
            { title: words.reports.reference, dataIndex: 'reference' },
            {
              title: words.reports.period,
              render: (_, one) => words.reports.to(one.period.fromDay, one.period.toDay),
            },
            {
              title: words.reports.department,
              render: (_, one) => one.department?.name ?? words.reports.wholeCity,
            },
            {
              title: words.reports.issuedAt,
              render: (_, one) => (one.issuedAtMs === null ? '' : format.time(one.issuedAtMs)),
            },
            {
              title: words.reports.issuedBy,
              render: (_, one) => one.issuedBy ?? '',
            },
          ]}
        />
      </Card>
    </div>
  );
}

interface Fields {
  readonly kind: ReportHead['kind'];
  readonly day?: Dayjs | null;
  readonly campaignId?: string;
  readonly departmentId?: string;
}

/** What a draft is about goes into its address, so that it can be sent to somebody else. */
function DraftCard() {
  const words = useWords();
  const session = useSession();
  const navigate = useNavigate();
  const [form] = Form.useForm<Fields>();
  const kind = Form.useWatch('kind', form) ?? 'weekly';
  const campaigns = useQuery({
    queryKey: ['campaigns'],
    queryFn: () => api.listCampaigns(),
    enabled: kind === 'campaign',
  });
  const see = ({ day, campaignId, departmentId }: Fields) => {
    const about = new URLSearchParams({ kind });
    if (kind === 'weekly' && day) about.set('day', day.format('YYYY-MM-DD'));
    if (kind === 'campaign' && campaignId !== undefined) about.set('campaignId', campaignId);
    if (departmentId !== undefined) about.set('departmentId', departmentId);
    void navigate(`/reports/draft?${about.toString()}`);
  };
  return (
    <Card title={words.reports.make}>
      <Form<Fields>
        form={form}
        layout="inline"
        className="report-draft"
        initialValues={{ kind: 'weekly' }}
        onFinish={see}
      >
        <Form.Item name="kind" label={words.reports.kind}>
          <Select
            style={{ width: 160 }}
            options={(['weekly', 'campaign'] as const).map((value) => ({
              value,
              label: words.reports.kinds[value],
            }))}
          />
        </Form.Item>
        {kind === 'weekly' ? (
          <Form.Item name="day" label={words.reports.week}>
            <DatePicker />
          </Form.Item>
        ) : (
          <Form.Item name="campaignId" label={words.reports.campaign} rules={[{ required: true }]}>
            <Select
              style={{ width: 260 }}
              options={(campaigns.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Form.Item>
        )}
        {session.account.department === null && (
          <Form.Item name="departmentId" label={words.reports.department}>
            <DepartmentSelect style={{ width: 220 }} />
          </Form.Item>
        )}
        <Button htmlType="submit" type="primary">
          {words.reports.see}
        </Button>
      </Form>
    </Card>
  );
}
