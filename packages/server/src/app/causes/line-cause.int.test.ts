import {
  buildDepartment,
  buildLine,
  buildObservation,
  buildProbe,
  buildTrunk,
  openTestCity,
  testId,
  type TestCity,
} from '../../../../testkit/src/index.ts';
import { chinaCalendar, momentOf, type Line } from '@everyline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readLine } from '../lines/read-line.ts';

let opened: TestCity;
const failing = buildLine(1, { departmentId: testId(101), hours: '工作日9:00-17:00' });
const working = buildLine(2, { departmentId: testId(101), hours: '工作日9:00-17:00' });
let serial = 1_000;

/** A call that is over, on a day of the week of 23 November 2026. */
async function call(line: Line, day: string, minute: number, busy: boolean): Promise<void> {
  serial += 2;
  const startedAtMs = momentOf(chinaCalendar, day, minute);
  const probe = buildProbe(serial, line, testId(900), {
    startedAtMs,
    endedAtMs: startedAtMs + 8_000,
  });
  const { probes } = opened.city.context.store;
  await probes.insert([{ ...probe, guard: null, virtualTime: false }]);
  await probes.addObservation(
    buildObservation(
      serial + 1,
      probe,
      busy ? { outcome: 'busy', decidedBy: 'tone', timeToPersonMs: null, heard: [] } : {},
    ),
    [],
  );
}

beforeAll(async () => {
  opened = await openTestCity();
  const { store } = opened.city.context;
  await store.departments.insert({ ...buildDepartment(101), createdAtMs: 1 });
  await store.lines.insert([failing, working]);
  await store.trunks.insert(buildTrunk(900));
  for (const day of ['2026-11-23', '2026-11-24', '2026-11-25']) {
    await call(failing, day, 420, true);
    await call(failing, day, 600, true);
    await call(working, day, 600, false);
  }
});
afterAll(() => opened.close());

describe('the cause on a line’s page', () => {
  it('names it with its figures and what would confirm it, in both languages', async () => {
    const { cause } = await readLine(opened.city.context, failing.id);
    expect(cause).toMatchObject({ cause: 'line_fault', calls: 6, failed: 6 });
    expect(cause?.sentence.en).toContain('3 of 3 outside the published hours');
    expect(cause?.sentence.zh).toContain('公布时间外3次中3次');
    expect(cause?.confirm?.zh).toContain('听筒');
    expect(cause?.weights[0]?.cause).toBe('line_fault');
  });

  it('says nothing where no call failed', async () => {
    expect((await readLine(opened.city.context, working.id)).cause).toBeNull();
  });
});
