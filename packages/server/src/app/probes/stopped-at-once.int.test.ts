import { chinaCalendar, momentOf, type GuardReason } from '@everyline/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';

import {
  buildDepartment,
  buildLine,
  buildTrunk,
  openTestCity,
  testId,
  type TestCity,
} from '../../../../testkit/src/index.ts';
import { dialRules } from '../../bindings/dial-rules.ts';
import { machine } from '../../bindings/machine.ts';
import { giveClearance } from '../clearances/give-clearance.ts';
import { recordObjection } from '../clearances/record-objection.ts';
import { withdrawClearance } from '../clearances/withdraw-clearance.ts';
import { displayNumber } from '../lines/display-number.ts';
import { pressStop } from '../stops/press-stop.ts';
import { stopTrunk } from '../trunks/stop-trunk.ts';
import { beginProbe } from './begin-probe.ts';

let now = momentOf(chinaCalendar, '2026-11-23', 600);
let test: TestCity;
const rules = { ...dialRules(), clockStep: () => null };
const trunk = buildTrunk(901);
let lines = 0;

beforeAll(async () => {
  test = await openTestCity({ clock: { ...machine.clock, nowMs: () => now } });
  await test.city.context.store.trunks.insert(trunk);
}, 120_000);
afterAll(() => test?.close());

/** A line of an office of its own that may be called, and what the guard says when it is to be dialled. */
async function clearedLine() {
  const { context } = test.city;
  lines += 1;
  const departmentId = testId(100 + lines);
  const office = buildDepartment(100 + lines, { parentId: null });
  await context.store.departments.insert({ ...office, createdAtMs: 0 });
  const line = buildLine(lines, { departmentId });
  await context.store.lines.insert([line]);
  const { clearance } = await giveClearance(context, {
    scope: { kind: 'line', lineId: line.id },
    givenBy: '市政府办公室',
    basis: '市府办〔2026〕12号',
  });
  const reasons = async (): Promise<readonly GuardReason[]> => {
    now += 3_600_000;
    const wish = { line, trunkId: trunk.id, asker: { kind: 'cli', command: 'test' } } as const;
    const begun = await beginProbe(context, rules, wish);
    if (!begun.allowed) return begun.answer.reasons;
    const ended = { endedAtMs: now + 1_000, outcome: 'busy', timeToPersonMs: null } as const;
    await context.store.probes.endCall(begun.probeId, ended);
    return [];
  };
  return { line, departmentId, clearanceId: clearance.id, reasons };
}

/** The operations of the audit log, the latest first. */
const audited = async () =>
  (await test.city.context.store.audit.page({}, { page: 1, pageSize: 3 })).items.map(
    ({ operation }) => operation,
  );

it('ends the calls to a number at once when a callee objects, for good', async () => {
  const { line, reasons } = await clearedLine();
  expect(await reasons()).toEqual([]);
  const number = displayNumber(line.number);
  await recordObjection(test.city.context, { number, by: 'callee', note: '不要再打' });
  expect(await audited()).toContain('objections.record');
  expect(await reasons()).toContain('callee_objected');
});

it('ends the calls to all lines of an office at once when the office objects', async () => {
  const { departmentId, reasons } = await clearedLine();
  expect(await reasons()).toEqual([]);
  const note = '本周搬迁';
  await recordObjection(test.city.context, { departmentId, by: 'office', note });
  expect(await audited()).toContain('objections.record');
  expect(await reasons()).toContain('office_objected');
});

it('ends the calls under a clearance at once when it is withdrawn', async () => {
  const { clearanceId, reasons } = await clearedLine();
  expect(await reasons()).toEqual([]);
  await withdrawClearance(test.city.context, clearanceId, '处室要求');
  expect(await audited()).toContain('clearances.withdraw');
  expect(await reasons()).toContain('clearance_withdrawn');
});

it('ends the calls over a trunk at once when it stops by itself, once', async () => {
  const { context } = test.city;
  const { reasons } = await clearedLine();
  expect(await reasons()).toEqual([]);
  const health = { kind: 'stop', reason: 'trunk_faults', count: 20, calls: 20 } as const;
  await stopTrunk(context, trunk.id, { ...health, windowMs: 600_000 }, null);
  await stopTrunk(context, trunk.id, { ...health, windowMs: 600_000 }, null);
  expect((await audited()).filter((one) => one === 'trunks.stop')).toHaveLength(1);
  expect(await reasons()).toContain('trunk_stopped');
  await context.store.trunks.update(trunk);
});

it('ends all calls at once when everything is stopped', async () => {
  const { reasons } = await clearedLine();
  expect(await reasons()).toEqual([]);
  await pressStop(test.city.context, '演练');
  expect(await audited()).toContain('calls.stop');
  expect(await reasons()).toContain('stop_all');
});
