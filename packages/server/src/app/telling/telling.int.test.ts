import { createServer, type IncomingMessage, type Server } from 'node:http';
import {
  createServer as createTcpServer,
  type AddressInfo,
  type Server as TcpServer,
} from 'node:net';

import { chinaCalendar, momentOf } from '@everyline/domain';
import type { Delivery, Notification, SendAnswer, TellingTargetSaved } from '@everyline/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  buildDepartment,
  buildLine,
  buildTicket,
  openTestServer,
  testId,
  type TestServer,
} from '../../../../testkit/src/index.ts';
import { machine } from '../../bindings/machine.ts';
import { webhookHeaders } from '../../outbound/signatures.ts';
import { chaseTickets } from '../tickets/chase-tickets.ts';
import { deliverDue } from './deliver-due.ts';

const [city, bureau, division] = [testId(1), testId(2), testId(3)];
const at = (day: string, minute = 600) => (now = momentOf(chinaCalendar, day, minute));
let now = 0;
at('2026-11-23');

interface Received {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

let opened: TestServer;
let web: Server;
let smtp: TcpServer;
const cookies: Record<string, string> = {};
const received: Received[] = [];
const letters: string[] = [];
/** What the SMTP server answers to DATA. */
let mailAnswer = '250 2.0.0 queued';
const port = (server: Server | TcpServer) => (server.address() as AddressInfo).port;
const context = () => opened.city.context;

beforeAll(async () => {
  const clock = { ...machine.clock, nowMs: () => now };
  opened = await openTestServer({ clock });
  for (const [id, parentId] of [
    [1, null],
    [2, city],
    [3, bureau],
  ] as const) {
    await context().store.departments.insert({
      ...buildDepartment(id, { parentId }),
      createdAtMs: 0,
    });
  }
  cookies['boss'] = await opened.signedIn('boss', 'city_admin');
  cookies['wang'] = await opened.signedIn('wang', 'department_manager', bureau);
  cookies['li'] = await opened.signedIn('li', 'department_manager', division);
  web = createServer((request, response) => {
    const chunks: Uint8Array[] = [];
    request.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      received.push({ path, headers: request.headers, body: Buffer.concat(chunks).toString() });
      if (path.startsWith('/hangs')) return;
      if (path.startsWith('/gone')) response.statusCode = 410;
      if (path.startsWith('/busy')) response.statusCode = 503;
      response.end(
        path.includes('/robot/') ? '{"errcode":310000,"errmsg":"sign not match"}' : 'ok',
      );
    });
  });
  smtp = createTcpServer((socket) => {
    let data: string[] | null = null;
    let rest = '';
    socket.on('error', () => undefined);
    socket.write('220 test ESMTP\r\n');
    socket.on('data', (chunk) => {
      rest += chunk.toString();
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (data !== null) {
          if (line !== '.') {
            data.push(line);
            continue;
          }
          letters.push(data.join('\n'));
          data = null;
          socket.write(`${mailAnswer}\r\n`);
        } else if (/^DATA/i.test(line)) {
          data = [];
          socket.write('354 go on\r\n');
        } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
        else socket.write('250 ok\r\n');
      }
    });
  });
  for (const server of [web, smtp]) {
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  }
});
afterAll(async () => {
  web?.closeAllConnections();
  web?.close();
  smtp?.close();
  await opened?.close();
});

async function ask<T>(
  who: string,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  url: string,
  body?: object,
) {
  const answer = await opened.server.inject({
    method,
    url,
    headers: { cookie: cookies[who] ?? '', 'accept-language': 'en' },
    ...(body && { payload: body }),
  });
  return { status: answer.statusCode, body: answer.json<T & { message: string; code: string }>() };
}

const settings = () => ({
  quiet: { from: '20:00', to: '08:00', restDays: true },
  digestAt: '08:30',
  consoleAddress: 'https://everyline.example/',
  allowedHosts: [`127.0.0.1:${port(web)}`, '127.0.0.1'],
  email: {
    host: '127.0.0.1',
    port: port(smtp),
    security: 'none',
    username: null,
    from: 'lines@city.example',
  },
});
const target = (name: string, change: object = {}) => ({
  kind: 'webhook',
  name,
  url: `http://127.0.0.1:${port(web)}/${name}`,
  kinds: ['reminder', 'notice', 'escalation'],
  language: 'en',
  enabled: true,
  ...change,
});
const create = async (name: string, change: object = {}) =>
  (await ask<TellingTargetSaved>('boss', 'POST', '/api/telling/targets', target(name, change)))
    .body;
const deliveries = async (query = '') =>
  (await ask<{ items: Delivery[] }>('boss', 'GET', `/api/telling/deliveries?pageSize=200${query}`))
    .body.items;
const inbox = async (who: string) =>
  (await ask<{ items: Notification[]; total: number }>(who, 'GET', '/api/notifications')).body
    .items;
const requests = (path: string) => received.filter((one) => one.path.startsWith(path));

let lines = 0;
async function ticketOf(departmentId: string) {
  lines += 1;
  const line = buildLine(100 + lines, { departmentId });
  await context().store.lines.insert([line]);
  const ticket = buildTicket(300 + lines, line, { openedAtMs: now, assignedAtMs: now });
  await context().store.tickets.open(ticket, 'system:test');
  return ticket.id;
}

describe('telling people', () => {
  it('refuses the own network, what is no address, and robots that are none', async () => {
    const refused = async (url: string, kind = 'webhook') =>
      (await ask('boss', 'POST', '/api/telling/targets', target('x', { url, kind }))).body.message;
    expect(await refused('http://169.254.169.254/latest')).toContain('inside the own network');
    expect(await refused('http://[::ffff:10.0.0.1]/')).toContain('inside the own network');
    expect(await refused('http://localhost:1/')).toContain('inside the own network');
    expect(await refused('ftp://example.com/')).toContain('begins with https://');
    expect(await refused('https://example.com/send?key=1', 'wecom')).toContain('not the address');
    expect(await refused('https://qyapi.weixin.qq.com/cgi-bin/webhook/send', 'wecom')).toContain(
      'the key of the robot is missing',
    );
    const mail = await ask('boss', 'PUT', '/api/telling', { ...settings(), allowedHosts: [] });
    expect(mail.body.message).toContain('inside the own network');
    const same = { ...settings(), quiet: { from: '08:00', to: '08:00', restDays: false } };
    expect((await ask('boss', 'PUT', '/api/telling', same)).body.code).toBe('invalid_input');
  });

  it('tells the office in its console, by e-mail and by signed webhook, once', async () => {
    expect((await ask('boss', 'PUT', '/api/telling', settings())).status).toBe(200);
    const choice = { address: 'li@city.example', email: 'each', kinds: ['reminder', 'notice'] };
    await ask('li', 'PUT', '/api/telling/choice', choice);
    const { secret } = await create('answers', { departmentId: bureau });
    expect(secret).toMatch(/^whsec_/);
    const id = await ticketOf(division);
    at('2026-12-01');
    await Promise.all([chaseTickets(context()), chaseTickets(context())]);
    await Promise.all([deliverDue(context()), deliverDue(context())]);
    expect((await inbox('li')).map((one) => [one.kind, one.ticketId])).toEqual([['reminder', id]]);
    expect(await inbox('wang')).toEqual([]);
    expect(letters).toHaveLength(1);
    expect(letters[0]).toContain('To: li@city.example');
    expect(letters[0]).toContain('Message-ID: <');
    const [got, ...more] = requests('/answers');
    expect(more).toEqual([]);
    const body = JSON.parse(got?.body ?? '{}') as { id: string; notices: { link: string }[] };
    expect(body.notices[0]?.link).toBe(`https://everyline.example/tickets/${id}`);
    const signed = webhookHeaders(secret ?? '', body.id, now, got?.body ?? '');
    expect(got?.headers).toMatchObject(signed);
    expect((await deliveries()).map(({ state }) => state)).toEqual(['sent', 'sent']);
    expect((await ask('li', 'POST', '/api/notifications/read', {})).body).toMatchObject({
      unread: 0,
    });
  });

  it('tells the office above of what is late, and leaves nobody untold where it has no manager', async () => {
    at('2026-12-08');
    await chaseTickets(context());
    expect((await inbox('wang')).map(({ kind }) => kind)).toEqual(['escalation']);
    at('2026-12-15');
    await chaseTickets(context());
    expect((await inbox('boss')).map(({ kind }) => kind)).toEqual(['escalation']);
    await deliverDue(context());
  });

  it('tries again what hangs or is too busy, later and later, and gives up what is refused', async () => {
    await create('hangs');
    await create('busy');
    await create('gone');
    at('2026-12-16', 480);
    await ticketOf(bureau);
    at('2026-12-24', 600);
    await chaseTickets(context());
    const began = performance.now();
    await deliverDue(context());
    expect(performance.now() - began).toBeLessThan(25_000);
    const of = async (name: string) => (await deliveries()).filter(({ to }) => to === name);
    const waiting = await of('hangs');
    for (const one of waiting) {
      expect(one).toMatchObject({ state: 'waiting', dueAtMs: now + 30_000 });
    }
    expect(waiting.find(({ attempts }) => attempts === 1)?.sentence?.en).toBe(
      'the other side did not answer in time',
    );
    expect((await of('gone')).every(({ state }) => state === 'given_up')).toBe(true);
    expect((await of('gone'))[0]?.sentence?.en).toBe('the other side refused it (HTTP 410 ok)');
    for (const name of ['hangs', 'gone']) {
      const { targets } = (
        await ask<{ targets: { id: string; name: string }[] }>('boss', 'GET', '/api/telling')
      ).body;
      const found = targets.find((one) => one.name === name)?.id ?? '';
      expect((await ask('boss', 'DELETE', `/api/telling/targets/${found}`)).status).toBe(200);
    }
    expect((await of('hangs'))[0]).toMatchObject({ state: 'given_up' });
    for (let attempts = 1; attempts < 9; attempts += 1) {
      now += 60_000_000;
      await deliverDue(context());
    }
    expect((await of('busy')).every(({ state }) => state === 'given_up')).toBe(true);
    const ids = new Set(requests('/busy').map(({ headers }) => headers['webhook-id'] as string));
    const [first] = ids;
    expect(requests('/busy').filter(({ headers }) => headers['webhook-id'] === first)).toHaveLength(
      8,
    );
    const [again] = await of('busy');
    expect((await ask('boss', 'POST', `/api/telling/deliveries/${again?.id}/retry`)).status).toBe(
      200,
    );
  });

  it('takes up what a process that was killed had taken, with the same identity', async () => {
    at('2027-01-04', 600);
    await create('killed', { kinds: ['opened', 'reminder'] });
    await ticketOf(bureau);
    at('2027-01-12', 600);
    await chaseTickets(context());
    const taken = [];
    for (;;) {
      const batch = await context().store.transaction((within) =>
        within.outbox.claim({
          batchId: testId(7000 + taken.length),
          nowMs: now,
          leaseMs: 120_000,
          most: 20,
        }),
      );
      if (batch === null) break;
      taken.push(batch);
    }
    const before = requests('/killed').length;
    await deliverDue(context());
    expect(requests('/killed')).toHaveLength(before);
    now += 120_001;
    await deliverDue(context());
    const [got] = requests('/killed').slice(before);
    expect(taken.map(({ id }) => id)).toContain(got?.headers['webhook-id']);
  });

  it('waits for the morning and gathers a digest in one letter', async () => {
    at('2027-01-13', 1_300);
    const choice = { address: 'li@city.example', email: 'daily', kinds: ['reminder', 'notice'] };
    await ask('li', 'PUT', '/api/telling/choice', choice);
    await ticketOf(division);
    await ticketOf(division);
    at('2027-01-21', 1_300);
    letters.length = 0;
    await chaseTickets(context());
    await deliverDue(context());
    expect(letters).toEqual([]);
    at('2027-01-22', 510);
    await deliverDue(context());
    const own = letters.filter((letter) => letter.includes('To: li@city.example'));
    expect(own).toHaveLength(1);
  });

  it('sends a test and shows what was answered, by e-mail and by robot', async () => {
    mailAnswer = '554 5.7.1 no such sender';
    const test = async (path: string, body?: object) =>
      (await ask<SendAnswer>('boss', 'POST', path, body)).body;
    const refused = await test('/api/telling/email/test', { to: 'li@city.example' });
    expect(refused).toMatchObject({ sent: false });
    expect(refused.sentence.en).toContain('554 5.7.1 no such sender');
    mailAnswer = '250 2.0.0 queued';
    expect(await test('/api/telling/email/test', { to: 'li@city.example' })).toMatchObject({
      sent: true,
      answer: '250 2.0.0 queued',
    });
    const robot = await create('ding', {
      kind: 'dingtalk',
      url: `http://127.0.0.1:${port(web)}/robot/send?access_token=abc`,
      secret: 'SECabc',
    });
    expect(robot.target.address).toBe(`127.0.0.1:${port(web)}/…=abc`);
    const said = await test(`/api/telling/targets/${robot.target.id}/test`);
    expect(said.sentence.en).toContain('sign not match');
    expect(requests('/robot/send')[0]?.path).toMatch(/access_token=abc&timestamp=\d+&sign=/);
  });

  it('keeps secrets sealed, and every change on record', async () => {
    const kept = JSON.stringify(await context().store.targets.all());
    expect(kept).not.toContain('SECabc');
    expect(kept).not.toContain('access_token');
    const audit = await ask<{ items: { operation: string; detail: unknown }[] }>(
      'boss',
      'GET',
      '/api/audit?pageSize=200',
    );
    const operations = audit.body.items.map(({ operation }) => operation);
    for (const wanted of [
      'settings.change',
      'telling.target_create',
      'telling.target_delete',
      'telling.test',
      'telling.choice',
      'telling.retry',
    ]) {
      expect(operations).toContain(wanted);
    }
    expect(JSON.stringify(audit.body)).not.toContain('SECabc');
  });
});
