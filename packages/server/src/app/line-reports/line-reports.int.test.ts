import type { LineReported, LineReportPage } from '@everyline/contract';
import { chinaCalendar, momentOf, noPrior, type CallOutcome, type Line } from '@everyline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  buildDepartment,
  buildLine,
  buildObservation,
  buildPolicy,
  buildProbe,
  buildTrunk,
  openTestServer,
  testId,
  type TestServer,
} from '../../../../testkit/src/index.ts';
import { machine } from '../../bindings/machine.ts';
import { renewVerdict } from '../verdicts/renew-verdict.ts';

const dayMs = 86_400_000;
let now = momentOf(chinaCalendar, '2026-11-23', 600);
let opened: TestServer;
let cookie = '';
let senders = 0;

beforeAll(async () => {
  opened = await openTestServer({ clock: { ...machine.clock, nowMs: () => now } });
  const { store } = opened.city.context;
  await store.departments.insert({ ...buildDepartment(1), createdAtMs: 0 });
  await store.trunks.insert(buildTrunk(900));
  cookie = await opened.signedIn('wang', 'department_manager', testId(1));
});
afterAll(() => opened.close());

async function lineAt(at: number): Promise<Line> {
  const line = buildLine(100 + at, { departmentId: testId(1) });
  await opened.city.context.store.lines.insert([line]);
  return line;
}

async function report(line: Line, kind: string, from?: string) {
  senders += 1;
  const answer = await opened.server.inject({
    method: 'POST',
    url: '/api/line-reports',
    remoteAddress: from ?? `203.0.113.${senders}`,
    headers: { 'accept-language': 'en' },
    payload: { number: line.number.dialled, kind, note: '回电13800138025' },
  });
  return { status: answer.statusCode, body: answer.json<LineReported & { code?: string }>() };
}

const reports = async (line: Line) =>
  (
    await opened.server.inject({ url: `/api/line-reports?lineId=${line.id}`, headers: { cookie } })
  ).json<LineReportPage>();

let calls = 1_000;
/** One call a day to a line with the outcomes given, each judged as a campaign does. */
async function call(line: Line, outcomes: readonly CallOutcome[]) {
  const { context } = opened.city;
  const { store } = context;
  for (const outcome of outcomes) {
    now += dayMs;
    calls += 1;
    const probe = buildProbe(calls, line, testId(900), {
      startedAtMs: now,
      endedAtMs: now + 9_000,
    });
    await store.probes.insert([{ ...probe, guard: null, virtualTime: false }]);
    const observation = buildObservation(5_000 + calls, probe, { outcome, startedAtMs: now });
    await store.probes.addObservation(observation, []);
    await renewVerdict(context, {
      line,
      calendar: chinaCalendar,
      policy: buildPolicy().verdict,
      observations: await store.probes.observationsOf(line.id),
      prior: noPrior(buildPolicy().verdict),
      final: false,
    });
  }
}

describe('a citizen’s report on a line', () => {
  it('dials nothing and opens nothing, and is thanked for', async () => {
    const line = await lineAt(1);
    const { status, body } = await report(line, 'no_answer');
    expect([status, body.sentence.zh]).toEqual([200, '谢谢。将在规定的次数和时段内优先拨测核实。']);
    const { store } = opened.city.context;
    expect(await store.tickets.openOf(line.id)).toEqual([]);
    expect(await store.probes.observationsOf(line.id)).toEqual([]);
    expect(await store.lineReports.waiting()).toEqual([{ lineId: line.id, sinceMs: now }]);
    expect((await reports(line)).items[0]).toMatchObject({
      state: 'waiting',
      callsSince: { made: 0, reached: 0 },
      note: '回电138******25',
    });
  });

  it('opens a ticket once test calls after it confirm it', async () => {
    const line = await lineAt(2);
    const { store } = opened.city.context;
    await report(line, 'no_answer');
    for (let day = 0; day < 30; day += 1) {
      await call(line, ['no_answer']);
      if ((await reports(line)).items[0]?.state !== 'waiting') break;
    }
    const [confirmed] = (await reports(line)).items;
    expect(confirmed).toMatchObject({ state: 'confirmed', verdict: 'zombie' });
    expect(confirmed?.callsSince.made).toBeGreaterThan(1);
    expect(confirmed?.callsSince.reached).toBe(0);
    expect(await store.tickets.openOf(line.id)).toMatchObject([
      { fault: 'zombie', origin: 'citizen_report' },
    ]);
    expect((await report(line, 'no_answer')).body.sentence.en).toContain('is being repaired');
    expect((await report(line, 'wrong_office')).body.sentence.en).toContain('look into it');
    expect((await reports(line)).items.map((one) => one.state)).toContain('for_people');
    expect(await store.lineReports.waitingSinceMs(line.id)).toBeNull();
  });

  it('that calls do not confirm ends without a ticket', async () => {
    const line = await lineAt(3);
    await report(line, 'busy');
    for (let day = 0; day < 30; day += 1) {
      await call(line, ['answered_person']);
      if ((await reports(line)).items[0]?.state !== 'waiting') break;
    }
    const [ended] = (await reports(line)).items;
    expect(ended?.state).toBe('not_confirmed');
    expect(ended?.callsSince.made).toBe(ended?.callsSince.reached);
    await call(line, ['busy']);
    expect((await reports(line)).items[0]?.callsSince, 'calls after it ended').toEqual(
      ended?.callsSince,
    );
    expect(await opened.city.context.store.tickets.openOf(line.id)).toEqual([]);
  });

  it('of a wrong office is for people, because no call hears it', async () => {
    const line = await lineAt(4);
    await report(line, 'wrong_office');
    expect((await reports(line)).items[0]?.state).toBe('for_people');
  });

  it('of a wrong office is settled by the call of a person who heard who answers', async () => {
    const check = async (line: Line, code: string, checkedAtMs = now) => {
      const answer = await opened.server.inject({
        method: 'POST',
        url: '/api/spot-checks',
        headers: { cookie },
        payload: { lineId: line.id, code, checkedAtMs },
      });
      expect(answer.statusCode, answer.body).toBe(200);
      return (await reports(line)).items[0];
    };
    const line = await lineAt(11);
    await report(line, 'wrong_office');
    expect((await check(line, '13', now - 1))?.state, 'a call before it').toBe('for_people');
    expect((await check(line, '21'))?.state, 'nobody answered').toBe('for_people');
    now += dayMs;
    expect(await check(line, '13')).toMatchObject({ state: 'confirmed', settledAtMs: now });
    const right = await lineAt(12);
    await report(right, 'wrong_office');
    expect((await check(right, '11'))?.state).toBe('not_confirmed');
  });

  it('is found by what was said, what became of it, its number and its office', async () => {
    const line = await lineAt(20);
    await report(line, 'not_in_service');
    const found = async (query: string) => {
      const url = `/api/line-reports?${query}`;
      const answer = await opened.server.inject({ url, headers: { cookie } });
      return answer.json<LineReportPage>().items.map(({ lineId }) => lineId);
    };
    expect(await found('kind=not_in_service')).toEqual([line.id]);
    expect(await found('state=waiting&kind=not_in_service')).toEqual([line.id]);
    expect(await found('state=confirmed&kind=not_in_service')).toEqual([]);
    expect(await found(`q=${encodeURIComponent(line.number.dialled)}`)).toEqual([line.id]);
    expect(await found('q=138001380')).toContain(line.id);
    expect(await found('q=%25')).toEqual([]);
    expect(await found(`departmentId=${testId(1)}`)).toContain(line.id);
    expect(await found(`departmentId=${testId(2)}`)).toEqual([]);
  });

  it('is seen inside the own office only', async () => {
    await opened.city.context.store.departments.insert({ ...buildDepartment(2), createdAtMs: 0 });
    const other = await opened.signedIn('li', 'department_manager', testId(2));
    const answer = await opened.server.inject({
      url: '/api/line-reports',
      headers: { cookie: other },
    });
    expect([answer.statusCode, answer.json<LineReportPage>().total]).toEqual([200, 0]);
  });

  it('counts once a line, sender and day, and few a day of one sender', async () => {
    const from = '198.51.100.7';
    const lines = await Promise.all([5, 6, 7, 8, 9, 10].map(lineAt));
    const [first] = lines;
    if (first === undefined) throw new Error('there are lines');
    await report(first, 'busy', from);
    await report(first, 'busy', from);
    expect((await reports(first)).total).toBe(1);
    for (const line of lines.slice(1, 5)) {
      expect((await report(line, 'busy', from)).status).toBe(200);
    }
    const last = lines[5];
    if (last === undefined) throw new Error('there are six lines');
    expect((await report(last, 'busy', from)).body.code).toBe('too_many_requests');
    now += dayMs;
    expect((await report(last, 'busy', from)).status).toBe(200);
    expect(
      (await report({ ...last, number: { ...last.number, dialled: '+862800' } }, 'busy')).status,
    ).toBe(404);
  });
});
