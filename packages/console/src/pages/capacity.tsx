import { addressOf, type CapacityPlan } from '@everyline/contract';
import { useLanguage } from '@everyline/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Empty, Segmented, Skeleton } from 'antd';
import { useMemo, useState } from 'react';

import { given, useAddress } from '../address.ts';
import { api, useSession } from '../api.ts';
import { DepartmentFilter } from '../department-select.tsx';
import { failureText } from '../failure.ts';
import { useFormat } from '../formatting.ts';
import { Measured } from '../measured.tsx';
import { useWords } from '../words/words.ts';
import { barsOfNumbers, barsOfOffices, CapacityChart } from './capacity/capacity-chart.tsx';
import { CapacityTable } from './capacity/capacity-table.tsx';
import { OfficeTable } from './capacity/office-table.tsx';
import { useRange } from './capacity/range.ts';

/** Lines and people needed against the lines there are, for the city or a department with those under it. */
export function Capacity() {
  const words = useWords();
  const { language } = useLanguage();
  const session = useSession();
  const address = useAddress();
  const query = given({ departmentId: address.one('departmentId') });
  const plan = useQuery({
    queryKey: ['capacity', query],
    queryFn: () => api.capacityPlan({ query }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    // What was asked for may have been reckoned anew meanwhile.
    refetchInterval: 60_000,
  });
  return (
    <>
      <div className="title-row">
        <h1>{words.menu.capacity}</h1>
        {plan.data !== undefined && (
          <span className="quiet small">
            {words.capacity.reckoned} <Measured atMs={plan.data.reckonedAtMs} />
          </span>
        )}
        {session.permissions.includes('lines.export') && (
          <Button href={addressOf('exportCapacity', { query: { ...query, language } })} download>
            {words.lines.export}
          </Button>
        )}
      </div>
      <div className="filters">
        <DepartmentFilter placeholder={words.capacity.wholeCity} minWidth={240} />
      </div>
      {plan.isError ? (
        <Alert type="error" showIcon title={failureText(plan.error)} />
      ) : plan.data === undefined ? (
        <Skeleton active />
      ) : (
        <Plan plan={plan.data} />
      )}
    </>
  );
}

function Plan({ plan }: { plan: CapacityPlan }) {
  const words = useWords();
  const format = useFormat();
  const [by, setBy] = useState<'offices' | 'numbers'>('offices');
  const isByOffice = by === 'offices' && plan.offices.length > 1;
  const bars = useMemo(
    () => (isByOffice ? barsOfOffices(plan, words.capacity.nobody) : barsOfNumbers(plan)),
    [plan, isByOffice, words],
  );
  const title = isByOffice ? words.capacity.officeChart : words.capacity.chart;
  if (plan.metBusy === 0) {
    return (
      <Card>
        <Empty
          description={words.capacity.noBusy(format.count(plan.called), format.count(plan.lines))}
        />
      </Card>
    );
  }
  return (
    <div className="stack">
      {plan.planned > 0 && <Sums plan={plan} />}
      <Card
        title={title}
        extra={
          plan.offices.length > 1 && (
            <Segmented
              value={by}
              onChange={setBy}
              options={[
                { value: 'offices', label: words.capacity.byOffice },
                { value: 'numbers', label: words.capacity.byNumber },
              ]}
            />
          )
        }
      >
        <p>
          {words.capacity.basis({
            lines: format.count(plan.lines),
            called: format.count(plan.called),
            metBusy: format.count(plan.metBusy),
            planned: format.count(plan.planned),
          })}
        </p>
        {plan.planned > 0 ? (
          <CapacityChart bars={bars} title={title} />
        ) : (
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words.capacity.noneOnRecord} />
        )}
        <p className="quiet small">
          {words.capacity.level(
            format.share(plan.level, 0),
            format.share(plan.target.busyAtMost, 0),
            format.share(plan.target.share, 0),
            format.count(plan.target.withinS),
          )}{' '}
          {words.capacity.sumsHelp}
        </p>
      </Card>
      {plan.offices.length > 1 && <OfficeTable offices={plan.offices} />}
      <CapacityTable plan={plan} />
    </div>
  );
}

/** What there is against what is needed, in figures. */
function Sums({ plan }: { plan: CapacityPlan }) {
  const words = useWords();
  const format = useFormat();
  const range = useRange();
  const tiles: readonly (readonly [string, string, string])[] = [
    [
      words.capacity.thereSum,
      format.count(plan.there),
      words.capacity.ofNumbers(format.count(plan.planned)),
    ],
    [
      words.capacity.neededSum,
      range(plan.needed.lines),
      words.capacity.shortOf(format.count(plan.short), format.count(plan.planned)),
    ],
    [words.capacity.peopleSum, range(plan.needed.people), words.capacity.peopleHelp],
    [
      words.capacity.busyNow,
      format.share(plan.probes === 0 ? null : plan.busy / plan.probes),
      words.capacity.busyOf(format.count(plan.busy), format.count(plan.probes)),
    ],
    [words.capacity.busyThen, format.share(plan.busyThen), words.capacity.busyThenHelp],
  ];
  return (
    <div className="tiles">
      {tiles.map(([name, figure, means]) => (
        <div key={name} className="tile">
          <span className="tile-name">{name}</span>
          <span className="tile-figure figures">{figure}</span>
          <span className="tile-means quiet">{means}</span>
        </div>
      ))}
    </div>
  );
}
