import type { LadderStep } from '@everyline/contract';

/** A SIP event with its place over the waveform: labels that would touch stand in different rows. */
export interface LaidEvent {
  readonly step: LadderStep;
  readonly atX: number;
  readonly row: number;
  readonly anchor: 'start' | 'end';
}

const labelWidth = 62;
const mostRows = 5;

/** Places the labels of events from left to right, each in the first row where there is room. */
export function layEvents(
  steps: readonly LadderStep[],
  x: (atMs: number) => number,
  width: number,
): LaidEvent[] {
  const rowEnds: number[] = [];
  return steps.map((step) => {
    const atX = x(step.atMs);
    const anchor = atX + labelWidth > width ? 'end' : 'start';
    const from = anchor === 'start' ? atX : atX - labelWidth;
    const free = rowEnds.findIndex((end) => end <= from);
    const row = free === -1 ? Math.min(rowEnds.length, mostRows - 1) : free;
    rowEnds[row] = from + labelWidth;
    return { step, atX, row, anchor };
  });
}
