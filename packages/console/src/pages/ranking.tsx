import {
  addressOf,
  RANKING_DAYS,
  type CountedShare,
  type RankedDepartment,
} from '@everyline/contract';
import { useLanguage } from '@everyline/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Empty, Segmented, Table } from 'antd';
import { Link } from 'react-router';

import { given, useAddress } from '../address.ts';
import { api } from '../api.ts';
import { ConnectionSummary, StandingMark } from '../connection-target.tsx';
import { DepartmentFilter } from '../department-select.tsx';
import { failureText } from '../failure.ts';
import { useFormat } from '../formatting.ts';
import { useWords } from '../words/words.ts';

const usualDays = 90;

/** Offices ranked by a score whose formula stands on the page. */
export function Ranking() {
  const words = useWords();
  const format = useFormat();
  const { language } = useLanguage();
  const address = useAddress();
  const said = words.ranking;
  const days = Number(address.one('days') ?? usualDays);
  const query = { ...given({ departmentId: address.one('departmentId') }), days };
  const ranking = useQuery({
    queryKey: ['ranking', query],
    queryFn: () => api.departmentRanking({ query }),
    placeholderData: keepPreviousData,
  });
  const found = ranking.data;
  const counted = (name: string, of: (one: RankedDepartment) => CountedShare) => ({
    title: name,
    align: 'right' as const,
    render: (_: unknown, one: RankedDepartment) => {
      const { successes, of: all, rate, interval } = of(one);
      return (
        <span className="figures">
          {rate === null ? '–' : format.share(rate)}{' '}
          <span className="quiet small">
            {said.counted(format.count(successes), format.count(all))}
            {rate !== null &&
              ` ${said.between(format.share(interval[0], 0), format.share(interval[1], 0))}`}
          </span>
        </span>
      );
    },
  });
  return (
    <div className="stack">
      <div className="title-row">
        <h1>{words.menu.ranking}</h1>
        <Button href={addressOf('rankingWorkbook', { query: { ...query, language } })} download>
          {words.lines.export}
        </Button>
      </div>
      <div className="filters">
        <DepartmentFilter placeholder={words.capacity.wholeCity} minWidth={240} />
        <Segmented
          value={days}
          onChange={(value) => address.change({ days: String(value) })}
          options={RANKING_DAYS.map((value) => ({ value, label: said.days(value) }))}
        />
      </div>
      {ranking.isError && <Alert type="error" showIcon title={failureText(ranking.error)} />}
      {found && (
        <Card title={said.formulaTitle}>
          <p>
            {said.formula(
              ...([found.weights.reach, found.weights.inTime, found.weights.confirmed].map((one) =>
                format.count(100 * one),
              ) as [string, string, string]),
            )}
          </p>
          <p className="quiet">
            {said.drawn(
              format.count(found.added.reach),
              format.share(found.average.reach),
              format.count(found.added.inTime),
              format.share(found.average.inTime),
            )}{' '}
            {said.small(format.count(found.fewestCalls))}
          </p>
          <p className="quiet small">
            {words.reports.to(found.fromDay, found.toDay)} · {said.terms}
          </p>
        </Card>
      )}
      {found && (
        <Card title={said.target(format.share(found.connection.target, 0))}>
          <ConnectionSummary of={found.connection} days={days} />
        </Card>
      )}
      <Card styles={{ body: { padding: 0 } }}>
        <Table<RankedDepartment>
          size="small"
          rowKey="id"
          loading={ranking.isPending}
          dataSource={found?.items ?? []}
          pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
          scroll={{ x: 'max-content' }}
          locale={{
            emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={said.empty} />,
          }}
          columns={[
            {
              title: said.rank,
              align: 'right',
              render: (_, one) =>
                one.rank === null ? <span className="quiet">{said.noRank}</span> : one.rank,
            },
            {
              title: words.lines.department,
              render: (_, one) => <Link to={`/ranking?departmentId=${one.id}`}>{one.name}</Link>,
            },
            {
              title: said.score,
              align: 'right',
              render: (_, one) => <strong className="figures">{one.score.toFixed(1)}</strong>,
            },
            counted(said.reach, ({ reach }) => reach),
            {
              title: said.target(format.share(found?.connection.target ?? null, 0)),
              render: (_, one) => <StandingMark standing={one.connection} />,
            },
            counted(said.inTime, ({ inTime }) => inTime),
            counted(said.confirmed, ({ confirmed }) => confirmed),
          ]}
        />
      </Card>
    </div>
  );
}
