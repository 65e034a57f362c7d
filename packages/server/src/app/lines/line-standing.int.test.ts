import {
  buildClearance,
  buildDepartment,
  buildLine,
  buildPolicy,
  buildTrunk,
  openTestCity,
  testId,
  testTargets,
  type TestCity,
} from '../../../../testkit/src/index.ts';
import { chinaCalendar, localTime } from '@everyline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { AppContext } from '../context.ts';
import { standingOf } from './line-standing.ts';

let opened: TestCity;
let context: AppContext;
const line = buildLine(1, { departmentId: testId(101) });
/** Monday 2026-11-23, 03:00 in China: no office is rung at night. */
const nightMs = Date.UTC(2026, 10, 22, 19);

beforeAll(async () => {
  opened = await openTestCity();
  const { context: machine } = opened.city;
  context = { ...machine, clock: { ...machine.clock, nowMs: () => nightMs } };
  const { store } = context;
  await store.departments.insert({ ...buildDepartment(101), createdAtMs: 1 });
  await store.lines.insert([line]);
  await store.trunks.insert(buildTrunk(900));
});
afterAll(() => opened.close());

describe('how a line stands with test calls', () => {
  it('says that there is no clearance, then that the guard lets the campaign call in the morning', async () => {
    const before = await standingOf(context, line);
    expect(before.nextProbeAtMs).toBeNull();
    expect(before.whyNotDialled?.en).toBe('There is no valid clearance for test calls.');

    await context.store.clearances.insert(
      buildClearance({
        id: testId(200),
        scope: { kind: 'department', departmentId: testId(101), withSubtree: true },
        givenAtMs: 10,
      }),
    );
    expect(await standingOf(context, line)).toEqual({ nextProbeAtMs: null, whyNotDialled: null });

    await context.store.campaigns.insert({
      id: testId(300),
      name: 'c',
      state: 'running',
      scope: {},
      period: { fromDay: '2026-11-23', toDay: '2026-11-27' },
      policy: buildPolicy(),
      targets: testTargets,
      trunkId: testId(900),
      createdAtMs: 1,
      createdBy: 'test',
      startedAtMs: 1,
      endedAtMs: null,
      stateReason: null,
    });
    const { nextProbeAtMs } = await standingOf(context, line);
    expect(localTime(chinaCalendar, nextProbeAtMs ?? 0)).toMatchObject({
      day: '2026-11-23',
      minute: 480,
    });
  });
});
