import type { Consolidation, ConsolidationProposal, Fault } from '@everyline/contract';
import { chinaCalendar, momentOf, type Line } from '@everyline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  buildDepartment,
  buildLine,
  buildObservation,
  buildProbe,
  buildTrunk,
  openTestServer,
  testId,
  type TestServer,
} from '../../../../testkit/src/index.ts';
import { machine } from '../../bindings/machine.ts';
import { bookedLines } from '../capacity/plan-book.ts';
import { renewLine } from '../verdicts/renew-line.ts';
import { proposalsAsOfMs, renewProposals } from './renew-proposals.ts';

/** 1 is a bureau, 2 another one. */
const [bureau, other] = [testId(1), testId(2)];
const hours = '工作日9:00-17:00';
const services = ['就业登记'];
const line = (id: number, change: Partial<Line> = {}) =>
  buildLine(id, { departmentId: bureau, services, hours, seats: 1, ...change });
const [busyOne, idleOne, idleTwo] = [line(11), line(12), line(13)];
const overloaded = line(21, { departmentId: other, services: [], seats: 2 });
const hotline = line(31, {
  services: [],
  purpose: 'hotline',
  numberType: 'short_code',
  number: { dialled: '12358', areaCode: '028', extension: null },
});
const days = ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'];

let now = momentOf(chinaCalendar, '2026-11-23', 600);
let opened: TestServer;
let serial = 1_000;
const cookies: Record<string, string> = {};

/** A call that is over. */
async function call(called: Line, day: string, minute: number, busy: boolean) {
  serial += 2;
  const startedAtMs = momentOf(chinaCalendar, day, minute);
  const times = { startedAtMs, endedAtMs: startedAtMs + 8_000 };
  const probe = buildProbe(serial, called, testId(900), times);
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

async function ask<T>(who: string, method: 'GET' | 'POST', url: string, body?: object) {
  const answer = await opened.server.inject({
    method,
    url,
    headers: { cookie: cookies[who] ?? '' },
    ...(body && { payload: body }),
  });
  return { status: answer.statusCode, body: answer.json<T>() };
}

const read = async (who: string, search = '') =>
  (await ask<Consolidation>(who, 'GET', `/api/consolidation${search}`)).body;
const decide = <T = ConsolidationProposal>(who: string, body: object) =>
  ask<T>(who, 'POST', '/api/consolidation/decisions', { note: '', ...body });

beforeAll(async () => {
  opened = await openTestServer({
    clock: {
      nowMs: () => now,
      wait: (lengthMs, signal) => machine.clock.wait(lengthMs, signal),
      every: (lengthMs, work) => machine.clock.every(lengthMs, work),
    },
  });
  const { context } = opened.city;
  for (const id of [1, 2]) {
    await context.store.departments.insert({ ...buildDepartment(id), createdAtMs: 0 });
  }
  const lines = [busyOne, idleOne, idleTwo, overloaded, hotline];
  await context.store.lines.insert(lines);
  await context.store.trunks.insert(buildTrunk(900));
  for (const [n, day] of days.entries()) {
    for (const [m, minute] of [570, 660, 900, 990].entries()) {
      await call(busyOne, day, minute, (n + m) % 2 === 0);
      await call(overloaded, day, minute, m % 2 === 0);
      for (const idle of [idleOne, idleTwo]) await call(idle, day, minute, false);
    }
  }
  for (const one of lines) await renewLine(context, one);
  cookies['boss'] = await opened.signedIn('boss', 'city_admin');
  cookies['wang'] = await opened.signedIn('wang', 'department_manager', bureau);
  cookies['zhao'] = await opened.signedIn('zhao', 'campaign_manager', other);
});
afterAll(() => opened.close());

describe('proposals over HTTP', () => {
  it('say what is to be done, why, and what it would bring', async () => {
    const { items, numbers } = await read('boss');
    expect(items.map(({ kind }) => kind)).toEqual([
      'merge_hotline',
      'pool_lines',
      'assistant_first',
    ]);
    const [merged, pooled, assisted] = items;
    expect(merged).toMatchObject({ mergeMode: 'whole', lines: [{ kept: false }] });
    expect(pooled?.lines.map(({ lineId }) => lineId).toSorted()).toEqual(
      [busyOne.id, idleOne.id, idleTwo.id].toSorted(),
    );
    expect(pooled?.before).toEqual({ calls: 60, busy: 10 });
    const { callers } = pooled!.effect;
    expect(callers!.now.busy).toBeGreaterThan(0.15);
    expect(callers!.then.busy).toBeLessThan(0.06);
    expect(pooled?.sentence.zh).toContain('60 次拨测中 10 次占线');
    expect(assisted?.department?.id).toBe(other);
    expect(numbers).toEqual({ now: 5, then: 2 });
  });

  it('are costed once the city has said what a line and a person cost, and read for one line', async () => {
    const cost = (items: readonly ConsolidationProposal[]) =>
      items.find(({ kind }) => kind === 'assistant_first')?.effect.yuanMonthly;
    expect(cost((await read('boss')).items)).toBeNull();
    const { settings } = opened.city.context.store;
    const city = await settings.city();
    await settings.saveCity({ ...city!, lineYuanMonthly: 40, personYuanMonthly: 6_000 });
    const { items } = await read('boss', `?lineId=${overloaded.id}`);
    expect(items).toHaveLength(1);
    const { lines, people } = items[0]!.effect;
    expect(cost(items)).toEqual({
      now: lines!.now * 40 + people!.now * 6_000,
      then: lines!.then * 40 + people!.then * 6_000,
    });
  });

  it('are shown within one’s scope, and decided by who may', async () => {
    expect((await read('wang')).items.map(({ kind }) => kind)).toEqual([
      'merge_hotline',
      'pool_lines',
    ]);
    expect((await read('boss', `?departmentId=${other}`)).items).toHaveLength(1);
    const [merged] = (await read('boss')).items;
    const refused = await decide<Fault>('wang', { key: merged?.key, accept: true });
    expect(refused.status).toBe(403);
    const outside = await decide<Fault>('zhao', { key: merged?.key, accept: true });
    expect(outside).toMatchObject({ status: 403, body: { code: 'outside_scope' } });
  });

  it('become tickets when they are accepted, for another number than proposed', async () => {
    const pooled = (await read('boss')).items.find(({ kind }) => kind === 'pool_lines')!;
    const wrong = await decide<Fault>('boss', {
      key: pooled.key,
      accept: true,
      keptLineId: hotline.id,
    });
    expect(wrong).toMatchObject({ status: 400, body: { place: 'keptLineId' } });
    const other = pooled.lines.find(({ kept }) => !kept)!;
    const { body, status } = await decide('boss', {
      key: pooled.key,
      accept: true,
      keptLineId: other.lineId,
      note: '先并这三个',
    });
    expect(status).toBe(200);
    expect(body.decision).toMatchObject({ word: 'changed', note: '先并这三个' });
    expect(body.decision?.ticketIds).toHaveLength(2);
    const { store } = opened.city.context;
    for (const id of body.decision!.ticketIds) {
      const ticket = await store.tickets.row(id);
      expect(ticket).toMatchObject({ origin: 'proposal', fault: 'other', state: 'opened' });
      expect(ticket?.note).toContain(`合为 ${other.display} 一个号码`);
      expect(ticket?.note).toContain('先并这三个');
    }
    const again = await decide<Fault>('boss', { key: pooled.key, accept: true });
    expect(again).toMatchObject({ status: 409, body: { code: 'wrong_state' } });
  });

  it('are held against what test calls meet afterwards', async () => {
    now = momentOf(chinaCalendar, '2026-11-24', 600);
    await call(busyOne, '2026-11-24', 570, false);
    await call(idleOne, '2026-11-24', 575, true);
    const pooled = (await read('boss')).items.find(({ kind }) => kind === 'pool_lines');
    expect(pooled).toMatchObject({
      before: { calls: 60, busy: 10 },
      decision: { word: 'changed', since: { calls: 2, busy: 1 } },
    });
  });

  it('leave room for another when they are rejected, with a reason', async () => {
    const merged = (await read('boss')).items.find(({ kind }) => kind === 'assistant_first')!;
    const silent = await decide<Fault>('boss', { key: merged.key, accept: false });
    expect(silent).toMatchObject({ status: 400, body: { place: 'note' } });
    const rejected = await decide('boss', { key: merged.key, accept: false, note: '都是个案' });
    expect(rejected.body.decision).toMatchObject({ word: 'rejected', ticketIds: [] });
    const { items } = await read('boss');
    expect(items.map(({ kind, decision }) => [kind, decision?.word ?? null])).toContainEqual([
      'assistant_first',
      'rejected',
    ]);
    // A second thought is free.
    const accepted = await decide('boss', { key: merged.key, accept: true });
    expect(accepted.body.decision).toMatchObject({ word: 'accepted' });
  });

  it('are kept for the next start, with the time of which they are', async () => {
    const { context } = opened.city;
    await renewProposals(context);
    const shown = await proposalsAsOfMs(context);
    // Another process knows the city's store alone.
    const calledAgain = { count: 0 };
    const started = Object.create(context.store, {
      probes: {
        value: {
          ...context.store.probes,
          observationsByLine: () => {
            calledAgain.count += 1;
            return Promise.resolve(new Map());
          },
        },
      },
    }) as typeof context.store;
    expect(await proposalsAsOfMs({ ...context, store: started })).toBe(shown);
    const lines = await context.store.lines.active();
    const plans = await bookedLines({ ...context, store: started }, lines);
    expect([...plans.values()]).toEqual([...(await bookedLines(context, lines)).values()]);
    expect(plans.size).toBeGreaterThan(0);
    expect(calledAgain.count).toBe(0);
  });

  it('are read a page at a time, of some kinds and of one standing', async () => {
    const all = await read('boss');
    const rest = await read('boss', '?page=2&pageSize=2');
    expect(rest).toMatchObject({ total: all.total, page: 2, pageSize: 2 });
    expect(rest.items).toEqual(all.items.slice(2, 4));
    const pooled = await read('boss', '?kind=pool_lines&standing=accepted');
    expect(pooled.items.map(({ kind, decision }) => [kind, decision?.word])).toEqual([
      ['pool_lines', 'changed'],
    ]);
    expect(pooled.counts).toEqual({ open: 0, accepted: 1, rejected: 0 });
    expect(pooled.numbers).toEqual(all.numbers);
  });

  it('that there are none of are not found', async () => {
    const answer = await decide<Fault>('boss', { key: 'pool_lines:none', accept: true });
    expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });
});
