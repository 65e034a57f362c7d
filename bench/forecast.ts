import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { dayNumber, forecastCalls, seasonalNaive, type CallDay } from '@everyline/capacity';

import { wilson } from './intervals.ts';
import type { BenchOptions } from './main.ts';

const leastGain = 0.2;
const levels = [0.8, 0.95] as const;
/** How far the coverage may be from the level: the errors of one day hang together, and there are some 120 days. */
const coverageMargin = { below: 0.04, above: 0.04 } as const;
const firstWeeks = 8;
const opensAt = 7 * 60;
const closesAt = 21 * 60;
const quarterMinutes = 15;

/**
 * The forecast of calls by quarter hour, replayed week by week on the record of a bank's call centre: before each week only
 * what came earlier is known. The sum of absolute errors over the sum of calls against the last day of the same name, and
 * the share of quarter hours that the intervals hold. Holidays are those days that the record does not have.
 */
export function run(_options: BenchOptions): Promise<object> {
  const shared = process.env.EVERYLINE_SHARED ?? resolve(import.meta.dirname, '../../shared');
  const file = resolve(shared, 'fixtures/calls/bank_calls_5min.csv');
  if (!existsSync(file)) {
    console.error(`skipped: the forecast of real calls, because ${file} is absent`);
    return Promise.resolve({ skipped: 'fixtures/calls/bank_calls_5min.csv is absent' });
  }
  const days = readDays(file);
  const weekOf = (day: CallDay): number => Math.floor((dayNumber(day.date) + 3) / 7);
  const first = weekOf(days[0]!) + firstWeeks;
  const last = weekOf(days.at(-1)!);
  const errors = { forecast: 0, seasonalNaive: 0, dayTotals: 0 };
  const held = new Map(levels.map((level) => [level, { held: 0, below: 0, above: 0, width: 0 }]));
  let calls = 0;
  let quarters = 0;
  let weeks = 0;
  let slowestMs = 0;
  for (let week = first; week <= last; week += 1) {
    const record = days.filter((day) => weekOf(day) < week);
    const coming = days.filter((day) => weekOf(day) === week);
    if (coming.length === 0) continue;
    weeks += 1;
    for (const level of levels) {
      const startedMs = performance.now();
      const forecast = forecastCalls(record, coming, level);
      slowestMs = Math.max(slowestMs, performance.now() - startedMs);
      const tally = held.get(level)!;
      for (const [n, { counts }] of coming.entries()) {
        const { low, high } = forecast[n]!;
        for (const [quarter, count] of counts.entries()) {
          if (count < low[quarter]!) tally.below += 1;
          else if (count > high[quarter]!) tally.above += 1;
          else tally.held += 1;
          tally.width += high[quarter]! - low[quarter]!;
        }
      }
      if (level !== levels[0]) continue;
      for (const [n, day] of coming.entries()) {
        const naive = seasonalNaive(record, day);
        const { expected } = forecast[n]!;
        let off = 0;
        for (const [quarter, count] of day.counts.entries()) {
          errors.forecast += Math.abs(count - expected[quarter]!);
          errors.seasonalNaive += Math.abs(count - naive[quarter]!);
          off += expected[quarter]! - count;
          calls += count;
          quarters += 1;
        }
        errors.dayTotals += Math.abs(off);
      }
    }
  }
  const gain = 1 - errors.forecast / errors.seasonalNaive;
  const intervals = levels.map((level) => {
    const { held: inside, below, above, width } = held.get(level)!;
    return {
      level,
      coverage: share(inside / quarters),
      interval95: wilson(inside, quarters),
      below: share(below / quarters),
      above: share(above / quarters),
      widthOverCalls: share(width / calls),
    };
  });
  const isHonest = intervals.every(
    ({ level, coverage }) =>
      coverage >= level - coverageMargin.below &&
      coverage <= Math.min(1, level + coverageMargin.above),
  );
  return Promise.resolve({
    ok: gain >= leastGain && isHonest,
    weeks,
    quarters,
    weightedAbsoluteError: {
      forecast: share(errors.forecast / calls),
      seasonalNaive: share(errors.seasonalNaive / calls),
      better: share(gain),
    },
    errorOfDayTotals: share(errors.dayTotals / calls),
    intervals,
    slowestMs: Math.round(slowestMs),
  });
}

/** The record by quarter hour, from opening to closing. */
function readDays(file: string): CallDay[] {
  const days = new Map<string, number[]>();
  for (const row of readFileSync(file, 'utf8').trim().split('\n').slice(1)) {
    const [at = '', count] = row.split(',');
    const minute = Number(at.slice(11, 13)) * 60 + Number(at.slice(14, 16));
    if (minute < opensAt || minute >= closesAt) continue;
    const date = at.slice(0, 10);
    const counts =
      days.get(date) ?? new Array<number>((closesAt - opensAt) / quarterMinutes).fill(0);
    counts[Math.floor((minute - opensAt) / quarterMinutes)]! += Number(count);
    days.set(date, counts);
  }
  return [...days].map(([date, counts]) => ({ date, kind: 'usual', marks: [], counts }));
}

function share(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
