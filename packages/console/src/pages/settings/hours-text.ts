import type { WeeklyHours } from '@everyline/contract';

export type HoursRule = WeeklyHours['rules'][number];
type Spans = HoursRule['spans'];

/** `09:00-12:00, 14:00-17:00` for spans in minutes since midnight; times after 24:00 count on. */
export function spansText(spans: Spans): string {
  return spans
    .map(({ fromMinute, toMinute }) => `${clock(fromMinute)}-${clock(toMinute)}`)
    .join(', ');
}

function clock(minute: number): string {
  const hours = Math.floor(minute / 60);
  return `${String(hours).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** Reads what people type for spans, full-width signs included; null when it is no list of spans. */
export function readSpans(text: string): Spans | null {
  const parts = text
    .normalize('NFKC')
    .split(/[,、;\s]+/)
    .filter((part) => part !== '');
  const spans: Spans = [];
  for (const part of parts) {
    const match = /^(\d{1,2}):(\d{2})[-–—~至](\d{1,2}):(\d{2})$/.exec(part);
    if (match === null) return null;
    const [fromHour = 0, fromMin = 0, toHour = 0, toMin = 0] = match.slice(1).map(Number);
    const fromMinute = fromHour * 60 + fromMin;
    const toMinute = toHour * 60 + toMin;
    if (fromMin > 59 || toMin > 59 || toMinute <= fromMinute || toMinute > 2_880) return null;
    spans.push({ fromMinute, toMinute });
  }
  return spans.length === 0 ? null : spans;
}
