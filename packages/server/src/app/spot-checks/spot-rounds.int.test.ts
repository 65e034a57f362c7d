import { createHash } from 'node:crypto';

import type {
  Fault,
  SpotQuestion,
  SpotRedraw,
  SpotRound,
  SpotRoundDetail,
  SpotRoundPlan,
  SpotTaskDone,
  SpotWork,
} from '@everyline/contract';
import { chinaCalendar, momentOf, type Line } from '@everyline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  buildClearance,
  buildDepartment,
  buildLine,
  openTestServer,
  testId,
  type TestServer,
} from '../../../../testkit/src/index.ts';
import { machine } from '../../bindings/machine.ts';

/** 1 is the city; 2 and 3 are bureaus under it. */
const [city, bureau, other] = [testId(1), testId(2), testId(3)];
let now = momentOf(chinaCalendar, '2026-11-23', 600);
let opened: TestServer;
const cookies: Record<string, string> = {};

function linesOf(departmentId: string, from: number, count: number, change: Partial<Line> = {}) {
  return Array.from({ length: count }, (_, index) =>
    buildLine(from + index, { departmentId, ...change }),
  );
}

async function ask<T>(who: string, method: 'GET' | 'POST' | 'PUT', url: string, body?: object) {
  const answer = await opened.server.inject({
    method,
    url,
    headers: { cookie: cookies[who] ?? '', 'accept-language': 'en' },
    ...(body && { payload: body }),
  });
  const json = answer.headers['content-type']?.toString().includes('json') === true;
  return {
    status: answer.statusCode,
    body: (json ? answer.json() : null) as T,
    text: answer.body,
  };
}

const draw = async (change: object = {}) => {
  const drawn = await ask<SpotRound>('manager', 'POST', '/api/spot-rounds', {
    name: '第一轮',
    level: 2,
    size: 10,
    ...change,
  });
  expect(drawn.status, drawn.text).toBe(200);
  return drawn.body;
};
const close = (id: string) => ask<SpotRound>('manager', 'POST', `/api/spot-rounds/${id}/close`);
const take = async (who: string) => (await ask<SpotWork>(who, 'POST', '/api/spot-work')).body;
const result = (serial: number, change: object = {}) => ({
  clientKey: testId(5_000 + serial),
  code: '11',
  answerRight: null,
  note: '',
  checkedAtMs: now,
  ...change,
});

beforeAll(async () => {
  opened = await openTestServer({
    clock: {
      nowMs: () => now,
      wait: (lengthMs, signal) => machine.clock.wait(lengthMs, signal),
      every: (lengthMs, work) => machine.clock.every(lengthMs, work),
    },
  });
  const { store } = opened.city.context;
  const under = (id: number, parentId: string | null) =>
    store.departments.insert({ ...buildDepartment(id, { parentId }), createdAtMs: 0 });
  await under(1, null);
  await under(2, city);
  await under(3, city);
  await store.lines.insert([
    ...linesOf(bureau, 100, 12, { hours: '工作日 9:00-17:00' }),
    ...linesOf(bureau, 120, 3, { tier: 'A' }),
    ...linesOf(other, 140, 9, { hours: '工作日 14:00-17:00' }),
    buildLine(180, { departmentId: bureau, state: 'retired' }),
    buildLine(181, { departmentId: other, purpose: 'fax' }),
    buildLine(182, {
      departmentId: other,
      numberType: 'short_code',
      number: { dialled: '12345', areaCode: '028', extension: null },
    }),
    buildLine(183, {
      departmentId: other,
      numberType: 'short_code',
      number: { dialled: '110', areaCode: '028', extension: null },
    }),
    buildLine(184, { departmentId: other, services: ['心理援助'] }),
    buildLine(185, { departmentId: other }),
    buildLine(186, { departmentId: other }),
  ]);
  await store.clearances.insert({
    ...buildClearance({
      id: testId(300),
      scope: { kind: 'line', lineId: testId(185) },
      givenAtMs: 0,
    }),
    withdrawnAtMs: 1,
  });
  // An office under the bureau withdrew its clearance, for a line that is a fax besides.
  await store.departments.insert({ ...buildDepartment(4, { parentId: other }), createdAtMs: 0 });
  await store.lines.insert([buildLine(187, { departmentId: testId(4), purpose: 'fax' })]);
  await store.clearances.insert({
    ...buildClearance({
      id: testId(302),
      scope: { kind: 'department', departmentId: testId(4), withSubtree: true },
      givenAtMs: 0,
    }),
    withdrawnAtMs: 1,
  });
  await store.clearances.addObjection({
    id: testId(301),
    by: 'callee',
    ledgerKey: '+862861000186',
    lineId: null,
    departmentId: null,
    madeAtMs: 0,
    withdrawnAtMs: null,
    note: '',
    recordedBy: 'test',
  });
  for (const [name, role, departmentId] of [
    ['manager', 'campaign_manager', null],
    ['wang', 'tester', null],
    ['zhao', 'tester', null],
    ['limited', 'tester', other],
    ['auditor', 'auditor', null],
  ] as const) {
    cookies[name] = await opened.signedIn(name, role, departmentId);
  }
}, 400_000);
afterAll(() => opened.close());

const accountId = async (name: string) => {
  const found = (await opened.city.context.accounts.list()).find((one) => one.name === name);
  if (!found) throw new Error(name);
  return found.id;
};

describe('a round of spot checks', () => {
  it('says before the draw what it would take and whom it leaves alone, with the reason', async () => {
    const { body } = await ask<SpotRoundPlan>(
      'manager',
      'GET',
      '/api/spot-round-plan?level=2&size=8',
    );
    expect(body).toMatchObject({ population: 24, sample: 8 });
    expect(body.strata).toEqual([
      { department: '单位2', tier: 'A', population: 3, sample: 1 },
      { department: '单位2', tier: 'B', population: 12, sample: 4 },
      { department: '单位3', tier: 'B', population: 9, sample: 3 },
    ]);
    expect(Object.fromEntries(body.outside.map(({ reason, lines }) => [reason, lines]))).toEqual({
      inactive: 1,
      protected: 1,
      short_code: 1,
      fax: 1,
      objected: 1,
      withdrawn: 2,
      by_name: 1,
    });
  });

  it('takes the same lines to be objected to or withdrawn as the list of lines shows', async () => {
    const { lines } = opened.city.context.store;
    const standings = await lines.standings({}, now);
    const listed = await lines.page(
      { scope: 'all' },
      { sort: 'number', order: 'asc' },
      { page: 1, pageSize: 200 },
      now,
    );
    const words = new Map(listed.items.map(({ id, clearance }) => [id, clearance]));
    expect(standings).toHaveLength(listed.total);
    for (const { line, objected, withdrawn } of standings) {
      const word = words.get(line.id);
      expect([objected, withdrawn]).toEqual([word === 'objected', word === 'withdrawn']);
    }
    expect(standings.filter(({ objected, withdrawn }) => objected || withdrawn)).toHaveLength(3);
  });

  it('is drawn from its printed seed, and anybody can draw it again', async () => {
    const round = await draw({ seed: '福彩双色球 2026135', size: 8 });
    const again = await ask<SpotRedraw>('auditor', 'GET', `/api/spot-rounds/${round.id}/redraw`);
    expect(again.body).toMatchObject({ same: true, population: 24, sample: 8, missing: [] });
    const frame = await ask('auditor', 'GET', `/api/spot-rounds/${round.id}/frame.csv`);
    const rows = frame.text
      .trim()
      .split('\r\n')
      .slice(1)
      .map((row) => row.split(','));
    const stratum = rows.filter(
      ([, department, tier, outside]) => department === bureau && tier === 'B' && outside === '',
    );
    const lots = stratum.map(([key = '', , , , drawn]) => ({
      drawn,
      lot: createHash('sha256').update(`${round.seed}|${key}`).digest('hex'),
    }));
    const smallest = lots.toSorted((a, b) => (a.lot < b.lot ? -1 : 1)).slice(0, 4);
    expect(smallest.map(({ drawn }) => drawn)).toEqual(['1', '1', '1', '1']);
    await close(round.id);
  });

  it('deals lines to testers and gives a tester only the own ones, with their question', async () => {
    const question = {
      departmentId: bureau,
      purpose: null,
      question: '办理居住证需要哪些材料？',
      expected: '身份证、居住证明',
      active: true,
    };
    const added = await ask<SpotQuestion>('manager', 'POST', '/api/spot-questions', question);
    expect(added.body.department?.name).toBe('单位2');
    const testerIds = [await accountId('wang'), await accountId('limited')];
    const round = await draw({ testerIds });
    const detail = await ask<SpotRoundDetail>('auditor', 'GET', `/api/spot-rounds/${round.id}`);
    const { testers, strata } = detail.body;
    expect(testers.map(({ tester }) => tester?.name)).toEqual(['limited', 'wang']);
    expect(testers.reduce((sum, { sample }) => sum + sample, 0)).toBe(10);
    expect(testers[0]?.sample).toBeLessThanOrEqual(strata.at(-1)?.sample ?? 0);
    const { body: limited } = await ask<SpotWork>('limited', 'GET', '/api/spot-work');
    expect(new Set(limited.tasks.map(({ department }) => department))).toEqual(new Set(['单位3']));
    const { body: wang } = await ask<SpotWork>('wang', 'GET', '/api/spot-work');
    const [first] = wang.tasks;
    expect(first).toMatchObject({
      department: '单位2',
      question: { text: '办理居住证需要哪些材料？', expected: '身份证、居住证明' },
    });
    // At ten o'clock those of bureau 2 are open, the others are not before two.
    expect(first?.open[0]?.fromMs).toBeLessThanOrEqual(now);
    const foreign = await ask<Fault>(
      'zhao',
      'POST',
      `/api/spot-work/${first?.id ?? ''}`,
      result(1),
    );
    expect([foreign.status, foreign.body.code]).toEqual([409, 'not_your_check']);
    const moved = await ask<SpotRoundDetail>(
      'manager',
      'POST',
      `/api/spot-rounds/${round.id}/testers`,
      { fromTesterId: testerIds[0], toTesterId: await accountId('zhao') },
    );
    expect(moved.body.testers.map(({ tester }) => tester?.name)).toEqual(['limited', 'zhao']);
    await close(round.id);
    expect((await ask<SpotWork>('zhao', 'GET', '/api/spot-work')).body.tasks).toEqual([]);
  });

  it('never gives two testers the same line, however often and at once they ask', async () => {
    const [one, two] = [await draw({ size: 24 }), await draw({ size: 24 })];
    const asked = await Promise.all(
      ['wang', 'zhao', 'limited', 'wang', 'zhao', 'limited'].map(async (who) => ({
        who,
        lines: (await take(who)).tasks.map(({ lineId }) => lineId),
      })),
    );
    const holders = new Map<string, Set<string>>();
    for (const { who, lines } of asked) {
      for (const line of lines) holders.set(line, (holders.get(line) ?? new Set()).add(who));
    }
    for (const who of holders.values()) expect(who.size).toBe(1);
    expect(holders.size).toBeGreaterThanOrEqual(9);
    for (const round of [one, two]) await close(round.id);
  });

  it('records a result once, however often it is sent, and the verdict follows', async () => {
    const round = await draw({ size: 24 });
    const [task] = (await take('wang')).tasks;
    const url = `/api/spot-work/${task?.id ?? ''}`;
    const sent = result(2, { code: '13', note: '对方称是餐馆' });
    const both = await Promise.all(
      [1, 2, 3].map(() => ask<SpotTaskDone>('wang', 'POST', url, sent)),
    );
    expect(both.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(both.map(({ body }) => body.check.id)).size).toBe(1);
    const other = await ask<Fault>('wang', 'POST', url, result(3));
    expect(other.body.code).toBe('not_your_check');
    const listed = await ask<{ total: number }>(
      'auditor',
      'GET',
      `/api/spot-checks?lineId=${task?.lineId ?? ''}`,
    );
    expect(listed.body.total).toBe(1);
    // A second person who meets another office confirms it.
    const again = { lineId: task?.lineId, code: '13' };
    expect((await ask('zhao', 'POST', '/api/spot-checks', again)).status).toBe(200);
    const verdict = await ask<{ verdict: { verdict: string } }>(
      'auditor',
      'GET',
      `/api/lines/${task?.lineId ?? ''}`,
    );
    expect(verdict.body.verdict.verdict).toBe('outdated');
    const bad = await ask<Fault>(
      'wang',
      'POST',
      `/api/spot-work/${(await take('wang')).tasks[0]?.id ?? ''}`,
      result(4, { code: '21', answerRight: true }),
    );
    expect([bad.status, bad.body.place]).toEqual([400, 'answerRight']);
    const { body } = await ask<SpotRoundDetail>('auditor', 'GET', `/api/spot-rounds/${round.id}`);
    expect(body).toMatchObject({ done: 1, right: 0 });
    await close(round.id);
  });

  it('counts a late result when the call was made before the round was closed', async () => {
    const round = await draw({ size: 24 });
    const [first, second] = (await take('wang')).tasks;
    const calledAtMs = now;
    now += 60_000;
    await close(round.id);
    now += 60_000;
    const send = (id: string | undefined, body: object) =>
      ask<SpotTaskDone>('wang', 'POST', `/api/spot-work/${id ?? ''}`, body);
    const before = await send(first?.id, result(5, { checkedAtMs: calledAtMs }));
    expect(before.body.counted).toBe(true);
    const after = await send(second?.id, result(6));
    expect(after.body.counted).toBe(false);
    const { body } = await ask<SpotRoundDetail>('auditor', 'GET', `/api/spot-rounds/${round.id}`);
    expect(body).toMatchObject({ done: 1, dropped: 23 });
    expect(body.result.effective).toMatchObject({ successes: 1, of: 1, rate: 1 });
    // The last round of the same lines that has results: there the one line checked had another office.
    expect(body.comparison?.round.effective).toMatchObject({ successes: 0, of: 1 });
    // One call against one call shows no change.
    expect(body.comparison?.effective).toMatchObject({ difference: 1, withinChance: true });
    expect(body.summary.map(({ zh }) => zh).join('')).toContain('有效率 100.0%');
    const against = body.comparable.at(-1)?.id ?? '';
    const file = await ask(
      'auditor',
      'GET',
      `/api/spot-rounds/${round.id}/round.xlsx?againstId=${against}&language=en`,
    );
    expect([file.status, file.text.slice(0, 2)]).toEqual([200, 'PK']);
    expect((await close(round.id)).status).toBe(409);
  });

  it('drops a line whose callee objects after the draw, and tells the audit log', async () => {
    const round = await draw({ size: 24 });
    const [task] = (await take('wang')).tasks;
    await opened.city.context.store.clearances.addObjection({
      id: testId(400),
      by: 'callee',
      ledgerKey: task?.dial ?? '',
      lineId: null,
      departmentId: null,
      madeAtMs: now,
      withdrawnAtMs: null,
      note: '',
      recordedBy: 'test',
    });
    const { body: work } = await ask<SpotWork>('wang', 'GET', '/api/spot-work');
    expect(work.tasks.map(({ id }) => id)).not.toContain(task?.id);
    const { body } = await ask<SpotRoundDetail>('auditor', 'GET', `/api/spot-rounds/${round.id}`);
    expect(body.dropped).toBe(1);
    const audit = await opened.city.context.store.audit.page({}, { page: 1, pageSize: 200 });
    const kinds = new Set(audit.items.map(({ operation }) => operation));
    for (const what of ['draw', 'take', 'drop', 'close', 'reassign', 'record', 'add_question']) {
      expect(kinds).toContain(`spot_checks.${what}`);
    }
    await close(round.id);
  });

  it('refuses what cannot be drawn or dealt, with the place', async () => {
    const place = async (change: object) =>
      (
        await ask<Fault>('manager', 'POST', '/api/spot-rounds', {
          ...{ name: 'x', level: 2, size: 3 },
          ...change,
        })
      ).body;
    expect(await place({ tiers: ['C'] })).toMatchObject({ code: 'invalid_input' });
    expect(await place({ testerIds: [await accountId('auditor')] })).toMatchObject({
      code: 'invalid_input',
      place: 'testerIds/0',
    });
    expect(await place({ testerIds: ['nobody'] })).toMatchObject({ code: 'not_found' });
    expect(await place({ campaignId: testId(999) })).toMatchObject({ code: 'not_found' });
    expect((await ask('wang', 'POST', '/api/spot-rounds', {})).status).toBe(400);
    expect(
      (await ask<Fault>('wang', 'POST', '/api/spot-rounds', { name: 'x', level: 1, size: 1 })).body
        .code,
    ).toBe('forbidden');
  });
});
