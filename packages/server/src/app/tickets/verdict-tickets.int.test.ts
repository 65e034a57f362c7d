import { chinaCalendar, momentOf } from '@everyline/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';

import {
  buildLine,
  buildObservation,
  buildProbe,
  buildTrunk,
  openTestServer,
  testId,
  type TestServer,
} from '../../../../testkit/src/index.ts';
import { machine } from '../../bindings/machine.ts';
import { renewLine } from '../verdicts/renew-line.ts';
import { askRetest } from './ask-retest.ts';

let now = momentOf(chinaCalendar, '2026-11-23', 600);
let opened: TestServer;
const line = buildLine(1);

beforeAll(async () => {
  opened = await openTestServer({ clock: { ...machine.clock, nowMs: () => now } });
  await opened.city.context.store.lines.insert([line]);
  await opened.city.context.store.trunks.insert(buildTrunk(900));
});
afterAll(() => opened.close());

/** A call on a day that meets a number which does not exist, and the verdict after it. */
async function missOn(day: string, number: number): Promise<void> {
  const { context } = opened.city;
  now = momentOf(chinaCalendar, day, 600);
  const times = { startedAtMs: now, endedAtMs: now + 9_000 };
  const probe = buildProbe(number, line, testId(900), { ...times, plannedAtMs: now });
  await context.store.probes.insert([{ ...probe, guard: null, virtualTime: false }]);
  const heard = buildObservation(number + 500, probe, { outcome: 'unallocated' });
  await context.store.probes.addObservation(heard, []);
  await renewLine(context, line);
}

it('puts on the audit log what a verdict opens, and a re-test that found no repair', async () => {
  const { context } = opened.city;
  const told = async (operation: string) =>
    (await context.store.audit.page({ operation }, { page: 1, pageSize: 10 })).items;
  await missOn('2026-11-23', 601);
  expect(await told('tickets.open')).toEqual([]);
  await missOn('2026-11-24', 602);
  const [ticket] = await context.store.tickets.openOf(line.id);
  expect(ticket).toMatchObject({ fault: 'invalid', state: 'opened', origin: 'verdict' });
  expect(await told('tickets.open')).toMatchObject([
    {
      subjectId: ticket?.id,
      detail: { lineId: line.id, fault: 'invalid', verdictId: ticket?.openedByVerdictId },
    },
  ]);
  await askRetest(context, ticket?.id ?? '');
  await missOn('2026-11-25', 603);
  await missOn('2026-11-26', 604);
  expect((await context.store.tickets.openOf(line.id))[0]).toMatchObject({
    state: 'opened',
    retestAskedAtMs: null,
  });
  expect((await context.store.tickets.steps(ticket?.id ?? '')).at(-1)).toMatchObject({
    kind: 'retest_failed',
    detail: { retest: { calls: 2, reached: 0 } },
  });
  expect(await told('tickets.retest_failed')).toMatchObject([{ subjectId: ticket?.id }]);
  expect((await context.store.audit.verify()).intact).toBe(true);
});
