import type {
  Fault,
  LineDetail,
  LineHistory,
  LinePage,
  LinkShown,
  Notification,
  OwnerLinkMade,
  OwnerProgress,
  OwnLine,
  OwnLines,
  PublishedLine,
  Ticket,
  UnownedLine,
} from '@everyline/contract';
import { defaultOwnerPolicy } from '@everyline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  buildDepartment,
  buildLine,
  openTestServer,
  testId,
  type TestServer,
} from '../../../../testkit/src/index.ts';
import { chaseOwners } from './chase-owners.ts';

const dayMs = 86_400_000;
/** Monday, ten o'clock in Shanghai. */
let nowMs = Date.parse('2026-11-30T10:00:00+08:00');
const clock = {
  nowMs: () => nowMs,
  monotonicMs: () => nowMs,
  after: () => () => undefined,
  every: () => () => undefined,
};

let opened: TestServer;
let boss: string;
let manager: string;
let agent: string;
let stranger: string;
const bureau = testId(1);
const other = testId(2);
const line = (number: number) => testId(10 + number);

beforeAll(async () => {
  opened = await openTestServer({ clock: clock as never });
  const { store } = opened.city.context;
  for (const number of [1, 2]) {
    await store.departments.insert({ ...buildDepartment(number), createdAtMs: 0 });
  }
  await store.lines.insert([
    ...[1, 2, 3, 4, 5, 6].map((number) =>
      buildLine(10 + number, { departmentId: bureau, services: ['户籍'], hours: '9:00-17:00' }),
    ),
    buildLine(17, { departmentId: other }),
    buildLine(18, { owner: buildDepartment(2).name }),
    buildLine(19),
  ]);
  boss = await opened.signedIn('boss', 'city_admin');
  manager = await opened.signedIn('manager', 'department_manager', bureau);
  agent = await opened.signedIn('agent', 'agent', bureau);
  stranger = await opened.signedIn('stranger', 'department_manager', other);
});
afterAll(() => opened.close());

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
async function ask<T>(method: Method, url: string, cookie: string | null, body?: object) {
  const answer = await opened.server.inject({
    method,
    url,
    headers: { ...(cookie !== null && { cookie }), 'accept-language': 'en' },
    ...(body && { payload: body }),
  });
  return { status: answer.statusCode, body: answer.json<T>(), text: answer.body };
}

const own = async (cookie: string, query = '') =>
  (await ask<OwnLines>('GET', `/api/own-lines${query}`, cookie)).body;
const answer = <T = OwnLine>(cookie: string, id: string, given: object) =>
  ask<T>('POST', `/api/own-lines/${id}/answer`, cookie, { answer: given });
const confirm = (cookie: string, id: string, version = 1) =>
  answer<OwnLine & Fault>(cookie, id, { word: 'confirmed', version });
const dispute = (cookie: string, id: string, about: object, version = 1) =>
  answer<OwnLine & Fault>(cookie, id, {
    word: 'disputed',
    version,
    dispute: { note: '', ...about },
  });
const history = async (id: string) =>
  (await ask<LineHistory>('GET', `/api/lines/${id}/history`, boss)).body;
const ticketsOf = async (id: string) =>
  (await ask<{ items: Ticket[] }>('GET', `/api/tickets?lineId=${id}`, boss)).body.items;

describe('an owner', () => {
  it('confirms a line with one answer, which holds for ninety days and for its version', async () => {
    const before = await own(manager, '?open=true');
    expect(before).toMatchObject({ waiting: 6, all: 6, validDays: 90, testCallsFrom: [] });
    const { status, body } = await confirm(manager, line(1));
    expect(status).toBe(200);
    expect(body).toMatchObject({ standing: 'confirmed', answeredAtMs: nowMs });
    expect(body.dueAtMs).toBe(Date.parse('2027-02-28T00:00:00+08:00'));
    expect((await own(manager)).waiting).toBe(5);
    await ask('PATCH', `/api/lines/${line(1)}`, boss, { publishedHours: '8:00-18:00' });
    expect((await own(manager)).items.find(({ lineId }) => lineId === line(1))).toMatchObject({
      standing: 'changed',
      version: 2,
    });
    const late = await confirm(manager, line(1), 1);
    expect([late.status, late.body.code]).toEqual([409, 'line_changed']);
    expect((await confirm(manager, line(1), 2)).body.standing).toBe('confirmed');
    const told = await history(line(1));
    expect(told.versions).toMatchObject([
      {
        version: 2,
        by: 'boss',
        changes: [{ fact: 'hours', before: '9:00-17:00', after: '8:00-18:00' }],
      },
    ]);
    expect(told.answers.map(({ word, version, by }) => [word, version, by])).toEqual([
      ['confirmed', 2, 'manager'],
      ['confirmed', 1, 'manager'],
    ]);
  });

  it('corrects hours and services at once, and says so of that version', async () => {
    const unread = await dispute(manager, line(2), { kind: 'wrong_hours', hours: '随时' });
    expect([unread.status, unread.body.place]).toEqual([400, 'dispute.hours']);
    const hours = { kind: 'wrong_hours', hours: '周一至周五 9:00-16:00', sinceDay: '2026-11-02' };
    const corrected = await dispute(manager, line(2), hours);
    expect(corrected.body).toMatchObject({
      publishedHours: '周一至周五 9:00-16:00',
      standing: 'confirmed',
      version: 2,
    });
    const [version] = (await history(line(2))).versions;
    // Five working days from 2 November end with the 9th; 15 more have passed by the 30th.
    expect(version).toMatchObject({ sinceDay: '2026-11-02', lateWorkingDays: 15, by: 'manager' });
    const future = { ...hours, sinceDay: '2026-12-24' };
    expect((await dispute(manager, line(2), future, 2)).body.place).toBe('dispute.sinceDay');
    const empty = await dispute(manager, line(2), { kind: 'wrong_service', services: [] }, 2);
    expect(empty.body.message).toMatch(/say what the number is for/);
    expect(await ticketsOf(line(2))).toEqual([]);
  });

  it('moves a number to a new one, which takes its place, and never to a protected or another’s', async () => {
    const moved = (number: string) => dispute(manager, line(3), { kind: 'moved', number });
    expect((await moved('120')).body.code).toBe('protected_number');
    expect((await moved('028-6100 0017')).body.message).toMatch(/another office’s line/);
    expect((await moved('not a number')).body.place).toBe('dispute.number');
    expect((await moved('028-6200 0001')).status).toBe(200);
    const old = (await ask<LineDetail>('GET', `/api/lines/${line(3)}`, boss)).body.line;
    expect(old.state).toBe('retired');
    const { body } = await ask<LinePage>('GET', '/api/lines?q=62000001', boss);
    expect(body.items).toMatchObject([
      {
        state: 'active',
        serviceItems: ['户籍'],
        clearance: 'not_cleared',
        department: { id: bureau },
      },
    ]);
    expect((await history(line(3))).versions[0]?.successor).toEqual({
      lineId: body.items[0]?.id,
      display: '028-6200 0001',
    });
    expect((await confirm(manager, line(3), 2)).status).toBe(403);
  });

  it('says that a line is another’s, and somebody who directs the city decides', async () => {
    const nameless = await dispute(manager, line(4), { kind: 'not_ours' });
    expect(nameless.body.place).toBe('dispute.whose');
    const whose = buildDepartment(2).name;
    const denied = await dispute(manager, line(4), { kind: 'not_ours', whose });
    expect(denied.body).toMatchObject({ standing: 'disputed', disputed: 'not_ours' });
    expect(await ticketsOf(line(4))).toMatchObject([
      { origin: 'owner_dispute', department: null, state: 'opened' },
    ]);
    const list = await ask<{ items: UnownedLine[] }>('GET', '/api/unowned-lines', boss);
    expect(list.body.items.find(({ lineId }) => lineId === line(4))).toMatchObject({
      department: { id: bureau },
      denied: { whose },
      suggested: { id: other },
    });
    const taken = { lineIds: [line(4)], departmentId: other };
    const grab = await ask<Fault>('POST', '/api/unowned-lines/take', stranger, taken);
    expect(grab.body.code).toBe('line_owned');
    expect((await ask('POST', '/api/unowned-lines/take', boss, taken)).status).toBe(200);
    expect(await ticketsOf(line(4))).toMatchObject([{ state: 'closed' }]);
    expect((await own(stranger)).items.map(({ lineId }) => lineId)).toContain(line(4));
  });

  it('answers only for lines of the own office, and without managing it only for those they keep', async () => {
    expect((await confirm(stranger, line(5))).body.code).toBe('outside_scope');
    expect((await confirm(agent, line(5))).body.code).toBe('not_keeper');
    const accounts = await opened.city.context.accounts.list();
    const accountId = accounts.find(({ name }) => name === 'agent')?.id;
    const keeper = { lineIds: [line(5)], keeper: { accountId } };
    expect((await ask('POST', '/api/lines/keeper', manager, keeper)).status).toBe(200);
    expect((await own(agent)).items.map(({ lineId }) => lineId)).toEqual([line(5)]);
    expect((await confirm(agent, line(5))).body.standing).toBe('confirmed');
    expect((await ask('GET', '/api/unowned-lines', agent)).status).toBe(403);
  });

  it('refuses test calls, which ends them, and takes that back', async () => {
    const given = {
      scope: { kind: 'line', lineId: line(5) },
      givenBy: 'x',
      basis: '函〔2026〕1号',
    };
    expect((await ask('POST', '/api/clearances', manager, given)).status).toBe(200);
    const seen = async () => (await own(manager)).items.find(({ lineId }) => lineId === line(5));
    expect(await seen()).toMatchObject({ clearance: 'cleared', objectionIds: [] });
    const refusal = { number: '028-6100 0015', by: 'office', note: '内部线路' };
    await ask('POST', '/api/objections', manager, refusal);
    const refused = await seen();
    expect(refused?.clearance).toBe('objected');
    const [id = ''] = refused?.objectionIds ?? [];
    const away = (cookie: string) => ask('POST', `/api/objections/${id}/withdraw`, cookie);
    expect((await away(stranger)).status).toBe(403);
    expect((await away(agent)).status).toBe(403);
    expect((await away(manager)).status).toBe(200);
    expect((await away(manager)).status).toBe(409);
    expect((await seen())?.clearance).toBe('cleared');
  });
});

describe('unowned lines', () => {
  it('are shown to every office until one takes them, and a manager sees nothing else there', async () => {
    const list = await ask<{ items: UnownedLine[] }>('GET', '/api/unowned-lines', stranger);
    expect(list.body.items.map(({ lineId }) => lineId).sort()).toEqual([line(8), line(9)]);
    expect(list.body.items.find(({ lineId }) => lineId === line(8))?.suggested?.id).toBe(other);
    const taken = { lineIds: [line(8)], departmentId: bureau };
    expect((await ask<Fault>('POST', '/api/unowned-lines/take', stranger, taken)).body.code).toBe(
      'outside_scope',
    );
    const mine = { lineIds: [line(8)], departmentId: other };
    expect((await ask('POST', '/api/unowned-lines/take', stranger, mine)).status).toBe(200);
    expect((await ask<Fault>('POST', '/api/unowned-lines/take', stranger, mine)).status).toBe(409);
    const left = await ask<{ items: UnownedLine[] }>('GET', '/api/unowned-lines', stranger);
    expect(left.body.items.map(({ lineId }) => lineId)).toEqual([line(9)]);
  });
});

describe('a personal link', () => {
  const look = (secret: string) =>
    ask<LinkShown & Fault>('POST', '/api/confirm/look', null, { secret });
  const make = async () => {
    const { body } = await ask<LineDetail>('GET', `/api/lines/${line(6)}`, manager);
    const keeperId = body.line.keeper?.id;
    return ask<OwnerLinkMade>('POST', '/api/owner-links', manager, { keeperId, send: false });
  };

  it('shows its keeper what is published of their lines, and nothing else', async () => {
    const keeper = { name: '王芳', telephone: '028-6100 0001' };
    await ask('POST', '/api/lines/keeper', manager, { lineIds: [line(6)], keeper });
    const made = (await make()).body;
    expect(made.link).toMatchObject({ lines: 1, department: { id: bureau }, createdBy: 'manager' });
    const shown = await look(made.secret);
    expect(shown.body).toMatchObject({ forWhom: '王芳', cityName: '蓉江市' });
    expect(shown.body.lines.map(({ lineId }) => lineId)).toEqual([line(6)]);
    expect(Object.keys(shown.body.lines[0] ?? {}).sort()).toEqual([
      'answeredAtMs',
      'display',
      'disputed',
      'dueAtMs',
      'lineId',
      'publishedHours',
      'purpose',
      'serviceItems',
      'standing',
      'version',
    ]);
    const say = (lineId: string, given: object) =>
      ask<PublishedLine & Fault>('POST', '/api/confirm/answer', null, {
        secret: made.secret,
        lineId,
        answer: given,
      });
    expect((await say(line(5), { word: 'confirmed', version: 1 })).status).toBe(404);
    // A number ends on the word of somebody with an account only.
    const closed = { word: 'disputed', version: 1, dispute: { kind: 'closed', note: '已撤' } };
    expect((await say(line(6), closed)).body).toMatchObject({ standing: 'disputed' });
    const { body } = await ask<LineDetail>('GET', `/api/lines/${line(6)}`, boss);
    expect(body.line.state).toBe('active');
    expect(await ticketsOf(line(6))).toMatchObject([
      { origin: 'owner_dispute', department: { id: bureau } },
    ]);
    expect((await say(line(6), { word: 'confirmed', version: 1 })).body.standing).toBe('confirmed');
    expect((await history(line(6))).answers[0]).toMatchObject({ by: '王芳', byLink: true });
  });

  it('ends by a new one, by being withdrawn, by its time, and with its keeper', async () => {
    const first = (await make()).body;
    const second = (await make()).body;
    expect((await look(first.secret)).body.code).toBe('owner_link_over');
    expect((await look(second.secret)).status).toBe(200);
    const links = await ask<{ id: string }[]>('GET', '/api/owner-links', manager);
    expect(links.body.map(({ id }) => id)).toEqual([second.link.id]);
    expect((await ask('GET', '/api/owner-links', stranger)).text).not.toContain(second.link.id);
    const end = `/api/owner-links/${second.link.id}`;
    expect((await ask('DELETE', end, stranger)).status).toBe(403);
    expect((await ask('DELETE', end, manager)).status).toBe(200);
    expect((await look(second.secret)).status).toBe(410);
    const third = (await make()).body;
    nowMs += 31 * dayMs;
    expect((await look(third.secret)).status).toBe(410);
    nowMs -= 31 * dayMs;
    await ask('POST', '/api/lines/keeper', manager, { lineIds: [line(6)], keeper: null });
    expect((await look(third.secret)).body.lines).toEqual([]);
  });

  it('cannot be guessed at for long', async () => {
    const statuses = new Map<number, number>();
    for (let tries = 10; tries < 45; tries += 1) {
      const { status } = await look(`${tries}${'x'.repeat(30)}`);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect(statuses.get(410)).toBeLessThanOrEqual(30);
    expect(statuses.get(429)).toBeGreaterThanOrEqual(5);
  });
});

describe('asking owners', () => {
  const policy = { ...defaultOwnerPolicy, asking: true };

  it('begins when the city says so, reminds once for one due day, and calls silence a ticket', async () => {
    const { context } = opened.city;
    const system = { ...context, actor: { kind: 'system', name: 'owners' } } as const;
    const look = () => chaseOwners(system);
    expect(await look()).toEqual({ asked: 0, reminded: 0, tickets: 0 });
    expect((await ask('PUT', '/api/owner-policy', manager, policy)).status).toBe(403);
    const wrong = { ...policy, validDays: 7, remindBeforeDays: 7 };
    expect((await ask<Fault>('PUT', '/api/owner-policy', boss, wrong)).body.place).toBe(
      'remindBeforeDays',
    );
    await ask('PUT', '/api/owner-policy', boss, policy);
    const first = await look();
    expect(first.asked).toBeGreaterThan(0);
    expect(await look()).toEqual({ asked: 0, reminded: 0, tickets: 0 });
    const told = await ask<{ items: Notification[] }>('GET', '/api/notifications', stranger);
    expect(told.body.items[0]).toMatchObject({ kind: 'confirmation', path: '/own-lines' });
    const waiting = first.asked;
    // Due on 14 December; the reminders are the 7th's and the 15th's.
    nowMs = Date.parse('2026-12-07T08:00:00+08:00');
    expect(await look()).toEqual({ asked: 0, reminded: waiting, tickets: 0 });
    expect(await look()).toEqual({ asked: 0, reminded: 0, tickets: 0 });
    nowMs = Date.parse('2026-12-15T08:00:00+08:00');
    expect((await look()).reminded).toBe(waiting);
    const overdue = await ask<OwnerProgress[]>('GET', '/api/owners/progress', stranger);
    expect(overdue.body).toMatchObject([{ department: { id: other }, overdue: 3 }]);
    // Ten working days of silence are over on Friday, the 25th.
    nowMs = Date.parse('2026-12-26T08:00:00+08:00');
    expect((await look()).tickets).toBe(waiting);
    expect(await look()).toEqual({ asked: 0, reminded: 0, tickets: 0 });
    expect(await ticketsOf(line(7))).toMatchObject([{ origin: 'owner_silence', state: 'opened' }]);
    expect((await confirm(stranger, line(7))).status).toBe(200);
    expect(await ticketsOf(line(7))).toMatchObject([{ state: 'closed' }]);
  });
});
