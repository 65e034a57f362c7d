import type { Fault, StaffingWeek } from '@everyline/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  buildDepartment,
  openTestServer,
  testId,
  type TestServer,
} from '../../../testkit/src/index.ts';
import { machine } from '../bindings/machine.ts';
import { reckonApart } from '../bindings/reckoning.ts';

let opened: TestServer;
let manager = '';
let tester = '';

beforeAll(async () => {
  opened = await openTestServer();
  await opened.city.context.store.departments.insert({ ...buildDepartment(1), createdAtMs: 0 });
  manager = await opened.signedIn('wang', 'department_manager', testId(1));
  tester = await opened.signedIn('li', 'tester', testId(1));
});
afterAll(() => opened.close());

/** Four weeks of working days from Monday, 2 November 2026, from nine to ten. */
const rows = ['time,calls'];
for (let n = 0; n < 20; n += 1) {
  const day = 2 + 7 * Math.floor(n / 5) + (n % 5);
  const date = `2026-11-${String(day).padStart(2, '0')}`;
  for (const [quarter, calls] of [20, 60, 40, 10].entries()) {
    rows.push(`${date} 09:${String(15 * quarter).padStart(2, '0')},${calls + (n % 3)}`);
  }
}

async function staff<T>(lines: readonly string[], query = '', cookie = manager) {
  const form = new FormData();
  form.append('file', new Blob([lines.join('\n')]), 'calls.csv');
  const encoded = new Response(form);
  const answer = await opened.server.inject({
    method: 'POST',
    url: `/api/staffing${query}`,
    headers: {
      cookie,
      'accept-language': 'en',
      'content-type': encoded.headers.get('content-type') ?? '',
    },
    payload: Buffer.from(await encoded.arrayBuffer()),
  });
  return { status: answer.statusCode, body: answer.json<T>() };
}

describe('a week staffed from a record of calls', () => {
  it('gives the days after it with calls, people, lines and what the simulator says', async () => {
    const { status, body } = await staff<StaffingWeek>(rows);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ file: 'calls.csv', fromDay: '2026-11-02', toDay: '2026-11-27', recordDays: 20 },
      ...{ opensMinute: 540, intervalMinutes: 15, more: 0, byMachine: 0, away: 0.15 },
      target: { share: 0.8, withinS: 15, handlingS: 180 },
    });
    expect(body.days.map(({ date }) => date)).toEqual([
      ...['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04'],
    ]);
    const [first] = body.days;
    expect(first?.people).toEqual(first?.needed);
    expect(first?.inTime.mean).toBeGreaterThan(0.75);
    expect(first?.lines).toBeGreaterThanOrEqual(Math.max(...(first?.people ?? [])));
  });

  it('is tried with fewer people, and simulated anew', async () => {
    const asNeeded = await staff<StaffingWeek>(rows);
    const { body } = await staff<StaffingWeek>(rows, '?more=-3');
    expect(body.days[0]?.needed).toEqual(asNeeded.body.days[0]?.needed);
    expect(body.days[0]?.inTime.mean).toBeLessThan(asNeeded.body.days[0]?.inTime.mean ?? 0);
  });

  it('is the same in a thread of its own, which is gone afterwards', async () => {
    const here = opened.city.context.reckoning;
    const { connection } = opened.city.opened;
    const apart = reckonApart({ store: opened.city.context.store, connection }, machine.clock);
    const task = {
      record: {
        opensMinute: 540,
        days: Array.from({ length: 5 }, (_, n) => ({
          ...{ date: `2026-11-0${2 + n}`, kind: 'usual' as const, marks: [], counts: [20, 30] },
        })),
      },
      target: { busyAtMost: 0.05, share: 0.8, withinS: 15, handlingS: 180, patienceS: 120 },
      shrinkage: 0.1,
      whatIf: { more: 0, byMachine: 0 },
    };
    expect(await apart.staff(task)).toEqual(await here.staff(task));
    await apart.end();
  });

  it('names the row of the file that is wrong, and is not for everybody', async () => {
    const wrong = await staff<Fault>([...rows, '2026-11-30 25:00,1']);
    expect(wrong.status).toBe(400);
    expect(wrong.body).toMatchObject({ code: 'invalid_input', place: 'calls.csv:82' });
    expect(wrong.body.message).toContain('2026-11-30 25:00');
    expect((await staff<Fault>(['when,calls', '1,2'])).body.place).toBe('calls.csv:1');
    expect((await staff<Fault>(rows, '', tester)).body.code).toBe('forbidden');
  });
});
