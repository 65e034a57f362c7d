import type { HeardStretch, LadderStep, ProbeDetail } from '@everyline/contract';
import { heardColours, heardWord, say, useLanguage } from '@everyline/ui';
import { useMemo, type KeyboardEvent, type MouseEvent } from 'react';

import { useWords } from '../../words/words.ts';
import { layEvents } from './lay-events.ts';

const rowHeight = 15;
const waveHeight = 84;
const bandHeight = 30;
const axisHeight = 24;

/** SIP events, waveform, bands and axis over one scale of time; click or arrow keys move the player. */
export function SoundTrack({
  detail,
  width,
  endMs,
  playMs,
  onSeek,
}: {
  detail: ProbeDetail;
  width: number;
  endMs: number;
  playMs: number | null;
  onSeek: (atMs: number) => void;
}) {
  const words = useWords();
  const x = (atMs: number) => (atMs / endMs) * (width - 2) + 1;
  const events = useMemo(
    () => layEvents(detail.ladder, (atMs) => (atMs / endMs) * (width - 2) + 1, width),
    [detail.ladder, endMs, width],
  );
  const rows = Math.max(1, ...events.map((one) => one.row + 1));
  const waveTop = rows * rowHeight + 6;
  const bandTop = waveTop + waveHeight + 4;
  const axisTop = bandTop + bandHeight;
  const height = axisTop + axisHeight;
  const press = (event: MouseEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    onSeek(((event.clientX - box.left) / box.width) * endMs);
  };
  const key = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1000 : event.key === 'ArrowLeft' ? -1000 : 0;
    if (step === 0 || playMs === null) return;
    event.preventDefault();
    onSeek(playMs + step);
  };
  return (
    <svg
      className="sound-track"
      width={width}
      height={height}
      role="slider"
      tabIndex={0}
      aria-label={words.call.position}
      aria-valuemin={0}
      aria-valuemax={Math.round(endMs / 1000)}
      aria-valuenow={Math.round((playMs ?? 0) / 1000)}
      onClick={press}
      onKeyDown={key}
    >
      {events.map(({ step, row, anchor, atX }, index) => (
        <SipEvent
          key={index}
          step={step}
          atX={atX}
          anchor={anchor}
          y={row * rowHeight + 11}
          bottom={axisTop}
        />
      ))}
      <Waveform detail={detail} x={x} top={waveTop} width={width} />
      {detail.heard.map((one) => (
        <Band key={`${one.fromMs}-${one.label}`} stretch={one} x={x} top={bandTop} />
      ))}
      <Axis endMs={endMs} x={x} top={axisTop} width={width} />
      {playMs !== null && (
        <line
          x1={x(playMs)}
          x2={x(playMs)}
          y1={waveTop - 4}
          y2={axisTop}
          stroke="#b3261e"
          strokeWidth={1.5}
        />
      )}
    </svg>
  );
}

function SipEvent({
  step,
  atX,
  anchor,
  y,
  bottom,
}: {
  step: LadderStep;
  atX: number;
  anchor: 'start' | 'end';
  y: number;
  bottom: number;
}) {
  const colour = step.direction === 'out' ? '#0b5d66' : '#2f5fa8';
  return (
    <g>
      <line x1={atX} x2={atX} y1={y - 9} y2={bottom} stroke={colour} strokeOpacity={0.35} />
      <text
        x={anchor === 'start' ? atX + 3 : atX - 3}
        y={y}
        textAnchor={anchor}
        fill={colour}
        className="axis-label"
      >
        {step.direction === 'out' ? '→' : '←'} {shortSummary(step)}
      </text>
    </g>
  );
}

/** `INVITE`, `180 Ringing`: what fits beside its moment. */
export function shortSummary(step: LadderStep): string {
  const status = /^(?:SIP\/2\.0 )?(\d{3})\b/.exec(step.summary)?.[1];
  return status ?? /^[A-Z]+/.exec(step.summary)?.[0] ?? step.summary.slice(0, 12);
}

function Waveform({
  detail,
  x,
  top,
  width,
}: {
  detail: ProbeDetail;
  x: (atMs: number) => number;
  top: number;
  width: number;
}) {
  const words = useWords();
  const middle = top + waveHeight / 2;
  const path = useMemo(() => {
    if (detail.waveform === null) return '';
    const { fromMs, stepMs, peaks } = detail.waveform;
    return peaks
      .map((peak, index) => {
        // Square root: telephone speech lies 15–25 dB under full scale and would be a thin line.
        const half = Math.max(0.5, (Math.sqrt(peak) * waveHeight) / 2);
        const at = x(fromMs + (index + 0.5) * stepMs).toFixed(1);
        return `M${at} ${(middle - half).toFixed(1)}V${(middle + half).toFixed(1)}`;
      })
      .join('');
  }, [detail.waveform, x, middle]);
  const stepWidth = detail.waveform === null ? 1 : x(detail.waveform.stepMs) - x(0);
  return (
    <g>
      <rect x={0} y={top} width={width} height={waveHeight} fill="#f4f7f8" />
      {detail.waveform === null ? (
        <text x={width / 2} y={middle + 4} textAnchor="middle" className="axis-label">
          {words.call.noSound}
        </text>
      ) : (
        <path d={path} stroke="#3c5a61" strokeWidth={Math.max(1, stepWidth * 0.75)} fill="none" />
      )}
    </g>
  );
}

function Band({
  stretch,
  x,
  top,
}: {
  stretch: HeardStretch;
  x: (atMs: number) => number;
  top: number;
}) {
  const { language } = useLanguage();
  const from = x(stretch.fromMs);
  const width = Math.max(1, x(stretch.toMs) - from);
  const text = say(heardWord(stretch), language);
  const needed = [...text].reduce((sum, sign) => sum + (sign.charCodeAt(0) > 255 ? 12 : 6.6), 8);
  return (
    <g>
      <title>
        {text} {(stretch.fromMs / 1000).toFixed(1)}–{(stretch.toMs / 1000).toFixed(1)} s
      </title>
      <rect
        x={from}
        y={top}
        width={width}
        height={bandHeight - 2}
        fill={heardColours[stretch.kind]}
        stroke="#fff"
      />
      {width >= needed && (
        <text x={from + width / 2} y={top + 18} textAnchor="middle" className="band-label">
          {text}
        </text>
      )}
    </g>
  );
}

function Axis({
  endMs,
  x,
  top,
  width,
}: {
  endMs: number;
  x: (atMs: number) => number;
  top: number;
  width: number;
}) {
  const words = useWords();
  const most = Math.max(2, Math.floor(width / 70));
  const step =
    [1, 2, 5, 10, 15, 30, 60, 120].find((one) => endMs / 1000 / one <= most) ??
    Math.ceil(endMs / 1000 / most);
  const ticks = Array.from({ length: Math.floor(endMs / 1000 / step) + 1 }, (_, n) => n * step);
  return (
    <g>
      <line x1={0} x2={width} y1={top} y2={top} stroke="#b6c1c6" />
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={x(tick * 1000)} x2={x(tick * 1000)} y1={top} y2={top + 4} stroke="#b6c1c6" />
          <text
            x={x(tick * 1000)}
            y={top + 17}
            textAnchor={tick === 0 ? 'start' : x(tick * 1000) > width - 20 ? 'end' : 'middle'}
            className="axis-label figures"
          >
            {tick} {words.call.seconds}
          </text>
        </g>
      ))}
    </g>
  );
}
