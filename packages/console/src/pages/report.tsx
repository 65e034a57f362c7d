import { addressOf, type Report, type ReportQuery } from '@everyline/contract';
import { say, useLanguage } from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Skeleton, Tag } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';

import { given, useAddress } from '../address.ts';
import { api, useSession } from '../api.ts';
import { failureText } from '../failure.ts';
import { useFormat } from '../formatting.ts';
import { useWords } from '../words/words.ts';
import { DayCard } from './report/day-card.tsx';
import { DepartmentCard, FigureCard, OverdueCard } from './report/figure-cards.tsx';
import { IssueReport } from './report/issue-report.tsx';

/** A report: an issued one, or the draft of what the address asks for. */
export function ReportPage() {
  const { id = '' } = useParams();
  const address = useAddress();
  const query = given({
    kind: address.one('kind') === 'campaign' ? 'campaign' : 'weekly',
    day: address.one('day'),
    campaignId: address.one('campaignId'),
    departmentId: address.one('departmentId'),
  }) as ReportQuery;
  const isDraft = id === 'draft';
  const found = useQuery({
    queryKey: isDraft ? ['report-draft', query] : ['report', id],
    queryFn: () => (isDraft ? api.reportDraft({ query }) : api.report({ params: { id } })),
  });
  if (found.isError) return <Alert type="error" showIcon title={failureText(found.error)} />;
  if (found.data === undefined) return <Skeleton active />;
  return <ReportView report={found.data} query={isDraft ? query : null} />;
}

function ReportView({ report, query }: { report: Report; query: ReportQuery | null }) {
  const words = useWords();
  const format = useFormat();
  const { language } = useLanguage();
  const session = useSession();
  const [issuing, setIssuing] = useState(false);
  const { figures, id } = report;
  const said = words.reports;
  return (
    <div className="stack report">
      <p className="no-print">
        <Link to="/reports">{said.back}</Link>
      </p>
      <div className="report-head">
        {report.issuer !== '' && <p className="report-issuer">{report.issuer}</p>}
        {report.reference !== '' && <p>{report.reference}</p>}
        <h1>{say(report.title, language)}</h1>
        <p className="quiet">{said.to(report.period.fromDay, report.period.toDay)}</p>
        {id === null && <Tag color="orange">{said.draft}</Tag>}
      </div>
      <div className="no-print report-actions">
        <Button onClick={() => window.print()}>{said.print}</Button>
        {id !== null && (
          <>
            <Button href={addressOf('reportDocument', { params: { id }, query: { language } })}>
              {said.word}
            </Button>
            <Button href={addressOf('reportWorkbook', { params: { id }, query: { language } })}>
              {said.workbook}
            </Button>
          </>
        )}
        {query !== null && session.permissions.includes('reports.issue') && (
          <Button type="primary" onClick={() => setIssuing(true)}>
            {said.issue}
          </Button>
        )}
      </div>
      <Card title={said.summary}>
        {report.summary.map((sentence) => (
          <p key={sentence.en}>{say(sentence, language)}</p>
        ))}
      </Card>
      <FigureCard figures={figures} />
      <DayCard days={figures.days} />
      <DepartmentCard figures={figures} />
      <OverdueCard figures={figures} />
      <Card title={said.notes}>
        <ol className="report-notes">
          <li>{said.noteReach}</li>
          <li>{said.noteHealthy}</li>
          <li>{said.noteRead(format.moment(figures.asOfMs), format.moment(figures.readAtMs))}</li>
        </ol>
        {report.issuedAtMs !== null && (
          <p className="report-signed">
            {report.issuer}
            <br />
            {format.written(report.issuedAtMs)}
          </p>
        )}
      </Card>
      {issuing && query !== null && (
        <IssueReport report={report} query={query} onClose={() => setIssuing(false)} />
      )}
    </div>
  );
}
