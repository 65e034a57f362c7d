import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type {
  Case,
  CaseSystemSaved,
  WorkOrder,
  WorkOrderReceived,
  WorkOrderUpdated,
} from '@everyline/contract';
import { chinaCalendar, momentOf } from '@everyline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  buildDepartment,
  openTestServer,
  testId,
  type TestServer,
} from '../../../../testkit/src/index.ts';
import { machine } from '../../bindings/machine.ts';
import { deliverDue } from '../telling/deliver-due.ts';

let now = momentOf(chinaCalendar, '2026-11-23', 600);
const [city, bureau, other] = [testId(1), testId(2), testId(3)];

/** A work-order system as others build them: it keeps what it is sent if the signature is right. */
interface FarEnd {
  readonly url: string;
  readonly taken: FarEvent[];
  /** Every request, with the id of its message and whether its signature was right. */
  readonly heard: { readonly id: string; readonly nonce: string; readonly signed: boolean }[];
  secret: string;
  /** What it answers to the next requests: a status, or silence. */
  readonly moods: (number | 'hang')[];
}
interface FarEvent {
  readonly event: string;
  readonly number: number;
  readonly externalNumber: string | null;
  readonly move: string | null;
  readonly to: string;
  readonly answer: string;
  readonly case?: { readonly demand: string; readonly contact: { readonly telephone: string } };
}

let opened: TestServer;
let far: FarEnd;
let server: Server;
let cookie = '';

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

beforeAll(async () => {
  opened = await openTestServer({ clock: { ...machine.clock, nowMs: () => now } });
  const { store } = opened.city.context;
  for (const [id, parentId] of [
    [1, null],
    [2, city],
    [3, city],
  ] as const) {
    await store.departments.insert({ ...buildDepartment(id, { parentId }), createdAtMs: 0 });
  }
  cookie = await opened.signedIn('boss', 'city_admin');
  await opened.server.inject({
    method: 'PUT',
    url: '/api/telling',
    headers: { cookie },
    payload: {
      quiet: null,
      digestAt: '08:30',
      consoleAddress: null,
      allowedHosts: ['127.0.0.1'],
      email: null,
    },
  });
  far = { url: '', taken: [], heard: [], secret: '', moods: [] };
  server = createServer((request, response) => {
    void bytesOf(request).then((body) => {
      const header = (name: string) => String(request.headers[name] ?? '');
      const lines = [
        'v1',
        request.method,
        request.url,
        header('everyline-timestamp'),
        header('everyline-nonce'),
        createHash('sha256').update(body).digest('hex'),
      ].join('\n');
      const right = createHmac('sha256', far.secret).update(lines).digest('hex');
      const signed = header('everyline-signature') === `v1=${right}`;
      const told = JSON.parse(body.toString()) as { id: string; events: FarEvent[] };
      far.heard.push({ id: told.id, nonce: header('everyline-nonce'), signed });
      const mood = far.moods.shift() ?? 200;
      if (mood === 'hang') return;
      if (mood !== 200 || !signed) {
        response.writeHead(signed ? Number(mood) : 401).end();
        return;
      }
      far.taken.push(...told.events);
      const numbers = told.events.map(({ number }) => ({
        number,
        externalNumber: `FAR-${number}`,
      }));
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ numbers }));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  Object.assign(far, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/wo?t=1` });
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await opened.close();
});

async function system(body: object): Promise<{ id: string; secret: string }> {
  const made = await opened.server.inject({
    method: 'POST',
    url: '/api/case-systems',
    headers: { cookie },
    payload: { sendsOwn: false, enabled: true, ...body },
  });
  const { system: kept, secret } = made.json<CaseSystemSaved>();
  return { id: kept.id, secret: secret ?? '' };
}

let nonces = 0;
async function signed<T>(
  who: { id: string; secret: string },
  method: 'GET' | 'POST',
  url: string,
  body?: object,
  change: { nonce?: string; atMs?: number; sent?: string } = {},
) {
  nonces += 1;
  const nonce = change.nonce ?? `nonce-${String(nonces).padStart(12, '0')}`;
  const timestamp = String(Math.floor((change.atMs ?? now) / 1000));
  const payload = body === undefined ? '' : JSON.stringify(body);
  const digest = createHash('sha256').update(payload).digest('hex');
  const lines = ['v1', method, url, timestamp, nonce, digest].join('\n');
  const answer = await opened.server.inject({
    method,
    url,
    headers: {
      'accept-language': 'en',
      ...(body && { 'content-type': 'application/json' }),
      'everyline-key': who.id,
      'everyline-timestamp': timestamp,
      'everyline-nonce': nonce,
      'everyline-signature': `v1=${createHmac('sha256', who.secret).update(lines).digest('hex')}`,
    },
    ...(body && { payload: change.sent ?? payload }),
  });
  return {
    status: answer.statusCode,
    body: answer.json<T & { code?: string; message?: string }>(),
    text: answer.body,
  };
}

const demand = {
  demand: '中山路路灯不亮',
  category: '求助',
  contact: { name: '李小明', telephone: '13800138025' },
};
const cases = '/api/work-orders/cases';

describe('a work-order system that sends cases', () => {
  it('opens each number once, however often and however much at once it is sent', async () => {
    const hotline = await system({ name: '市12345', side: 'hotline' });
    const input = { number: 'SX-1', ...demand };
    const both = await Promise.all([
      signed<WorkOrderReceived>(hotline, 'POST', cases, input),
      signed<WorkOrderReceived>(hotline, 'POST', cases, input),
    ]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(both.map(({ body }) => body.opened).sort()).toEqual([false, true]);
    expect(both[0].body.case.number).toBe(both[1].body.case.number);
    const state = await signed<WorkOrder>(hotline, 'GET', `${cases}/SX-1`);
    expect(state.body).toMatchObject({ externalNumber: 'SX-1', state: 'received' });
    expect(state.text).not.toContain('13800138025');
  });

  it('directs its case, and each of its updates is done once', async () => {
    const hotline = await system({ name: '市12345二', side: 'hotline' });
    await signed(hotline, 'POST', cases, { number: 'SX-2', ...demand });
    const update = { id: 'u-1', move: 'dispatch', department: buildDepartment(2).name };
    const url = `${cases}/SX-2/updates`;
    const first = await signed<WorkOrderUpdated>(hotline, 'POST', url, update);
    expect(first.body).toMatchObject({ applied: true, case: { state: 'dispatched' } });
    const again = await signed<WorkOrderUpdated>(hotline, 'POST', url, update);
    expect(again.body).toMatchObject({ applied: false, case: { state: 'dispatched', version: 2 } });
    const wrong = await signed(hotline, 'POST', url, { id: 'u-2', move: 'answer', answer: '好' });
    expect(wrong.body.message).toContain('does not make this move');
    const early = { id: 'u-3', move: 'visit', satisfaction: 'satisfied' };
    expect((await signed(hotline, 'POST', url, early)).body.code).toBe('case_rule');
    const said = { id: 'u-4', move: 'comment', reason: '市民再次来电' };
    const told = await signed<WorkOrderUpdated>(hotline, 'POST', url, said);
    expect(told.body.case.steps.at(-1)).toMatchObject({
      kind: 'commented',
      reason: '市民再次来电',
    });
  });

  it('reaches nothing without a right, fresh and unused signature, and no case of others', async () => {
    const hotline = await system({ name: '市12345三', side: 'hotline' });
    const stranger = await system({ name: '区平台', side: 'hotline' });
    const input = { number: 'SX-3', ...demand };
    const code = async (...asked: Parameters<typeof signed>) => (await signed(...asked)).body.code;
    expect(await code({ ...hotline, secret: 'x' }, 'POST', cases, input)).toBe('bad_signature');
    expect(await code({ ...hotline, id: testId(999) }, 'POST', cases, input)).toBe('bad_signature');
    expect(await code(hotline, 'POST', cases, input, { atMs: now - 301_000 })).toBe(
      'bad_signature',
    );
    const changed = { sent: JSON.stringify({ ...input, number: 'SX-4' }) };
    expect(await code(hotline, 'POST', cases, input, changed)).toBe('bad_signature');
    const nonce = 'abcdefghijklmnop';
    expect(await code(hotline, 'POST', cases, input, { nonce })).toBeUndefined();
    expect(await code(hotline, 'POST', cases, input, { nonce })).toBe('request_replayed');
    expect(await code(stranger, 'GET', `${cases}/SX-3`)).toBe('not_found');
  });

  it('is told what is wrong with what it sends, and it opens nothing', async () => {
    const hotline = await system({ name: '市12345四', side: 'hotline' });
    const bad = await signed(hotline, 'POST', cases, { number: 'SX-5', ...demand, category: '?' });
    expect(bad.body.message).toContain('there is no category');
    const lost = await signed(hotline, 'POST', cases, {
      number: 'SX-5',
      ...demand,
      department: '没有这个局',
    });
    expect(lost.body.message).toContain('there is no department “没有这个局”');
    expect((await signed(hotline, 'GET', `${cases}/SX-5`)).status).toBe(404);
  });
});

describe('a work-order system that is sent cases', () => {
  const deliver = () => deliverDue(opened.city.context);
  const own = async (departmentId?: string) =>
    (
      await opened.server.inject({
        method: 'POST',
        url: '/api/cases',
        headers: { cookie },
        payload: {
          demand: '水管漏水，电话13800138025',
          category: 'help',
          channel: 'telephone',
          contact: { name: '王五', telephone: '13800138025' },
          ...(departmentId !== undefined && { departmentId }),
        },
      })
    ).json<Case>();

  it('gets those of its office signed, again after it failed, in order and as the same messages', async () => {
    const office = await system({
      name: '市政局系统',
      side: 'office',
      departmentId: bureau,
      url: far.url,
    });
    far.secret = office.secret;
    await own(other);
    const { number, id } = await own(bureau);
    far.moods.push(503, 500);
    await deliver();
    now += 31_000;
    await deliver();
    expect(far.taken).toEqual([]);
    now += 121_000;
    await deliver();
    expect(far.heard.map((one) => one.signed)).toEqual([true, true, true]);
    expect(new Set(far.heard.map((one) => one.id)).size).toBe(1);
    expect(new Set(far.heard.map((one) => one.nonce)).size).toBe(3);
    expect(far.taken).toHaveLength(1);
    expect(far.taken[0]).toMatchObject({ event: 'opened', number, to: 'dispatched' });
    expect(far.taken[0]?.case).toMatchObject({
      demand: '水管漏水，电话13800138025',
      contact: { telephone: '13800138025' },
    });
    // It answered under which number it has the case, and works on it.
    const url = `${cases}/FAR-${number}/updates`;
    await signed(office, 'POST', url, { id: 'a', move: 'accept' });
    const answered = await signed<WorkOrderUpdated>(office, 'POST', url, {
      id: 'b',
      move: 'answer',
      answer: '已修好',
    });
    expect(answered.body.case).toMatchObject({ state: 'answered', answer: '已修好' });
    await deliver();
    expect(far.taken).toHaveLength(1);
    await opened.server.inject({
      method: 'POST',
      url: `/api/cases/${id}/direct`,
      headers: { cookie },
      payload: { move: 'visit', version: 4, satisfaction: 'satisfied' },
    });
    await deliver();
    expect(far.taken.at(-1)).toMatchObject({
      event: 'moved',
      move: 'visit',
      externalNumber: `FAR-${number}`,
    });
    expect(JSON.stringify(far.taken.at(-1))).not.toContain('13800138025');
    const audited = await opened.city.context.store.audit.page(
      { operation: 'contacts.pass_on' },
      { page: 1, pageSize: 10 },
    );
    expect(audited.items.map(({ subjectId }) => subjectId)).toEqual([id]);
  });

  it('that hangs is left after its time and holds up nobody else', async () => {
    const { number } = await own(bureau);
    far.moods.push('hang');
    const began = performance.now();
    await deliver();
    expect(performance.now() - began).toBeLessThan(15_000);
    expect(far.taken.some((one) => one.number === number)).toBe(false);
    now += 31_000;
    await deliver();
    expect(far.taken.some((one) => one.number === number)).toBe(true);
  }, 30_000);
});
