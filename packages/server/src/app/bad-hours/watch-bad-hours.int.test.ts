import type { LiveEvent } from '@everyline/contract';
import { chinaCalendar, momentOf, type Line, type Observation } from '@everyline/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';

import {
  buildDepartment,
  buildLine,
  buildObservation,
  buildProbe,
  buildTrunk,
  openTestCity,
  type TestCity,
} from '../../../../testkit/src/index.ts';
import type { AppContext } from '../context.ts';
import type { Repositories } from '../ports/store.ts';
import { renewDueVerdicts } from '../verdicts/renew-due-verdicts.ts';
import { readVerdict } from '../verdicts/read-verdict.ts';
import { renewLine } from '../verdicts/renew-line.ts';
import { listBadHours } from './list-bad-hours.ts';
import { setBadHour } from './set-bad-hour.ts';
import { BadHourWatch } from './watch-bad-hours.ts';
import { withdrawBadHour } from './withdraw-bad-hour.ts';

let test: TestCity;
let context: AppContext;
let nowMs = momentOf(chinaCalendar, '2026-11-26', 600);
let next = 1;
let watch: BadHourWatch | null = null;
const alarms: string[] = [];
const trunk = buildTrunk(901, { name: '一号' });
const lines: Line[] = [];

beforeAll(async () => {
  test = await openTestCity();
  const { clock } = test.city.context;
  context = { ...test.city.context, clock: { ...clock, nowMs: () => nowMs } };
  context.events.subscribe((event: LiveEvent) => {
    if (event.type === 'alarm') alarms.push(event.sentence.en);
  });
  await context.store.trunks.insert(trunk);
  for (let office = 1; office <= 10; office += 1) {
    await context.store.departments.insert({ ...buildDepartment(office), createdAtMs: 0 });
    for (let at = 0; at < 4; at += 1) {
      lines.push(buildLine(100 * office + at, { departmentId: buildDepartment(office).id }));
    }
  }
  await context.store.lines.insert(lines);
  await context.store.transaction(async (within) => {
    for (const day of ['2026-11-23', '2026-11-24', '2026-11-25']) {
      for (const [at, line] of lines.entries()) {
        // The second office is never attended at all.
        const isOut = line.departmentId === buildDepartment(2).id;
        const outcome = isOut ? 'no_answer' : 'answered_person';
        const startedAtMs = momentOf(chinaCalendar, day, 580 + at);
        await record(line, { startedAtMs, outcome }, within);
      }
    }
  });
}, 120_000);
afterAll(async () => {
  watch?.close();
  await test?.close();
});

async function record(
  line: Line,
  change: Partial<Observation>,
  within: Repositories = context.store,
): Promise<Observation> {
  next += 1;
  const probe = buildProbe(10_000 + next, line, trunk.id);
  const startedAtMs = change.startedAtMs ?? nowMs;
  const observation = buildObservation(20_000 + next, probe, {
    startedAtMs,
    endedAtMs: startedAtMs + 20_000,
    ...(change.outcome !== 'answered_person' && { timeToPersonMs: null }),
    ...change,
  });
  await within.probes.insert([{ ...probe, guard: null, virtualTime: false }]);
  await within.probes.addObservation(observation, []);
  return observation;
}

/** A call now, as the run of a campaign follows it. */
async function call(line: Line, outcome: Observation['outcome']): Promise<void> {
  nowMs += 60_000;
  const observation = await record(line, { outcome });
  nowMs += 20_000;
  watch ??= new BadHourWatch(context, chinaCalendar);
  await watch.look(observation, line);
}

const guardFacts = async () =>
  (
    await context.store.dials.facts({
      ...{ lineId: lines[0]?.id ?? '', trunkId: trunk.id, trunkPerDay: 100, campaignId: null },
      ...{ nowMs, dayStartMs: 0, sinceMs: 0 },
    })
  ).trunkBadHour;

it('sets aside the calls of a bad hour, tells of it, holds the trunk, and follows it to its end', async () => {
  const [first] = lines;
  if (first === undefined) throw new Error('lines');
  // A verdict and a ticket that rest on the bad hour: two misses on another day, one in it.
  for (const [at, line] of lines.entries()) {
    if (at % 4 < 3) await call(line, 'busy');
    if (at === 8) expect(await context.store.badHours.open()).toEqual([]);
  }
  const [open] = await context.store.badHours.open();
  expect(open).toMatchObject({ trunkId: trunk.id, symptom: 'busy', state: 'found', toMs: null });
  expect(await guardFacts()).toMatchObject({ sinceMs: open?.fromMs });
  expect(alarms.at(-1)).toContain('The trunk “一号” has had a bad hour since 2026-11-26 10:01');

  await renewDueVerdicts(context);
  const verdict = await readVerdict(context, first.id, null);
  expect(verdict.evidence.filter(({ counted }) => counted === 'excluded')).toHaveLength(1);
  expect(verdict.reached).toBe(3);
  expect(verdict.attempts).toBe(3);
  expect(verdict.setAside).toHaveLength(1);
  expect(verdict.setAside[0]?.sentence.en).toMatch(/^1 test call does not count: the trunk “一号”/);

  for (const line of lines.slice(4).filter((_, at) => at % 4 === 3))
    await call(line, 'answered_person');
  expect(await context.store.badHours.open()).toEqual([]);
  expect(await guardFacts()).toBeNull();
  expect(alarms.at(-1)).toContain('is over');
  const [listed] = await listBadHours(context, {});
  expect(listed).toMatchObject({ state: 'found', calls: 30 });
});

it('lets its calls count again when a person withdraws it, and does not find it again', async () => {
  const [first] = lines;
  const [listed] = await listBadHours(context, {});
  if (first === undefined || listed === undefined) throw new Error('nothing was found');
  await withdrawBadHour(context, listed.id, '线路确实占线');
  await renewDueVerdicts(context);
  expect(await readVerdict(context, first.id, null)).toMatchObject({ attempts: 4, setAside: [] });
  await call(first, 'busy');
  expect(await context.store.badHours.open()).toEqual([]);
  expect((await listBadHours(context, {}))[0]).toMatchObject({ state: 'withdrawn', calls: 0 });
  await expect(withdrawBadHour(context, listed.id, '再次')).rejects.toThrow();
});

it('sets aside what a person says was the trunk’s, and closes the ticket that rested on it', async () => {
  const [, , , line] = lines;
  if (line === undefined) throw new Error('lines');
  const from = momentOf(chinaCalendar, '2026-11-24', 840);
  for (const minute of [0, 40, 80, 24 * 60, 24 * 60 + 40]) {
    await record(line, { startedAtMs: from + minute * 60_000, outcome: 'no_answer' });
  }
  expect((await renewLine(context, line)).kind).toBe('zombie');
  expect(await context.store.tickets.openOf(line.id)).toHaveLength(1);
  const set = await setBadHour(context, trunk.id, {
    symptom: 'unanswered',
    fromMs: from,
    toMs: from + 26 * 3_600_000,
    note: '运营商通报故障',
  });
  expect(set.calls).toBeGreaterThanOrEqual(5);
  await renewDueVerdicts(context);
  expect((await readVerdict(context, line.id, null)).verdict).not.toBe('zombie');
  expect(await context.store.tickets.openOf(line.id)).toEqual([]);
  await expect(
    setBadHour(context, trunk.id, { symptom: 'busy', fromMs: nowMs, toMs: from, note: 'x' }),
  ).rejects.toThrow();
});
