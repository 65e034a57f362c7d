import {
  LineReportKindWord,
  LineReportStateWord,
  type LineReport,
  type LineReportQuery,
} from '@everyline/contract';
import {
  lineReportKindWords,
  lineReportStateWords,
  say,
  useLanguage,
  VerdictMark,
} from '@everyline/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Card, Empty, Table } from 'antd';
import { Link } from 'react-router';

import { given, pagesOf, useAddress, wordsOf, type Address } from '../address.ts';
import { api } from '../api.ts';
import { DepartmentFilter } from '../department-select.tsx';
import { failureText } from '../failure.ts';
import { ClearFilters, ManyFilter, SearchFilter, useOptions } from '../filters.tsx';
import { useFormat } from '../formatting.ts';
import { Measured } from '../measured.tsx';
import { useWords } from '../words/words.ts';
import { CallsSince } from './line-reports/calls-since.tsx';

const pageSize = 50;
const filterKeys = ['q', 'kind', 'state', 'departmentId', 'lineId'] as const;

function filtersOf(address: Address): Omit<LineReportQuery, 'page' | 'pageSize'> {
  return given({
    q: address.one('q'),
    kind: wordsOf(address.many('kind'), LineReportKindWord.enum),
    state: wordsOf(address.many('state'), LineReportStateWord.enum),
    departmentId: address.one('departmentId'),
    lineId: address.one('lineId'),
  });
}

/** What citizens said of numbers, and what test calls have shown since. */
export function LineReports() {
  const words = useWords().lineReports;
  const title = useWords().menu.lineReports;
  const format = useFormat();
  const { language } = useLanguage();
  const address = useAddress();
  const filters = filtersOf(address);
  const query = { ...filters, page: address.page, pageSize };
  const reports = useQuery({
    queryKey: ['line-reports', query],
    queryFn: () => api.listLineReports({ query }),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
  const filtered = Object.keys(filters).length > 0;
  return (
    <>
      <div className="title-row">
        <h1>{title}</h1>
        <span className="quiet figures">
          {reports.data && words.count(format.count(reports.data.total))}
        </span>
      </div>
      <p className="quiet">{words.lead}</p>
      <div className="filters" role="search">
        <SearchFilter label={words.search} />
        <ManyFilter
          name="kind"
          label={words.kind}
          options={useOptions(LineReportKindWord.enum, lineReportKindWords)}
        />
        <ManyFilter
          name="state"
          label={words.state}
          options={useOptions(LineReportStateWord.enum, lineReportStateWords)}
        />
        <DepartmentFilter placeholder={words.department} minWidth={180} />
        <ClearFilters names={filterKeys} label={words.clear} />
      </div>
      {reports.isError && <Alert type="error" showIcon title={failureText(reports.error)} />}
      <Card styles={{ body: { padding: 0 } }}>
        <Table<LineReport>
          size="small"
          rowKey="id"
          loading={reports.isPending}
          dataSource={reports.data?.items ?? []}
          scroll={{ x: 'max-content' }}
          locale={{
            emptyText: (
              <Empty
                image={Empty.PRESENTED_IMAGE_SIMPLE}
                description={filtered ? words.noMatch : words.empty}
              />
            ),
          }}
          pagination={pagesOf(address, pageSize, reports.data?.total)}
          columns={[
            { title: words.at, render: (_, one) => <Measured atMs={one.atMs} /> },
            {
              title: words.line,
              render: (_, one) => (
                <Link className="telephone" to={`/lines/${one.lineId}`}>
                  {one.lineDisplay}
                </Link>
              ),
            },
            { title: words.department, render: (_, one) => one.department?.name ?? '–' },
            { title: words.kind, render: (_, one) => say(lineReportKindWords[one.kind], language) },
            {
              title: words.state,
              render: (_, one) => say(lineReportStateWords[one.state], language),
            },
            { title: words.since, render: (_, one) => <CallsSince report={one} /> },
            { title: words.verdict, render: (_, one) => <VerdictMark verdict={one.verdict} /> },
            {
              title: words.note,
              render: (_, one) => <div className="ticket-why">{one.note || '–'}</div>,
            },
          ]}
        />
      </Card>
    </>
  );
}
