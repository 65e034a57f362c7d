import type { Report, ReportQuery } from '@everyline/contract';
import { Alert, Form, Input } from 'antd';
import { useNavigate } from 'react-router';

import { api, queries, useSession } from '../../api.ts';
import { useAttempt } from '../../failure.ts';
import { FormModal } from '../../form-modal.tsx';
import { useWords } from '../../words/words.ts';

interface Fields {
  readonly issuer: string;
  readonly reference: string;
}

/** Asks for issuing office and reference, and issues the report. */
export function IssueReport({
  report,
  query,
  onClose,
}: {
  report: Report;
  query: ReportQuery;
  onClose: () => void;
}) {
  const words = useWords();
  const session = useSession();
  const attempt = useAttempt();
  const navigate = useNavigate();
  const [form] = Form.useForm<Fields>();
  const issue = (fields: Fields) =>
    attempt(async () => {
      const issued = await api.issueReport({ body: { ...query, ...fields } });
      void queries.invalidateQueries({ queryKey: ['reports'] });
      void navigate(`/reports/${issued.id ?? ''}`, { replace: true });
      onClose();
    });
  const year = Number(report.period.toDay.slice(0, 4));
  return (
    <FormModal
      title={words.reports.issueTitle}
      okText={words.reports.issue}
      form={form}
      initialValues={{
        issuer: report.department?.name ?? session.city.name,
        reference: words.reports.referenceOf(year, weekIn(report)),
      }}
      onClose={onClose}
      onFinish={issue}
    >
      <Alert type="info" showIcon title={words.reports.issueExplain} />
      <Form.Item name="issuer" label={words.reports.issuer} rules={[{ required: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="reference" label={words.reports.reference} rules={[{ required: true }]}>
        <Input maxLength={200} />
      </Form.Item>
    </FormModal>
  );
}

/** The number of the week that the title names; 1 for a campaign. */
function weekIn({ title }: Report): number {
  return Number(/第(\d+)周/.exec(title.zh)?.[1] ?? 1);
}
