import type { CapacityPlan, LineCapacity } from '@everyline/contract';
import type { CallOutcome, Line } from '@everyline/domain';
import {
  buildDepartment,
  buildLine,
  buildObservation,
  buildProbe,
  buildTrunk,
  openTestServer,
  testId,
  type TestServer,
} from '../../../testkit/src/index.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let opened: TestServer;
let cookie = '';
const trunk = buildTrunk(900);
const short = buildLine(11, { departmentId: testId(2), seats: 2 });
const unknown = buildLine(12, { departmentId: testId(1) });
const quiet = buildLine(13, { departmentId: testId(1), seats: 1 });
const uncalled = buildLine(14, { departmentId: testId(3), seats: 4 });

/** Nine in the morning of a Monday in Chengdu, and the hours after. */
const nineMs = Date.parse('2026-11-23T01:00:00Z');
async function call(line: Line, outcomes: readonly CallOutcome[], from: number) {
  const { probes } = opened.city.context.store;
  for (const [n, outcome] of outcomes.entries()) {
    const startedAtMs = nineMs + (n % 3) * 3_600_000 + Math.floor(n / 3) * 86_400_000;
    const probe = buildProbe(from + n, line, trunk.id, { startedAtMs, endedAtMs: startedAtMs });
    await probes.insert([{ ...probe, guard: null, virtualTime: true }]);
    await probes.addObservation(
      buildObservation(from + 500 + n, probe, { startedAtMs, outcome }),
      [],
    );
  }
}

beforeAll(async () => {
  opened = await openTestServer();
  const { store } = opened.city.context;
  for (const one of [
    buildDepartment(1),
    buildDepartment(2, { parentId: testId(1) }),
    buildDepartment(3),
  ]) {
    await store.departments.insert({ ...one, createdAtMs: 1 });
  }
  await store.trunks.insert(trunk);
  await store.lines.insert([short, unknown, quiet, uncalled]);
  const busyOften = Array.from({ length: 12 }, (_, n) =>
    n % 2 === 0 ? ('busy' as const) : ('answered_person' as const),
  );
  await call(short, busyOften, 1000);
  await call(unknown, ['busy', 'answered_person', 'no_answer'], 2000);
  await call(quiet, ['answered_person', 'answered_ivr'], 3000);
  cookie = await opened.signedIn('admin', 'city_admin');
});
afterAll(() => opened.close());

const ask = async <T>(url: string) => {
  const answer = await opened.server.inject({ url, headers: { cookie, 'accept-language': 'en' } });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<T>();
};

describe('capacity over HTTP', () => {
  it('gives the load and the need of a line with intervals, and what cannot be known', async () => {
    const capacity = await ask<LineCapacity>(`/api/lines/${short.id}/capacity`);
    expect(capacity).toMatchObject({ lines: 2, probes: 12, busy: 6, level: 0.9 });
    const { needed, erlangs } = capacity.cases![0]!;
    expect(capacity.cases).toHaveLength(1);
    expect(needed.lines.middle).toBeGreaterThan(2);
    expect(erlangs.low).toBeLessThan(erlangs.high);
    expect(capacity.cases![0]!.busyThen).toBeLessThanOrEqual(capacity.target.busyAtMost);
    expect(capacity.cannotTell).toContain('few_calls');
  });

  it('says of a line why nothing is proposed', async () => {
    const never = await ask<LineCapacity>(`/api/lines/${quiet.id}/capacity`);
    expect(never).toMatchObject({ probes: 2, busy: 0, cases: null });
    expect(never.cannotTell[0]).toBe('load_from_below');
    const none = await ask<LineCapacity>(`/api/lines/${uncalled.id}/capacity`);
    expect(none).toMatchObject({ probes: 0, cases: null });
    expect(none.cannotTell[0]).toBe('no_calls');
  });

  it('sums the city and a department with those under it, each with its denominators', async () => {
    const city = await ask<CapacityPlan>('/api/capacity');
    expect(city).toMatchObject({ lines: 4, called: 3, metBusy: 2, planned: 1, short: 1, there: 2 });
    expect(city.items.map(({ lineId }) => lineId)).toEqual([short.id, unknown.id]);
    expect(city.items[1]).toMatchObject({ needed: null, why: 'number_of_lines' });
    expect(city.needed).toEqual(city.items[0]!.needed);
    const above = await ask<CapacityPlan>(`/api/capacity?departmentId=${testId(1)}`);
    expect(above).toMatchObject({ lines: 3, called: 3, metBusy: 2 });
    const beside = await ask<CapacityPlan>(`/api/capacity?departmentId=${testId(3)}`);
    expect(beside).toMatchObject({ lines: 1, called: 0, metBusy: 0, busyThen: null, items: [] });
  });

  it('follows a call and a changed line at once, and changes nothing else', async () => {
    const before = await ask<CapacityPlan>('/api/capacity');
    await call(quiet, ['busy'], 4000);
    await opened.city.context.store.lines.update(unknown.id, { seats: 1 });
    const city = await ask<CapacityPlan>('/api/capacity');
    expect(city).toMatchObject({ called: 3, metBusy: 3, planned: 3, probes: 18, busy: 8 });
    const of = (plan: CapacityPlan, { id }: Line) => plan.items.find(({ lineId }) => lineId === id);
    expect(of(city, short)).toEqual(of(before, short));
    expect(of(city, unknown)).toMatchObject({ lines: 1, why: null });
    expect(of(city, quiet)).toMatchObject({ probes: 3, busy: 1 });
  });

  it('gives the table as a workbook, and refuses a department that is none', async () => {
    const file = await opened.server.inject({ url: '/api/capacity.xlsx', headers: { cookie } });
    expect(file.statusCode).toBe(200);
    expect(file.rawPayload.subarray(0, 2).toString()).toBe('PK');
    const none = await opened.server.inject({
      url: `/api/capacity?departmentId=${testId(77)}`,
      headers: { cookie },
    });
    expect(none.statusCode).toBe(404);
  });
});
