import type { Language } from '@everyline/contract';

import { QUARTER_MINUTES, readCallRecord } from '../app/capacity/call-record.ts';
import { asNeeded, staffCalls, type StaffedDay } from '../app/capacity/staff-calls.ts';
import { clockText } from '../app/settings/city-time-text.ts';
import type { CommandIo, ExitStatus } from './main.ts';
import { readPlanArguments } from './plan.ts';

/**
 * `everyline plan --calls FILE.csv …`: the people and lines of the week after a record of calls, by quarter hour. Returns 0.
 */
export async function run(
  args: readonly string[],
  io: CommandIo & { readonly readRows: (file: string) => Promise<string[][]> },
): Promise<ExitStatus> {
  const { calls, json, target, shrinkage } = readPlanArguments(args);
  if (calls === null) return 2;
  const record = readCallRecord(await io.readRows(calls), calls);
  for (const day of staffCalls(record, target, shrinkage, asNeeded)) {
    if (!json) {
      for (const text of dayText(day, record.opensMinute, io.language)) await io.out(text);
      continue;
    }
    const { forecast, people, rostered, lines, checked } = day;
    await io.out(
      JSON.stringify({
        date: forecast.date,
        intervals: people.map((count, n) => ({
          from: clockText(record.opensMinute + n * QUARTER_MINUTES),
          calls: {
            expected: Math.round(forecast.expected[n]! * 10) / 10,
            low: forecast.low[n],
            high: forecast.high[n],
          },
          people: count,
          rostered: rostered[n],
          inTime: checked.inTimeByInterval[n],
        })),
        lines,
        inTime: checked.inTime,
        gaveUp: checked.gaveUp,
        occupancy: checked.occupancy,
      }),
    );
  }
  return 0;
}

/** The day in one line, and each hour's calls and people. */
export function dayText(day: StaffedDay, opensMinute: number, language: Language): string[] {
  const { forecast, people, rostered, lines, checked } = day;
  const calls = Math.round(forecast.expected.reduce((sum, count) => sum + count, 0));
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  const most = Math.max(...people);
  const { low, high } = checked.inTime;
  const head =
    language === 'en'
      ? `${forecast.date}  ${calls} calls; ${most} people at the most (rostered ${Math.max(...rostered)}), ${lines} lines; served in time ${percent(low)}–${percent(high)}, give up ${percent(checked.gaveUp.mean)}`
      : `${forecast.date}  来电 ${calls} 个；最多 ${most} 人同时接听（排班 ${Math.max(...rostered)} 人），${lines} 条线；按时接听 ${percent(low)}–${percent(high)}，放弃 ${percent(checked.gaveUp.mean)}`;
  const hours: string[] = [];
  for (let n = 0; n < people.length; n += 4) {
    hours.push(
      `${clockText(opensMinute + n * QUARTER_MINUTES)} ${people.slice(n, n + 4).join(' ')}`,
    );
  }
  return [head, ...hours.map((hour) => `  ${hour}`)];
}
