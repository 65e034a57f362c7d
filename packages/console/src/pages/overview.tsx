import type { Overview as OverviewAnswer } from '@everyline/contract';
import {
  say,
  useLanguage,
  verdictColours,
  verdictOrder,
  VerdictShape,
  verdictWords,
} from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import { Card, Col, Empty, Row, Skeleton, Table } from 'antd';
import { useMemo } from 'react';
import { Link } from 'react-router';

import { api, queries } from '../api.ts';
import { ConnectionSummary } from '../connection-target.tsx';
import { Chart } from '../charts/chart.tsx';
import { useFormat } from '../formatting.ts';
import { useLiveEvents } from '../live-events.ts';
import { useWords } from '../words/words.ts';

const trendDays = 30;

/** The four kinds, the trend, and what is going on, in one look. */
export function Overview() {
  const words = useWords();
  const answer = useQuery({
    queryKey: ['overview'],
    queryFn: () => api.overview({ query: { days: trendDays } }),
    refetchInterval: 10_000,
  });
  useLiveEvents((event) => {
    if (event.type === 'campaign.progress') {
      void queries.invalidateQueries({ queryKey: ['overview'] });
    }
  });
  return (
    <>
      <h1>{words.menu.overview}</h1>
      {answer.data === undefined ? (
        <Skeleton active />
      ) : answer.data.lines === 0 ? (
        <EmptyCity />
      ) : (
        <Figures overview={answer.data} />
      )}
    </>
  );
}

function EmptyCity() {
  const words = useWords();
  return (
    <Card>
      <Empty description={words.overview.empty}>
        <Link to="/sources">{words.overview.firstStep}</Link>
      </Empty>
    </Card>
  );
}

function Figures({ overview }: { overview: OverviewAnswer }) {
  const words = useWords();
  const format = useFormat();
  return (
    <Row gutter={[16, 16]}>
      <Col span={24}>
        <VerdictTiles overview={overview} />
      </Col>
      <Col xs={24} xl={15}>
        <Card title={words.overview.trend}>
          <Trend overview={overview} />
        </Card>
      </Col>
      <Col xs={24} xl={9}>
        <Card title={words.overview.stock}>
          <Stock overview={overview} />
        </Card>
      </Col>
      <Col span={24}>
        <Card title={words.ranking.target(format.share(overview.connection.target, 0))}>
          <ConnectionSummary of={overview.connection} days={trendDays} />
        </Card>
      </Col>
      <Col span={24}>
        <Card title={words.overview.ranking} styles={{ body: { padding: 0 } }}>
          <Ranking overview={overview} />
        </Card>
      </Col>
    </Row>
  );
}

function VerdictTiles({ overview }: { overview: OverviewAnswer }) {
  const { language } = useLanguage();
  const format = useFormat();
  return (
    <div className="tiles">
      {verdictOrder.map((verdict) => {
        const lines = overview.verdicts.find((one) => one.verdict === verdict)?.lines ?? 0;
        return (
          <Link key={verdict} to={`/lines?verdict=${verdict}`} className="tile">
            <span className="tile-name" style={{ color: verdictColours[verdict] }}>
              <VerdictShape verdict={verdict} />
              {say(verdictWords[verdict], language)}
            </span>
            <span className="tile-figure figures">{format.count(lines)}</span>
            <span className="quiet">{format.share(lines / overview.lines)}</span>
            <span className="tile-means quiet">{say(verdictWords[verdict].means, language)}</span>
          </Link>
        );
      })}
    </div>
  );
}

function Trend({ overview }: { overview: OverviewAnswer }) {
  const words = useWords();
  const { language } = useLanguage();
  const days = useMemo(() => {
    const first = overview.trend.findIndex((day) => day.calls > 0);
    return first === -1 ? [] : overview.trend.slice(first);
  }, [overview]);
  const option = useMemo(
    () => ({
      animation: false,
      grid: { left: 48, right: 48, top: 56, bottom: 28 },
      tooltip: { trigger: 'axis' },
      legend: { type: 'scroll', top: 0, itemWidth: 12, itemHeight: 8 },
      xAxis: { type: 'category', data: days.map((day) => day.date.slice(5)) },
      yAxis: [
        { type: 'value', name: words.overview.lines, minInterval: 1 },
        {
          type: 'value',
          name: words.overview.reachPercent,
          min: 0,
          max: 100,
          splitLine: { show: false },
        },
      ],
      series: [
        ...verdictOrder.map((verdict) => ({
          type: 'bar',
          stack: 'verdicts',
          barMaxWidth: 36,
          name: say(verdictWords[verdict], language),
          itemStyle: { color: verdictColours[verdict] },
          data: days.map((day) => day.verdicts.find((one) => one.verdict === verdict)?.lines ?? 0),
        })),
        {
          type: 'line',
          yAxisIndex: 1,
          name: words.overview.reach,
          itemStyle: { color: '#12262b' },
          lineStyle: { width: 2 },
          data: days.map((day) =>
            day.reachRate === null ? null : Math.round(day.reachRate * 1000) / 10,
          ),
        },
      ],
    }),
    [days, language, words],
  );
  if (days.length === 0) return <Empty description={words.overview.noTrend} />;
  return <Chart option={option} height={300} label={words.overview.trend} />;
}

function Stock({ overview }: { overview: OverviewAnswer }) {
  const words = useWords();
  const format = useFormat();
  const facts: readonly (readonly [string, number, string])[] = [
    [words.overview.lines, overview.lines, '/lines'],
    [words.overview.listings, overview.listings, '/sources'],
    [words.overview.sources, overview.sources, '/sources'],
    [words.overview.cleared, overview.cleared, '/clearances'],
    [words.overview.conflicts, overview.conflicts, '/sources?tab=conflicts'],
    [words.overview.rejects, overview.rejects, '/sources?tab=rejects'],
    [words.overview.openTickets, overview.openTickets, '/tickets'],
    [words.overview.callsToday, overview.callsToday, '/calls'],
    [words.overview.callsTotal, overview.callsTotal, '/calls'],
  ];
  return (
    <dl className="facts">
      {facts.map(([name, value, to]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="figures">
            <Link to={to}>{format.count(value)}</Link>
          </dd>
        </div>
      ))}
      <div>
        <dt>{words.overview.reach}</dt>
        <dd className="figures">
          <Link to="/calls">{format.share(overview.reachRate)}</Link>
        </dd>
      </div>
    </dl>
  );
}

function Ranking({ overview }: { overview: OverviewAnswer }) {
  const words = useWords();
  const format = useFormat();
  return (
    <Table
      size="small"
      rowKey={(row) => row.department.id}
      dataSource={overview.departments}
      pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
      columns={[
        {
          title: words.overview.department,
          render: (_, row) => (
            <Link to={`/lines?departmentId=${row.department.id}`}>{row.department.name}</Link>
          ),
        },
        { title: words.overview.lines, dataIndex: 'lines', align: 'right', width: 100 },
        { title: words.overview.faulty, dataIndex: 'faulty', align: 'right', width: 120 },
        {
          title: words.overview.faultyShare,
          align: 'right',
          width: 140,
          render: (_, row) => format.share(row.lines === 0 ? null : row.faulty / row.lines),
        },
      ]}
    />
  );
}
