import type { StaffingDay, StaffingWeek } from '@everyline/contract';
import { Card, Segmented, Table } from 'antd';
import { useMemo, useState } from 'react';

import { Chart } from '../../charts/chart.tsx';
import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';

const sum = (counts: readonly number[]) => counts.reduce((all, one) => all + one, 0);

/** The days of a staffed week, and the quarter hours of one of them. */
export function StaffedWeek({ week }: { week: StaffingWeek }) {
  const words = useWords().staffing;
  const format = useFormat();
  const [chosen, setChosen] = useState(0);
  const day = week.days[Math.min(chosen, week.days.length - 1)];
  const whole = (count: number) => format.count(Math.round(count));
  return (
    <>
      <Card title={words.week}>
        <p className="quiet">
          {words.of(week.file, format.count(week.recordDays), week.fromDay, week.toDay)}
        </p>
        <Table<StaffingDay>
          size="small"
          rowKey="date"
          dataSource={week.days}
          pagination={false}
          scroll={{ x: 'max-content' }}
          columns={[
            { title: words.day, render: (_, one) => <span className="figures">{one.date}</span> },
            {
              title: words.calls,
              align: 'right',
              render: (_, one) => whole(sum(one.expected)),
            },
            {
              title: words.most,
              align: 'right',
              render: (_, one) => format.count(Math.max(...one.people)),
            },
            {
              title: words.rostered,
              align: 'right',
              render: (_, one) => format.count(Math.max(...one.rostered)),
            },
            { title: words.lines, align: 'right', render: (_, one) => format.count(one.lines) },
            {
              title: words.inTime,
              align: 'right',
              render: (_, one) => (
                <span className={one.inTime.high < week.target.share ? 'late figures' : 'figures'}>
                  {format.share(one.inTime.mean)}{' '}
                  <span className="quiet small">
                    {words.between(format.share(one.inTime.low), format.share(one.inTime.high))}
                  </span>
                </span>
              ),
            },
            {
              title: words.gaveUp,
              align: 'right',
              render: (_, one) => format.share(one.gaveUp.mean),
            },
            {
              title: words.wait,
              align: 'right',
              render: (_, one) => words.seconds(whole(one.waitS.mean)),
            },
            {
              title: words.occupancy,
              align: 'right',
              render: (_, one) => format.share(one.occupancy.mean, 0),
            },
          ]}
        />
        <p className="quiet small">{words.notes}</p>
      </Card>
      {day !== undefined && (
        <Card
          title={words.chart(day.date)}
          extra={
            <Segmented
              value={Math.min(chosen, week.days.length - 1)}
              onChange={setChosen}
              options={week.days.map(({ date }, value) => ({ value, label: date.slice(5) }))}
            />
          }
        >
          <DayChart week={week} day={day} />
        </Card>
      )}
    </>
  );
}

/** Calls expected and people, by quarter hour. */
function DayChart({ week, day }: { week: StaffingWeek; day: StaffingDay }) {
  const words = useWords().staffing;
  const option = useMemo(() => {
    const times = day.expected.map((_, n) => {
      const minute = week.opensMinute + n * week.intervalMinutes;
      return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    });
    const stairs = { type: 'line', step: 'middle', symbol: 'none', yAxisIndex: 1 };
    return {
      animation: false,
      grid: { left: 48, right: 48, top: 56, bottom: 28 },
      tooltip: { trigger: 'axis' },
      legend: { top: 0 },
      xAxis: { type: 'category', data: times },
      yAxis: [
        { type: 'value', name: words.expected },
        { type: 'value', name: words.needed, minInterval: 1, splitLine: { show: false } },
      ],
      series: [
        {
          type: 'bar',
          name: words.expected,
          itemStyle: { color: '#9fc3c6' },
          data: day.expected.map((calls) => Math.round(calls * 10) / 10),
        },
        ...[day.low, day.high].map((calls) => ({
          type: 'line',
          name: words.interval,
          symbol: 'none',
          itemStyle: { color: '#7a8b8f' },
          lineStyle: { width: 1, type: 'dotted' },
          data: calls.map(Math.round),
        })),
        { ...stairs, name: words.needed, itemStyle: { color: '#0c5c63' }, data: day.needed },
        ...(week.more === 0
          ? []
          : [
              {
                ...stairs,
                name: words.tryPeople,
                itemStyle: { color: '#b4543a' },
                data: day.people,
              },
            ]),
      ],
    };
  }, [week, day, words]);
  return <Chart option={option} height={320} label={words.chart(day.date)} />;
}
