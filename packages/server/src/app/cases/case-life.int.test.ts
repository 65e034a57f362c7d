import type {
  Case,
  CaseDetail,
  CasePage,
  CasesImported,
  CasesMoved,
  FullContact,
} from '@everyline/contract';
import { chinaCalendar, defaultCasePolicy, momentOf } from '@everyline/domain';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  buildDepartment,
  buildLine,
  openTestServer,
  testId,
  type TestServer,
} from '../../../../testkit/src/index.ts';
import { machine } from '../../bindings/machine.ts';
import { chaseCases } from './chase-cases.ts';

/** 1 is the city's office, 2 and 3 bureaus under it. */
const [city, bureau, other] = [testId(1), testId(2), testId(3)];
let now = momentOf(chinaCalendar, '2026-11-23', 600);
const at = (day: string, minute = 600) => (now = momentOf(chinaCalendar, day, minute));

let opened: TestServer;
const cookies: Record<string, string> = {};
const store = () => opened.city.context.store;

beforeAll(async () => {
  opened = await openTestServer({ clock: { ...machine.clock, nowMs: () => now } });
  for (const [id, parentId] of [
    [1, null],
    [2, city],
    [3, city],
  ] as const) {
    await store().departments.insert({ ...buildDepartment(id, { parentId }), createdAtMs: 0 });
  }
  await store().lines.insert([buildLine(11, { departmentId: bureau })]);
  cookies['boss'] = await opened.signedIn('boss', 'city_admin');
  cookies['chief'] = await opened.signedIn('chief', 'supervisor');
  cookies['agent'] = await opened.signedIn('agent', 'agent');
  cookies['wang'] = await opened.signedIn('wang', 'department_manager', bureau);
  cookies['zhao'] = await opened.signedIn('zhao', 'department_manager', other);
  cookies['auditor'] = await opened.signedIn('auditor', 'auditor');
  await opened.city.context.accounts.change(
    (await store().people.all()).find(({ name }) => name === 'wang')?.id ?? '',
    { displayName: '王芳' },
  );
});
afterAll(() => opened.close());

async function ask<T>(who: string, method: 'GET' | 'POST' | 'PUT', url: string, body?: object) {
  const answer = await opened.server.inject({
    method,
    url,
    headers: { cookie: cookies[who] ?? '', 'accept-language': 'en' },
    ...(body && { payload: body }),
  });
  return {
    status: answer.statusCode,
    text: answer.body,
    body: answer.json<T & { message?: string; code?: string }>(),
  };
}
const received = async (more: object = {}) =>
  (
    await ask<Case>('agent', 'POST', '/api/cases', {
      demand: '中山路路灯不亮，回电13800138025',
      category: 'help',
      place: '中山路12号',
      channel: 'telephone',
      contact: { name: '李小明', telephone: '13800138025' },
      ...more,
    })
  ).body;
const hotline = ['dispatch', 'redirect', 'visit', 'close', 'dismiss', 'reopen', 'grant_extension'];
const move = (who: string, id: string, body: { move: string; version: number } & object) =>
  ask<Case>(
    who,
    'POST',
    `/api/cases/${id}/${hotline.includes(body.move) ? 'direct' : 'work'}`,
    body,
  );
const read = async (who: string, id: string) =>
  (await ask<CaseDetail>(who, 'GET', `/api/cases/${id}`)).body;

describe('many cases at once', () => {
  it('are moved each by itself: the second of two is told what the first did, and nothing is lost', async () => {
    const [one, two, three] = [await received(), await received(), await received()];
    const seen = [one, two, three].map(({ id, version }) => ({ id, version }));
    await move('chief', two.id, { move: 'dispatch', version: 1, departmentId: other } as never);
    const body = { move: 'dispatch', departmentId: bureau, cases: seen };
    const { body: result } = await ask<CasesMoved>('chief', 'POST', '/api/cases/direct', body);
    expect(result.moved).toBe(2);
    expect(result.refused).toMatchObject([{ id: two.id, number: two.number }]);
    expect(result.refused[0]?.sentence.en).toContain('chief');
    for (const [{ id }, office] of [
      [one, bureau],
      [two, other],
      [three, bureau],
    ] as const) {
      const { case: now, steps } = await read('chief', id);
      expect(now).toMatchObject({ state: 'dispatched', department: { id: office }, version: 2 });
      expect(steps.filter(({ kind }) => kind === 'dispatch')).toHaveLength(1);
    }
    const accepted = await ask<CasesMoved>('wang', 'POST', '/api/cases/work', {
      move: 'accept',
      cases: [one, three].map(({ id }) => ({ id, version: 2 })),
    });
    expect(accepted.body).toEqual({ moved: 2, refused: [] });
  });

  it('outside the own office none of them is moved', async () => {
    const [own, foreign] = [await received(), await received()];
    await move('chief', own.id, { move: 'dispatch', version: 1, departmentId: bureau } as never);
    await move('chief', foreign.id, { move: 'dispatch', version: 1, departmentId: other } as never);
    const refused = await ask('wang', 'POST', '/api/cases/work', {
      move: 'accept',
      cases: [own, foreign].map(({ id }) => ({ id, version: 2 })),
    });
    expect(refused.body.code).toBe('outside_scope');
    expect((await read('chief', own.id)).case.state).toBe('dispatched');
  });
});

describe('a case', () => {
  it('goes its whole way: dispatched, returned, redirected, answered, visited, reopened, closed', async () => {
    const { id, number, dueOn } = await received();
    expect(number).toBeGreaterThan(0);
    expect(dueOn).toBe('2026-11-30');
    await move('chief', id, { move: 'dispatch', version: 1, departmentId: other } as never);
    const returned = await move('zhao', id, {
      move: 'return',
      version: 2,
      reason: '路灯归市政局',
    } as never);
    expect(returned.body.state).toBe('returned');
    await move('chief', id, { move: 'dispatch', version: 3, departmentId: bureau } as never);
    await move('wang', id, { move: 'accept', version: 4 });
    const answered = await move('wang', id, {
      move: 'answer',
      version: 5,
      answer: '已更换灯泡',
    } as never);
    expect(answered.body).toMatchObject({ state: 'answered', toBeTold: true });
    const found = (await ask<CasePage>('agent', 'GET', '/api/cases?toBeTold=true')).body;
    expect(found.items.map((one) => one.id)).toEqual([id]);
    await ask('agent', 'POST', `/api/cases/${id}/told`, { channel: 'telephone' });
    expect((await read('agent', id)).case.toBeTold).toBe(false);
    await move('chief', id, {
      move: 'visit',
      version: 6,
      satisfaction: 'not_satisfied',
    } as never);
    const closing = await move('chief', id, { move: 'close', version: 7 });
    expect(closing.body.message).toBe('This cannot be done: say why, or what was done.');
    await move('chief', id, { move: 'reopen', version: 7, reason: '仍然不亮' } as never);
    const again = { move: 'answer', version: 8, answer: '线路已修复' } as never;
    await move('wang', id, again);
    await move('chief', id, { move: 'visit', version: 9, satisfaction: 'satisfied' } as never);
    const closed = await move('chief', id, { move: 'close', version: 10 });
    expect(closed.body).toMatchObject({ state: 'closed', timesReopened: 1 });
    const { steps } = await read('chief', id);
    expect(steps.map(({ kind }) => kind)).toEqual([
      ...['received', 'dispatch', 'return', 'dispatch', 'accept', 'answer', 'told', 'visit'],
      ...['reopen', 'answer', 'visit', 'close'],
    ]);
    expect(steps[4]?.by.zh).toBe('王芳');
    const { rows } = await sql`select 1 from case_steps where case_id = ${id}`.execute(
      opened.city.opened.db,
    );
    expect(rows).toHaveLength(steps.length);
    await expect(
      sql`update case_steps set reason = '' where case_id = ${id}`.execute(opened.city.opened.db),
    ).rejects.toThrow(/append/);
  });

  it('that two people move at once is moved by the first; the second is told who and what', async () => {
    const { id } = await received({ departmentId: bureau });
    const [one, two] = await Promise.all([
      move('wang', id, { move: 'accept', version: 2 }),
      move('chief', id, {
        move: 'dismiss',
        version: 2,
        reason: '重复',
      } as never),
    ]);
    expect([one.status, two.status].sort()).toEqual([200, 409]);
    const refused = one.status === 409 ? one : two;
    expect(refused.body.code).toBe('case_moved');
    expect(refused.body.message).toMatch(/王芳 accepted it|chief closed it at once/);
  });

  it('is seen and moved by its office and those above, and by nobody else', async () => {
    const { id } = await received({ departmentId: bureau });
    expect((await ask('zhao', 'GET', `/api/cases/${id}`)).body.code).toBe('outside_scope');
    expect((await move('agent', id, { move: 'accept', version: 2 })).body.code).toBe('forbidden');
    const list = (await ask<CasePage>('zhao', 'GET', '/api/cases?pageSize=200')).body;
    expect(list.items.some((one) => one.id === id)).toBe(false);
  });

  it('that is overdue is chased once a deadline: reminder, written notice, the offices above', async () => {
    const { id } = await received({ departmentId: bureau, category: 'enquiry' });
    at('2026-11-25');
    expect(await chaseCases(opened.city.context)).toBeGreaterThan(0);
    expect(await chaseCases(opened.city.context)).toBe(0);
    at('2026-12-10');
    await chaseCases(opened.city.context);
    const { notices, case: late } = await read('chief', id);
    expect(late).toMatchObject({ overdue: true, dueOn: '2026-11-24' });
    expect(notices.map(({ kind, level }) => `${kind} ${level}`)).toEqual([
      'reminder 0',
      'notice 0',
      'escalation 1',
      'escalation 2',
    ]);
    at('2026-11-23');
  });
});

describe('who asked', () => {
  it('is masked everywhere, and sealed in the database', async () => {
    const one = await received({ departmentId: bureau });
    expect(one.contact).toEqual({ name: '李**', telephone: '138******25' });
    expect(one.demand).toBe('中山路路灯不亮，回电138******25');
    for (const who of ['chief', 'wang', 'agent', 'auditor']) {
      const detail = await ask('boss', 'GET', `/api/cases/${one.id}`);
      expect(detail.text, who).not.toContain('13800138025');
    }
    const file = await opened.server.inject({
      url: '/api/cases/file?format=csv',
      headers: { cookie: cookies['auditor'] ?? '' },
    });
    expect(file.body).toContain('138******25');
    expect(file.body).not.toContain('13800138025');
    const { rows } = await sql<{ sealed: string }>`select * from case_contacts`.execute(
      opened.city.opened.db,
    );
    expect(JSON.stringify(rows)).not.toContain('0013');
  });

  it('is shown whole to those who may, with a reason, and each look is audited', async () => {
    const { id } = await received({ departmentId: bureau });
    const url = `/api/cases/${id}/contact`;
    expect((await ask('auditor', 'POST', url, { reason: '回电' })).status).toBe(403);
    expect((await ask('wang', 'POST', url, { reason: '  ' })).status).toBe(400);
    expect((await ask('zhao', 'POST', url, { reason: '回电' })).body.code).toBe('outside_scope');
    const looked = await ask<FullContact>('wang', 'POST', url, { reason: '回电核实地点' });
    expect(looked.body).toMatchObject({ name: '李小明', telephone: '13800138025' });
    const audited = await store().audit.page(
      { operation: 'contacts.look' },
      { page: 1, pageSize: 10 },
    );
    expect(audited.items.map(({ actor, subjectId, detail }) => [actor, subjectId, detail])).toEqual(
      [['department_manager:wang', id, { reason: '回电核实地点' }]],
    );
  });
});

describe('files of cases', () => {
  const upload = async (who: string, name: string, bytes: Buffer | string) => {
    const boundary = 'x-everyline';
    const payload = Buffer.concat([
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
      ),
      Buffer.from(bytes),
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
    const answer = await opened.server.inject({
      method: 'POST',
      url: '/api/cases/import',
      payload,
      headers: {
        cookie: cookies[who] ?? '',
        'accept-language': 'en',
        'content-type': `multipart/form-data; boundary=${boundary}`,
      },
    });
    return answer.json<CasesImported & { message?: string }>();
  };
  const inFull = async (format: 'xlsx' | 'csv') =>
    (
      await opened.server.inject({
        method: 'POST',
        url: '/api/cases/file',
        headers: { cookie: cookies['boss'] ?? '' },
        payload: { format, reason: '移交新系统' },
      })
    ).rawPayload;

  it('open what is new once, and list what they cannot take with its reason', async () => {
    const rows = [
      '外部编号,诉求类型,诉求内容,诉求人,联系电话,渠道,责任单位',
      'SX-1,投诉,夜间施工扰民,王某,13900139000,电话,',
      'SX-2,没有的类型,井盖缺失,,,电话,',
      'SX-3,求助,水管爆裂,,138******25,电话,',
      'SX-4,咨询,,,,电话,',
      'SX-5,建议,增设公交站,,,飞鸽,没有这个局',
    ].join('\n');
    const first = await upload('agent', 'cases.csv', rows);
    expect(first).toMatchObject({ opened: 1, known: 0 });
    expect(first.rejects.map(({ row }) => row)).toEqual([3, 4, 5, 6]);
    expect(first.rejects[0]?.sentence.zh).toContain('没有“没有的类型”这个诉求类型');
    expect(await upload('agent', 'cases.csv', rows)).toMatchObject({ opened: 0, known: 1 });
    expect(await upload('agent', 'x.csv', '甲,乙\n1,2')).toMatchObject({
      message: expect.stringContaining('Demand') as string,
    });
  });

  it.each(['xlsx', 'csv'] as const)(
    'come back as they went (%s), answers included',
    async (format) => {
      const { id, number } = await received({ departmentId: bureau });
      await move('wang', id, { move: 'accept', version: 2 });
      const file = await inFull(format);
      expect(await upload('agent', `all.${format}`, file)).toMatchObject({
        opened: 0,
        rejects: [],
      });
      const answers = `编号,诉求内容,答复\n${number},路灯,已经修好了`;
      expect(await upload('wang', 'answers.csv', answers)).toMatchObject({ answered: 1 });
      expect((await read('wang', id)).case).toMatchObject({
        state: 'answered',
        answer: '已经修好了',
      });
    },
  );
});

describe('the rules of cases', () => {
  it('are data: another time for a category counts for what is dispatched from then on', async () => {
    const categories = defaultCasePolicy.categories.map((one) =>
      one.code === 'report' ? { ...one, answerWorkingDays: 20 } : one,
    );
    const saved = await ask('boss', 'PUT', '/api/case-policy', {
      ...defaultCasePolicy,
      categories,
    });
    expect(saved.status).toBe(200);
    expect((await received({ category: 'report' })).dueOn).toBe('2026-12-21');
  });

  it('keep a category that cases have', async () => {
    const without = defaultCasePolicy.categories.filter(({ code }) => code !== 'help');
    const refused = await ask('boss', 'PUT', '/api/case-policy', {
      ...defaultCasePolicy,
      categories: without,
    });
    expect(refused.body.message).toContain('it can be renamed, not removed');
  });
});
