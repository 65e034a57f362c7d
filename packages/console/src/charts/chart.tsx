import { BarChart, HeatmapChart, LineChart, ScatterChart } from 'echarts/charts';
import {
  GridComponent,
  LegendComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import * as echarts from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

echarts.use([
  BarChart,
  LineChart,
  HeatmapChart,
  ScatterChart,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  VisualMapComponent,
  CanvasRenderer,
]);

/** One chart, drawn on canvas and fitted to its place; `label` tells a screen reader what it shows. */
export function Chart({
  option,
  height,
  label,
  onClick,
}: {
  option: echarts.EChartsCoreOption;
  height: number;
  label: string;
  onClick?: (event: echarts.ECElementEvent) => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<echarts.ECharts | null>(null);
  useEffect(() => {
    if (place.current === null) return undefined;
    const drawn = echarts.init(place.current);
    chart.current = drawn;
    const fit = new ResizeObserver(() => drawn.resize());
    fit.observe(place.current);
    return () => {
      fit.disconnect();
      drawn.dispose();
      chart.current = null;
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption(option, true);
  }, [option]);
  useEffect(() => {
    const drawn = chart.current;
    if (drawn === null || onClick === undefined) return undefined;
    drawn.on('click', onClick);
    return () => {
      drawn.off('click', onClick);
    };
  }, [onClick]);
  return <div ref={place} role="img" aria-label={label} style={{ height, width: '100%' }} />;
}
