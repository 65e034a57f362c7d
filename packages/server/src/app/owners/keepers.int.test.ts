import type {
  Fault,
  KeeperChoice,
  Line,
  LineDetail,
  LinePage,
  LinesKept,
} from '@everyline/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  buildDepartment,
  buildLine,
  openTestServer,
  testId,
  type TestServer,
} from '../../../../testkit/src/index.ts';

const bureau = testId(1);
const other = testId(2);
let opened: TestServer;
let boss: string;
let manager: string;
let managerId: string;

beforeAll(async () => {
  opened = await openTestServer();
  const { store } = opened.city.context;
  for (const number of [1, 2]) {
    await store.departments.insert({ ...buildDepartment(number), createdAtMs: 0 });
  }
  await store.lines.insert([
    buildLine(11, { departmentId: bureau }),
    buildLine(12, { departmentId: bureau }),
    buildLine(13, { departmentId: other }),
    buildLine(14),
  ]);
  boss = await opened.signedIn('boss', 'city_admin');
  manager = await opened.signedIn('manager', 'department_manager', bureau);
  managerId =
    (await opened.city.context.accounts.list()).find(({ name }) => name === 'manager')?.id ?? '';
});
afterAll(() => opened.close());

async function ask<T>(
  method: 'GET' | 'POST' | 'PATCH',
  url: string,
  cookie: string,
  body?: object,
) {
  const answer = await opened.server.inject({
    method,
    url,
    headers: { cookie, 'accept-language': 'en' },
    ...(body && { payload: body }),
  });
  return { status: answer.statusCode, body: answer.json<T>() };
}

const name = <T = LinesKept>(cookie: string, lineIds: string[], keeper: unknown) =>
  ask<T>('POST', '/api/lines/keeper', cookie, { lineIds, keeper });
const lineOf = async (id: string): Promise<Line> =>
  (await ask<LineDetail>('GET', `/api/lines/${id}`, boss)).body.line;
const wang = { name: '王芳', telephone: '028-6100 0001', email: 'wang@example.com' };

describe('the keeper of a line', () => {
  it('is named for many lines at once, is shown, found and exported', async () => {
    const done = await name(manager, [testId(11), testId(12)], wang);
    expect(done).toEqual({ status: 200, body: { lines: 2 } });
    const [first, second] = [await lineOf(testId(11)), await lineOf(testId(12))];
    expect(first.keeper).toEqual({ ...wang, id: first.keeper?.id, accountId: null });
    expect(second.keeper?.id).toBe(first.keeper?.id);
    const { body } = await ask<LinePage>('GET', '/api/lines?unkept=true', boss);
    expect(body.items.map(({ id }) => id)).toEqual([testId(13), testId(14)]);
    const choices = await ask<KeeperChoice[]>('GET', `/api/departments/${bureau}/keepers`, manager);
    expect(choices.body).toEqual([
      { accountId: managerId, name: 'manager', telephone: null, email: null },
      { ...wang, accountId: null },
    ]);
    const file = await opened.server.inject({
      url: '/api/lines.xlsx?language=en',
      headers: { cookie: boss },
    });
    expect(file.statusCode).toBe(200);
  });

  it('is an account of the office, and leaves when the line goes to another office', async () => {
    expect((await name(boss, [testId(11)], { accountId: managerId })).status).toBe(200);
    expect((await lineOf(testId(11))).keeper).toMatchObject({
      accountId: managerId,
      name: 'manager',
    });
    const refused = await name<Fault>(boss, [testId(13)], { accountId: managerId });
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({ place: 'keeper' });
    expect(refused.body.message).toMatch(
      /none of the office that is responsible for 028-6100 0013/,
    );
    await ask('PATCH', `/api/lines/${testId(11)}`, boss, { tier: 'A', departmentId: bureau });
    expect((await lineOf(testId(11))).keeper).not.toBeNull();
    await ask('PATCH', `/api/lines/${testId(11)}`, boss, { departmentId: other });
    expect((await lineOf(testId(11))).keeper).toBeNull();
  });

  it('cannot be named without a contact, without an office, or for another’s line', async () => {
    const silent = await name<Fault>(manager, [testId(12)], { name: '王芳' });
    expect(silent.body.message).toMatch(/give a telephone or an e-mail/);
    expect((await name<Fault>(boss, [testId(14)], wang)).body.message).toMatch(
      /028-6100 0014 has no responsible office yet/,
    );
    expect((await name<Fault>(manager, [testId(12), testId(13)], wang)).body.code).toBe(
      'outside_scope',
    );
    expect((await name<Fault>(manager, [testId(12), testId(99)], wang)).status).toBe(404);
    expect((await name<Fault>(boss, [testId(12)], { ...wang, email: 'nonsense' })).status).toBe(
      400,
    );
    expect((await lineOf(testId(12))).keeper?.name).toBe('王芳');
    await name(manager, [testId(12)], null);
    expect((await lineOf(testId(12))).keeper).toBeNull();
  });
});
