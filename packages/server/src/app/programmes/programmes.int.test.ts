import type {
  Fault,
  MeasureDetail,
  MeasureProposal,
  Notification,
  Programme,
  ProgrammeBoard,
  ProgrammeDocumentDetail,
} from '@everyline/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  buildDepartment,
  buildLine,
  openTestServer,
  testId,
  type TestServer,
} from '../../../../testkit/src/index.ts';
import { readBlocksFromBytes } from '../../sources/read-blocks.ts';
import { passagesIn } from '../../sources/passages-in.ts';
import { remindMeasures } from './remind-measures.ts';

const dayMs = 86_400_000;
/** Monday, ten o'clock in Shanghai. */
const startMs = Date.parse('2026-11-30T10:00:00+08:00');
let nowMs = startMs;
const clock = {
  nowMs: () => nowMs,
  monotonicMs: () => nowMs,
  after: () => () => undefined,
  every: () => () => undefined,
};

const passage =
  '今年以来，两地共推进联合项目300个，全年完成投资5200亿元，为年度计划的122%。其中，基础设施项目99个，完成投资3186亿元，为计划的122%；产业项目117个，完成投资1561亿元，为计划的123%；科技创新项目31个，完成投资153亿元，为计划的129%；文化、生态、对外开放和公共服务项目53个，完成投资300亿元，为计划的117%。从进展看，54个项目已完工，194个项目续建，31个项目新开工。';

let opened: TestServer;
let boss: string;
let manager: string;
let stranger: string;
let auditor: string;
const housing = testId(1);
const civil = testId(2);

beforeAll(async () => {
  opened = await openTestServer({ clock: clock as never });
  const { store } = opened.city.context;
  await store.departments.insert({
    ...buildDepartment(1, { name: '云川市住房和城乡建设局' }),
    createdAtMs: 0,
  });
  await store.departments.insert({
    ...buildDepartment(2, { name: '云川市民政局' }),
    createdAtMs: 0,
  });
  await store.lines.insert([
    buildLine(11, { departmentId: housing }),
    buildLine(12, { departmentId: housing, state: 'retired' }),
    buildLine(13, { departmentId: civil }),
  ]);
  boss = await opened.signedIn('boss', 'city_admin');
  await opened.city.context.accounts.change(
    (await store.people.all()).find(({ name }) => name === 'boss')?.id ?? '',
    { displayName: '王芳' },
  );
  manager = await opened.signedIn('manager', 'department_manager', housing);
  stranger = await opened.signedIn('stranger', 'department_manager', civil);
  auditor = await opened.signedIn('auditor', 'auditor');
});
afterAll(() => opened.close());

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH';
async function ask<T>(method: Method, url: string, cookie: string, body?: object) {
  const answer = await opened.server.inject({
    method,
    url,
    headers: { cookie, 'accept-language': 'en' },
    ...(body && { payload: body }),
  });
  return { status: answer.statusCode, body: answer.json<T>(), text: answer.body };
}

const newProgramme = async (name: string) =>
  (await ask<Programme>('POST', '/api/programmes', boss, { name })).body.id;
const board = async (id: string, cookie = boss) =>
  (await ask<ProgrammeBoard>('GET', `/api/programmes/${id}`, cookie)).body;
const fields = {
  title: '改造老旧小区',
  category: '民生',
  leadOfficeId: housing,
  jointOfficeIds: [civil],
  deadline: '2026-12-11',
};
const planned = (name: string, unit: string, value: number) => ({ name, unit, planned: value });
const addMeasure = async (programmeId: string, change: object = {}) =>
  (
    await ask<MeasureDetail>('POST', `/api/programmes/${programmeId}/measures`, boss, {
      ...fields,
      indicators: [planned('小区', '个', 120)],
      ...change,
    })
  ).body;

describe('a report of results', () => {
  it('becomes measures with figures on the board, and says what its figures do not account for', async () => {
    const id = await newProgramme('联合项目');
    const read = await ask<ProgrammeDocumentDetail>(
      'POST',
      `/api/programmes/${id}/documents`,
      boss,
      {
        name: '年度总结',
        text: passage,
      },
    );
    expect(read.status).toBe(200);
    const { proposals, checks, text, document } = read.body;
    expect(document).toMatchObject({ proposals: 4, openProposals: 4, flags: 1 });
    expect(checks.map(({ result }) => result)).toEqual(['holds', 'holds', 'holds', 'short']);
    expect(checks[3]?.sentence.en).toContain('279个');
    expect(checks[3]?.sentence.en).toContain('21个 are not accounted for');
    for (const { quote } of proposals) expect(text).toContain(quote);
    for (const one of proposals) {
      const answer = await ask<MeasureProposal>('POST', `/api/measure-proposals/${one.id}`, boss, {
        measure: {
          title: one.title,
          category: one.category,
          leadOfficeId: null,
          jointOfficeIds: [],
          deadline: null,
          indicators: one.indicators.map(({ name, unit, planned: plan, actual }) => ({
            ...{ name, unit, actual },
            planned: plan,
          })),
        },
      });
      expect(answer.body).toMatchObject({ state: 'accepted', decidedBy: '王芳' });
    }
    const { total, byCategory, measures } = await board(id);
    expect(byCategory).toMatchObject([{ name: '联合项目', measures: 4 }]);
    const invested = total.totals.find(({ unit }) => unit === '亿元');
    expect(invested).toMatchObject({ planned: 4255, actual: 5200, measures: 4 });
    expect(invested?.completion).toBeCloseTo(1.222, 3);
    expect(total.totals.find(({ unit }) => unit === '个')).toMatchObject({
      planned: null,
      actual: 300,
      completion: null,
    });
    expect(measures.every(({ state }) => state === 'done')).toBe(true);
    expect(measures[0]).toMatchObject({
      quote: '基础设施项目99个，完成投资3186亿元，为计划的122%',
    });
  });

  it('is decided once: the second is told', async () => {
    const id = await newProgramme('x');
    const read = await ask<ProgrammeDocumentDetail>(
      'POST',
      `/api/programmes/${id}/documents`,
      boss,
      {
        name: '通知',
        text: '市住建局牵头，年底前改造小区12个。',
      },
    );
    const [one] = read.body.proposals;
    expect(one).toMatchObject({ lead: { id: housing }, deadline: { day: '2026-12-31' } });
    const url = `/api/measure-proposals/${one?.id}`;
    expect((await ask('POST', url, boss, { measure: null })).status).toBe(200);
    expect((await ask<Fault>('POST', url, boss, { measure: null })).body.code).toBe('wrong_state');
    expect((await board(id)).measures).toEqual([]);
  });

  it('may come as a table in a file, whose total row is checked', async () => {
    const id = await newProgramme('台账');
    const csv =
      '类别,工作任务,牵头单位,完成时限,投资（亿元）\n教育,新建学校3所,市住建局,2026年12月底前,3.5\n医疗,新建医院1所,市民政局,2027年6月底前,2.5\n合计,,,,6.5\n';
    const form = new FormData();
    form.append('file', new Blob([csv]), '台账.csv');
    const request = new Request('http://x/', { method: 'POST', body: form });
    const answer = await opened.server.inject({
      method: 'POST',
      url: `/api/programmes/${id}/files`,
      headers: { cookie: boss, 'content-type': request.headers.get('content-type') ?? '' },
      payload: Buffer.from(await request.arrayBuffer()),
    });
    expect(answer.statusCode, answer.body).toBe(200);
    const { proposals, checks } = answer.json<ProgrammeDocumentDetail>();
    expect(proposals.map(({ title, category, lead }) => [title, category, lead?.id])).toEqual([
      ['新建学校3所', '教育', housing],
      ['新建医院1所', '医疗', civil],
    ]);
    expect(proposals[0]?.deadline?.day).toBe('2026-12-31');
    expect(checks).toMatchObject([{ result: 'short' }]);
  });

  it('without any text is refused with the reason', async () => {
    const id = await newProgramme('y');
    const answer = await ask<Fault>('POST', `/api/programmes/${id}/documents`, boss, {
      name: 'n',
      text: ' \n ',
    });
    expect(answer.body).toMatchObject({ code: 'invalid_input', place: 'text' });
  });
});

describe('a measure', () => {
  it('is reported on by its own offices, and by no other', async () => {
    const id = await newProgramme('民生实事');
    const { measure } = await addMeasure(id, { jointOfficeIds: [] });
    const [indicator] = measure.indicators;
    const url = `/api/measures/${measure.id}/reports`;
    const report = {
      text: '已改造 96 个',
      actuals: [{ indicatorId: indicator?.id, value: 96 }],
      done: false,
    };
    expect((await ask<Fault>('POST', url, stranger, report)).body.code).toBe('outside_scope');
    expect((await ask<Fault>('POST', url, auditor, report)).body.code).toBe('forbidden');
    const done = await ask<MeasureDetail>('POST', url, manager, report);
    expect(done.body.measure).toMatchObject({ state: 'in_progress', completion: 0.8 });
    expect(done.body.reports).toMatchObject([
      { by: 'manager', actuals: [{ name: '小区', unit: '个', value: 96 }] },
    ]);
    await ask('POST', url, manager, {
      ...report,
      actuals: [{ indicatorId: indicator?.id, value: 120 }],
    });
    expect((await board(id)).measures[0]).toMatchObject({ state: 'done', completion: 1 });
    await expect(opened.city.context.store.programmes.reports(measure.id)).resolves.toHaveLength(2);
  });

  it('is not overwritten by whoever saw it before a report or a change', async () => {
    const id = await newProgramme('z');
    const { measure } = await addMeasure(id);
    const [indicator] = measure.indicators;
    const url = `/api/measures/${measure.id}`;
    await ask('POST', `${url}/reports`, boss, {
      text: '进展',
      actuals: [{ indicatorId: indicator?.id, value: 7 }],
      done: false,
    });
    const change = {
      ...fields,
      title: '新标题',
      indicators: [{ id: indicator?.id, ...planned('小区', '个', 100) }],
    };
    const stale = await ask<Fault>('PUT', url, boss, { ...change, version: measure.version });
    expect(stale.body.code).toBe('measure_changed');
    const fresh = await ask<MeasureDetail>('PUT', url, boss, {
      ...change,
      version: measure.version + 1,
    });
    expect(fresh.body.measure).toMatchObject({
      title: '新标题',
      indicators: [{ id: indicator?.id, planned: 100, actual: 7 }],
    });
  });

  it('is refused with a day that the calendar has not, and without a title', async () => {
    const id = await newProgramme('w');
    const url = `/api/programmes/${id}/measures`;
    const body = { ...fields, indicators: [] };
    const day = await ask<Fault>('POST', url, boss, { ...body, deadline: '2026-02-30' });
    expect(day.body).toMatchObject({ code: 'invalid_input', place: 'deadline' });
    const title = await ask<Fault>('POST', url, boss, { ...body, title: ' ' });
    expect(title.body).toMatchObject({ code: 'invalid_input', place: 'title' });
  });

  it('leaves the board when it is withdrawn, and the audit log says why', async () => {
    const id = await newProgramme('v');
    const { measure } = await addMeasure(id);
    const answer = await ask<Programme>('POST', `/api/measures/${measure.id}/withdraw`, boss, {
      reason: '并入另一项任务',
      version: measure.version,
    });
    expect(answer.body.measures).toBe(0);
    const audit = await ask<{ items: { operation: string; detail: object }[] }>(
      'GET',
      '/api/audit?operation=programmes.withdraw_measure',
      boss,
    );
    expect(audit.body.items[0]?.detail).toMatchObject({ reason: '并入另一项任务' });
  });
});

describe('a live indicator', () => {
  it('reads lines of the whole programme or of the offices, and cannot be typed', async () => {
    const id = await newProgramme('电话清理');
    const { measure } = await addMeasure(id, {
      jointOfficeIds: [],
      indicators: [
        { ...planned('销号', 'x', 5), live: { figure: 'ended_lines', of: 'programme' } },
        { ...planned('健康率', 'x', 95), live: { figure: 'healthy_share', of: 'programme' } },
        { ...planned('确认率', 'x', 95), live: { figure: 'confirmed_share', of: 'offices' } },
        { ...planned('按期办结', 'x', 95), live: { figure: 'tickets_in_time', of: 'offices' } },
        { ...planned('许可', 'x', 95), live: { figure: 'cleared_lines', of: 'programme' } },
      ],
    });
    expect(measure.indicators).toMatchObject([
      { unit: '条', actual: 1, completion: 0.2 },
      { unit: '%', actual: 0 },
      { unit: '%', actual: 0 },
      { unit: '%', actual: null, completion: null },
      { unit: '条', actual: 0 },
    ]);
    const typed = await ask<Fault>('POST', `/api/measures/${measure.id}/reports`, boss, {
      text: 't',
      actuals: [{ indicatorId: measure.indicators[0]?.id, value: 5 }],
      done: false,
    });
    expect(typed.body).toMatchObject({ code: 'invalid_input', place: 'actuals/0' });
  });
});

describe('reminders', () => {
  it('go out once before the last day and once after it, to the offices of the measure', async () => {
    const id = await newProgramme('提醒');
    const { measure } = await addMeasure(id, { title: '按时提醒' });
    const told = async (cookie: string) =>
      (await ask<{ items: Notification[] }>('GET', '/api/notifications', cookie)).body.items.filter(
        ({ path }) => path === `/measures/${measure.id}`,
      );
    const look = async (day: number) => {
      nowMs = startMs + day * dayMs;
      await remindMeasures(opened.city.context);
      await remindMeasures(opened.city.context);
    };
    await look(3);
    expect(await told(manager)).toEqual([]);
    await look(4);
    expect(await told(manager)).toHaveLength(1);
    expect(await told(stranger)).toHaveLength(1);
    await look(8);
    await look(12);
    expect(await told(manager)).toHaveLength(1);
    await look(14);
    await look(20);
    const all = await told(manager);
    expect(all).toHaveLength(2);
    expect(all[0]?.subject.zh).toBe('任务已逾期：按时提醒');
    nowMs = startMs;
  });
});

describe('the board as a file', () => {
  it('has a row for each indicator with plan, actual and rate', async () => {
    const id = await newProgramme('出表');
    await addMeasure(id);
    const answer = await opened.server.inject({
      url: `/api/programmes/${id}/board.xlsx`,
      headers: { cookie: auditor },
    });
    const lines: string[] = [];
    for await (const found of passagesIn(readBlocksFromBytes('b.xlsx', answer.rawPayload))) {
      if (found.kind === 'passage') lines.push(found.text);
    }
    const text = lines.join('\n');
    expect(text).toContain('改造老旧小区');
    expect(text).toContain('云川市住房和城乡建设局');
    expect(text).toContain('120');
  });

  it('of a closed programme stays, and nothing in it changes any more', async () => {
    const id = await newProgramme('收官');
    const { measure } = await addMeasure(id);
    await ask('PATCH', `/api/programmes/${id}`, boss, { state: 'closed' });
    const report = await ask<Fault>('POST', `/api/measures/${measure.id}/reports`, boss, {
      text: 't',
      actuals: [],
      done: true,
    });
    expect(report.body.code).toBe('wrong_state');
    const shown = await board(id);
    expect(shown.mayEdit).toBe(false);
    expect(shown.measures).toHaveLength(1);
  });
});
