import { chinaCalendar, momentOf } from '@everyline/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';

import {
  buildLine,
  buildObservation,
  buildProbe,
  buildTrunk,
  openTestCity,
  testId,
  type TestCity,
} from '../../../../testkit/src/index.ts';
import { reckonApart } from '../../bindings/reckoning.ts';
import type { AppContext } from '../context.ts';
import type { Reckoning } from '../ports/reckoning.ts';
import { plansAsOfMs } from './renew-plans.ts';

const line = buildLine(11, { hours: '工作日9:00-17:00', seats: 1 });
const dayMs = 86_400_000;
let opened: TestCity;
let context: AppContext;
let nowMs = momentOf(chinaCalendar, '2026-11-23', 600);
let reckoning: Reckoning;
let serial = 1_000;

async function call(busy: boolean, minute: number) {
  serial += 2;
  const startedAtMs = momentOf(chinaCalendar, '2026-11-20', minute);
  const times = { startedAtMs, endedAtMs: startedAtMs + 8_000 };
  const probe = buildProbe(serial, line, testId(900), times);
  await context.store.probes.insert([{ ...probe, guard: null, virtualTime: false }]);
  const heard = busy
    ? { outcome: 'busy' as const, decidedBy: 'tone' as const, timeToPersonMs: null, heard: [] }
    : {};
  await context.store.probes.addObservation(buildObservation(serial + 1, probe, heard), []);
}

const met = async () =>
  (await context.store.reckoned.busyLines('all')).busy.map((one) => [one.met.busy, one.met.probes]);

beforeAll(async () => {
  opened = await openTestCity();
  const { store } = opened.city.context;
  const clock = { ...opened.city.context.clock, nowMs: () => nowMs };
  reckoning = reckonApart(opened.city.opened, clock);
  context = { ...opened.city.context, clock, reckoning };
  await store.lines.insert([line]);
  await store.trunks.insert(buildTrunk(900));
});
afterAll(async () => {
  await reckoning.end();
  await opened.close();
});

it('waits for the first plans, and shows them with their time while a thread makes newer ones', async () => {
  await call(true, 600);
  await call(false, 660);
  expect(await plansAsOfMs(context)).toBe(nowMs);
  expect(await met()).toEqual([[1, 2]]);
  // Nothing has changed: they hold today as they did.
  nowMs += dayMs;
  expect(await plansAsOfMs(context)).toBe(nowMs);
  await call(true, 720);
  expect(await plansAsOfMs(context)).toBe(nowMs - dayMs);
  await reckoning.renew('plans');
  expect(await met()).toEqual([[2, 3]]);
  expect(await plansAsOfMs(context)).toBe(nowMs);
});

it('holds the plan no longer once the line has other hours, and drops it with the last call', async () => {
  await context.store.lines.update(line.id, { hours: '工作日9:00-10:30' });
  await reckoning.renew('plans');
  expect(await met()).toEqual([[1, 1]]);
  const { probes } = context.store;
  await probes.forgetObservations(await probes.expiredObservations(nowMs, 10));
  await reckoning.renew('plans');
  expect(await met()).toEqual([]);
  expect(await context.store.reckoned.plans([line.id])).toEqual([]);
});
