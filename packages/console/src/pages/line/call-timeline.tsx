import type { VerdictEvidence } from '@everyline/contract';
import {
  outcomeClassColours,
  outcomeClassOrder,
  outcomeClassWords,
  outcomeWords,
  say,
  useLanguage,
} from '@everyline/ui';
import { Card, Empty } from 'antd';
import { Link } from 'react-router';

import { useSession } from '../../api.ts';
import { startOfDateMs } from '../../city-time.ts';
import { useElementWidth } from '../../element-width.ts';
import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';

const laneHeight = 26;
const axisHeight = 24;
const labelWidth = 84;

/** Every test call on a time axis, one lane for each way it counted; each mark opens its call. */
export function CallTimeline({ evidence }: { evidence: readonly VerdictEvidence[] }) {
  const words = useWords();
  return (
    <Card title={words.line.timeline}>
      {evidence.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words.line.timelineEmpty} />
      ) : (
        <Lanes evidence={evidence} />
      )}
    </Card>
  );
}

function Lanes({ evidence }: { evidence: readonly VerdictEvidence[] }) {
  const words = useWords();
  const { language } = useLanguage();
  const format = useFormat();
  const { city } = useSession();
  const [place, width] = useElementWidth<HTMLDivElement>();
  const times = evidence.map((one) => one.atMs);
  const from = Math.min(...times);
  const to = Math.max(...times);
  const span = Math.max(to - from, 3_600_000);
  const inner = Math.max(60, width - labelWidth - 16);
  const x = (atMs: number) => labelWidth + 8 + ((atMs - from) / span) * inner;
  const lanes = outcomeClassOrder.filter((kind) => evidence.some((one) => one.counted === kind));
  const midnightMs = startOfDateMs(format.date(from), city.timeZone);
  const ticks = ticksBetween(from, from + span, midnightMs, Math.max(2, Math.floor(inner / 130)));
  const height = lanes.length * laneHeight + axisHeight;
  return (
    <div ref={place}>
      {width > 0 && (
        <svg width={width} height={height} role="group" aria-label={words.line.timeline}>
          {lanes.map((kind, index) => (
            <g key={kind}>
              <line
                x1={labelWidth}
                x2={width}
                y1={(index + 0.5) * laneHeight}
                y2={(index + 0.5) * laneHeight}
                stroke="#e3e8ea"
              />
              <text x={0} y={(index + 0.5) * laneHeight + 4} className="lane-label">
                {say(outcomeClassWords[kind], language)}
              </text>
            </g>
          ))}
          {ticks.map((tick) => (
            <g key={tick}>
              <line x1={x(tick)} x2={x(tick)} y1={0} y2={height - axisHeight} stroke="#eef2f3" />
              <text x={x(tick)} y={height - 6} textAnchor="middle" className="axis-label">
                {format.time(tick)}
              </text>
            </g>
          ))}
          {evidence.map((one) => {
            const cy = (lanes.indexOf(one.counted) + 0.5) * laneHeight;
            const what =
              one.outcome === null
                ? words.line.spotCheckMark
                : say(outcomeWords[one.outcome], language);
            const label = `${format.moment(one.atMs)} · ${what}`;
            const colour = outcomeClassColours[one.counted];
            const mark =
              one.probeId === null ? (
                <path
                  d={`M${x(one.atMs)} ${cy - 7} l7 7 -7 7 -7 -7Z`}
                  fill="#fff"
                  stroke={colour}
                  strokeWidth={2}
                >
                  <title>{label}</title>
                </path>
              ) : (
                <circle cx={x(one.atMs)} cy={cy} r={5} fill={colour} stroke="#fff">
                  <title>{label}</title>
                </circle>
              );
            return one.probeId === null ? (
              <g key={one.spotCheckId}>{mark}</g>
            ) : (
              <Link key={one.probeId} to={`/calls/${one.probeId}`} aria-label={label}>
                {mark}
              </Link>
            );
          })}
        </svg>
      )}
    </div>
  );
}

/** Round moments of the city's clock between two times, few enough to be labelled. */
function ticksBetween(fromMs: number, toMs: number, midnightMs: number, most: number): number[] {
  const hour = 3_600_000;
  const steps = [
    hour / 4,
    hour,
    2 * hour,
    6 * hour,
    12 * hour,
    24 * hour,
    48 * hour,
    168 * hour,
    720 * hour,
  ];
  const step = steps.find((one) => (toMs - fromMs) / one <= most) ?? 2160 * hour;
  const ticks: number[] = [];
  for (let at = midnightMs + Math.ceil((fromMs - midnightMs) / step) * step; at <= toMs; at += step)
    ticks.push(at);
  return ticks;
}
