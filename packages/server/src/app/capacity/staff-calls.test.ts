import { describe, expect, test } from 'vitest';

import { AppFault } from '../faults.ts';
import { readCallRecord } from './call-record.ts';
import { asNeeded, staffCalls } from './staff-calls.ts';

/** Four weeks of working days from Monday, 2 November 2026, from nine to ten. */
const rows = [['time', 'calls']];
for (let n = 0; n < 20; n += 1) {
  const day = 2 + 7 * Math.floor(n / 5) + (n % 5);
  const date = `2026-11-${String(day).padStart(2, '0')}`;
  for (const [quarter, calls] of [20, 60, 40, 10].entries()) {
    rows.push([`${date} 09:${String(15 * quarter).padStart(2, '0')}`, String(calls + (n % 3))]);
  }
}
const target = { busyAtMost: 0.05, share: 0.8, withinS: 15, handlingS: 180, patienceS: 120 };

describe('a record of calls', () => {
  test('is read by quarter hour, counted or a row a call', () => {
    const record = readCallRecord(rows, 'calls.csv');
    expect(record.opensMinute).toBe(540);
    expect(record.days).toHaveLength(20);
    expect(record.days[0]).toEqual({
      date: '2026-11-02',
      kind: 'usual',
      marks: [],
      counts: [20, 60, 40, 10],
    });
    const single = [['时间'], ['2026-11-02T09:01:30'], ['2026-11-02 09:14'], ['2026-11-02 09:31']];
    expect(readCallRecord(single, 'x').days[0]?.counts).toEqual([2, 0, 1]);
  });

  test.each([
    [[['when', 'calls']], 'calls.csv:1'],
    [[['time', 'calls']], 'calls.csv'],
    [[...rows, ['2026-02-30 09:00', '1']], 'calls.csv:82'],
    [[...rows, ['2026-11-30 25:00', '1']], 'calls.csv:82'],
    [[...rows, ['2026-11-30 09:00', 'many']], 'calls.csv:82'],
    [[...rows, ['2026-11-30 09:00', '']], 'calls.csv:82'],
  ])('is refused with its place', (wrong, place) => {
    let thrown: unknown = null;
    try {
      readCallRecord(wrong, 'calls.csv');
    } catch (cause) {
      thrown = cause;
    }
    expect(thrown).toBeInstanceOf(AppFault);
    expect((thrown as AppFault).place).toBe(place);
  });
});

describe('the staff for the week after', () => {
  test('serve the target on the days of the week that have calls', () => {
    const days = [...staffCalls(readCallRecord(rows, 'calls.csv'), target, 0.2, asNeeded)];
    expect(days.map(({ forecast }) => forecast.date)).toEqual([
      '2026-11-30',
      '2026-12-01',
      '2026-12-02',
      '2026-12-03',
      '2026-12-04',
    ]);
    for (const { forecast, people, rostered, lines, checked } of days) {
      expect(forecast.expected[1]!).toBeGreaterThan(50);
      expect(people[1]!).toBeGreaterThan(people[3]!);
      for (const [n, count] of people.entries())
        expect(rostered[n]! * 0.8).toBeGreaterThanOrEqual(count - 1e-9);
      expect(lines).toBeGreaterThanOrEqual(Math.max(...people));
      expect(checked.inTime.high).toBeGreaterThan(0.8);
    }
  });

  test('is tried with more people, fewer, and a machine that settles some calls', () => {
    const record = readCallRecord(rows, 'calls.csv');
    const first = (whatIf: typeof asNeeded) => {
      const [day] = staffCalls(record, target, 0.2, whatIf);
      if (day === undefined) throw new Error('there is a first day');
      return day;
    };
    const needed = first(asNeeded);
    const fewer = first({ more: -2, byMachine: 0 });
    const machine = first({ more: 0, byMachine: 0.3 });
    expect(needed.people).toEqual(needed.needed);
    expect(fewer.needed).toEqual(needed.needed);
    expect(fewer.people).toEqual(needed.needed.map((count) => Math.max(0, count - 2)));
    expect(fewer.checked.inTime.mean).toBeLessThan(needed.checked.inTime.mean);
    expect(Math.max(...machine.needed)).toBeLessThan(Math.max(...needed.needed));
    expect(machine.forecast).toEqual(needed.forecast);
  });
});
