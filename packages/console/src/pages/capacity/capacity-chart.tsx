import type { CapacityPlan } from '@everyline/contract';
import { useMemo } from 'react';

import { Chart } from '../../charts/chart.tsx';
import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';
import { useRange } from './range.ts';

/** So many bars can be read from the back of a meeting room. */
const mostBars = 12;

/** Lines there are against lines needed, and busy now and then, of the numbers that need most; the table has all. */
export function CapacityChart({ plan }: { plan: CapacityPlan }) {
  const words = useWords();
  const format = useFormat();
  const range = useRange();
  const shown = useMemo(
    () =>
      plan.items
        .flatMap((line) =>
          line.needed === null || line.lines === null
            ? []
            : [{ ...line, lines: line.lines, needed: line.needed.lines }],
        )
        .slice(0, mostBars),
    [plan],
  );
  const option = useMemo(() => {
    const names = shown.map(({ display }) => display);
    const percent = (share: number | null) => (share === null ? null : Math.round(share * 100));
    const bar = { type: 'bar', barMaxWidth: 14, label: { show: true, position: 'right' } };
    return {
      animation: false,
      legend: { top: 0, itemWidth: 12, itemHeight: 8 },
      tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' } },
      grid: [
        { left: 150, width: '38%', top: 56, bottom: 8 },
        { right: 56, width: '32%', top: 56, bottom: 8 },
      ],
      yAxis: [
        { type: 'category', data: names, inverse: true, gridIndex: 0 },
        { type: 'category', data: names, inverse: true, gridIndex: 1, axisLabel: { show: false } },
      ],
      xAxis: [
        {
          type: 'value',
          gridIndex: 0,
          name: words.capacity.axisLines,
          nameLocation: 'start',
          position: 'top',
          minInterval: 1,
          axisLabel: { show: false },
        },
        {
          type: 'value',
          gridIndex: 1,
          name: words.capacity.axisBusy,
          nameLocation: 'start',
          position: 'top',
          min: 0,
          max: 100,
          axisLabel: { show: false },
        },
      ],
      series: [
        {
          ...bar,
          name: words.capacity.there,
          itemStyle: { color: '#9fb4ba' },
          data: shown.map(({ lines }) => lines),
        },
        {
          ...bar,
          name: words.capacity.neededLines,
          itemStyle: { color: '#0b5d66' },
          data: shown.map(({ needed }) => ({
            value: needed.middle,
            label: { formatter: range(needed) },
          })),
        },
        {
          ...bar,
          xAxisIndex: 1,
          yAxisIndex: 1,
          name: words.capacity.busyNow,
          itemStyle: { color: '#b3261e' },
          label: { ...bar.label, formatter: '{c} %' },
          data: shown.map(({ busy, probes }) => percent(busy / probes)),
        },
        {
          ...bar,
          xAxisIndex: 1,
          yAxisIndex: 1,
          name: words.capacity.busyThen,
          itemStyle: { color: '#2f8f6b' },
          label: { ...bar.label, formatter: '{c} %' },
          data: shown.map(({ busyThen }) => percent(busyThen)),
        },
      ],
    };
  }, [shown, words, range]);
  const said = shown.map(({ display, lines, needed, busy, probes, busyThen }) =>
    words.capacity.bar({
      display,
      there: format.count(lines),
      needed: range(needed),
      now: format.share(busy / probes, 0),
      then: format.share(busyThen, 0),
    }),
  );
  return (
    <Chart
      option={option}
      height={80 + 44 * shown.length}
      label={`${words.capacity.chart}: ${said.join(' ')}`}
    />
  );
}
