import type { CapacityPlan, CapacityRange } from '@everyline/contract';
import { useMemo } from 'react';

import { Chart } from '../../charts/chart.tsx';
import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';
import { useRange } from './range.ts';

/** So many bars can be read from the back of a meeting room. */
const mostBars = 12;

/** One bar: a number, or the numbers of an office together. */
export interface CapacityBar {
  readonly name: string;
  readonly there: number;
  readonly needed: CapacityRange;
  readonly busyNow: number;
  readonly busyThen: number | null;
}

/** The numbers that lack most lines; the table has all. */
export function barsOfNumbers(plan: CapacityPlan): CapacityBar[] {
  return plan.items.flatMap(({ display, lines, needed, busy, probes, busyThen }) =>
    needed === null || lines === null
      ? []
      : [
          {
            name: display,
            there: lines,
            needed: needed.lines,
            busyNow: busy / probes,
            busyThen,
          },
        ],
  );
}

/** The offices that lack most lines. */
export function barsOfOffices(plan: CapacityPlan, nobody: string): CapacityBar[] {
  return plan.offices.map(({ department, there, needed, busy, probes, busyThen }) => ({
    name: department?.name ?? nobody,
    there,
    needed: needed.lines,
    busyNow: busy / probes,
    busyThen,
  }));
}

/** Lines there are against lines needed, and busy now and then, of those that lack most. */
export function CapacityChart({ bars, title }: { bars: readonly CapacityBar[]; title: string }) {
  const words = useWords();
  const format = useFormat();
  const range = useRange();
  const shown = useMemo(() => bars.slice(0, mostBars), [bars]);
  const option = useMemo(() => {
    const names = shown.map(({ name }) => name);
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
        {
          type: 'category',
          data: names,
          inverse: true,
          gridIndex: 0,
          axisLabel: { width: 136, overflow: 'truncate' },
        },
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
          data: shown.map(({ there }) => there),
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
          data: shown.map(({ busyNow }) => percent(busyNow)),
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
  const said = shown.map(({ name, there, needed, busyNow, busyThen }) =>
    words.capacity.bar({
      display: name,
      there: format.count(there),
      needed: range(needed),
      now: format.share(busyNow, 0),
      then: format.share(busyThen, 0),
    }),
  );
  return (
    <Chart option={option} height={80 + 44 * shown.length} label={`${title}: ${said.join(' ')}`} />
  );
}
