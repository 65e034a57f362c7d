import { createHash, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Channel, ChannelAnswer, ConversationPage } from '@everyline/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openTestServer, type TestServer } from '../../../../testkit/src/index.ts';
import { machine } from '../../bindings/machine.ts';
import { deliverDue } from '../telling/deliver-due.ts';

const start = Date.UTC(2026, 10, 23, 2);
let now = start;
let opened: TestServer;
let boss = '';
let api: Server;
/** What the platforms were asked, in order. */
let asked: { path: string; headers: Record<string, unknown>; body: string }[] = [];
/** What they answer next, by the path without its query. */
const answers: Record<string, { status?: number; body: object }[]> = {};

beforeAll(async () => {
  opened = await openTestServer({ clock: { ...machine.clock, nowMs: () => now } });
  boss = await opened.signedIn('boss', 'city_admin');
  api = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      asked.push({ path, headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
      const planned = answers[path.split('?')[0] ?? ''] ?? [];
      const { status = 200, body } = planned.length > 1 ? planned.shift()! : planned[0]!;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  await ask('PUT', '/api/telling', {
    ...{ quiet: null, digestAt: '08:30', consoleAddress: null, email: null },
    allowedHosts: [`127.0.0.1:${(api.address() as AddressInfo).port}`],
  });
}, 60_000);
afterAll(async () => {
  await opened.close();
  await new Promise((resolve) => api.close(resolve));
});

async function ask<T>(method: 'GET' | 'POST' | 'PUT', url: string, body?: object): Promise<T> {
  const answer = await opened.server.inject({
    method,
    url,
    headers: { cookie: boss },
    ...(body !== undefined && { payload: body }),
  });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<T>();
}
const gateway = () => `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
const total = async (channel: string) =>
  (await ask<ConversationPage>('GET', `/api/conversations?view=open&channel=${channel}`)).total;

describe('an account on Douyin', () => {
  const secret = 'client-secret-7f3a';
  let channel: Channel;
  const push = async (event: object, signedWith = secret) => {
    const body = JSON.stringify(event);
    const signature = createHash('sha1')
      .update(signedWith + body)
      .digest('hex');
    const answer = await opened.server.inject({
      method: 'POST',
      url: channel.callbackPath ?? '',
      payload: body,
      headers: { 'content-type': 'application/json', 'x-douyin-signature': signature },
    });
    return { status: answer.statusCode, body: answer.body };
  };
  const message = (content: object, more: object = {}) => ({
    ...{ event: 'im_receive_msg', client_key: 'aw1', from_user_id: 'u-anna', to_user_id: 'o-city' },
    ...{ log_id: 'l', content: JSON.stringify(content) },
    ...more,
  });
  const text = (said: string, id = randomBytes(6).toString('hex')) =>
    message({
      ...{ conversation_short_id: 'c1', server_message_id: id, conversation_type: 1 },
      ...{ create_time: now, message_type: 'text', text: said },
    });

  it('answers the question of the platform, and takes what it signed', async () => {
    channel = await ask<Channel>('POST', '/api/channels', {
      ...{ kind: 'douyin', name: '抖音号', enabled: true },
      secrets: { appSecret: secret, refreshToken: 'rft.1' },
      settings: { account: 'aw1', owner: 'o-city', apiAddress: gateway() },
    });
    const verify = { event: 'verify_webhook', client_key: 'aw1', content: { challenge: 12345 } };
    expect(await push(verify)).toEqual({ status: 200, body: '{"challenge":12345}' });
    expect(await push(verify, 'other')).toEqual({ status: 403, body: '' });
    expect(await push(message({}, { client_key: 'aw2' }))).toEqual({ status: 403, body: '' });
    expect((await push(message({}, { event: 'im_send_msg' }))).status).toBe(200);
    expect(await total('douyin')).toBe(0);
  });

  it('says the answer by a private message that names the one it answers, once', async () => {
    answers['/oauth/refresh_token/'] = [
      { body: { data: { error_code: 0, access_token: 'act.1', expires_in: '1296000' } } },
      { body: { data: { error_code: 0, access_token: 'act.2', expires_in: '1296000' } } },
    ];
    answers['/im/send/msg/'] = [{ body: { data: { error_code: 0, description: '' }, extra: {} } }];
    asked = [];
    await push(text('转人工', 'm1'));
    await push(text('转人工', 'm1'));
    await deliverDue(opened.city.context);
    expect(asked.map(({ path }) => path)).toEqual([
      '/oauth/refresh_token/',
      '/im/send/msg/?open_id=o-city',
    ]);
    expect(asked[1]?.headers['access-token']).toBe('act.1');
    const sent = JSON.parse(asked[1]?.body ?? '{}') as { content: { text: { text: string } } };
    expect(sent).toMatchObject({
      ...{ msg_id: 'm1', conversation_id: 'c1', to_user_id: 'u-anna', scene: 'im_reply_msg' },
      content: { msg_type: 1 },
    });
    expect(sent.content.text.text).toContain('已为您转人工');
    expect(await total('douyin')).toBe(1);
  });

  it('takes another token when one has ended, and says what Douyin refuses', async () => {
    answers['/im/send/msg/'] = [
      { body: { data: { error_code: 2190008, description: 'access_token过期' } } },
      { body: { data: { error_code: 0 } } },
    ];
    asked = [];
    // What cannot be read is answered at once, as a courtesy.
    await push(
      message(
        { conversation_short_id: 'c2', server_message_id: 'p1', message_type: 'image' },
        {
          from_user_id: 'u-bo',
        },
      ),
    );
    await push(text('还要等多久', 'm2'));
    const { items } = await ask<ConversationPage>('GET', '/api/conversations?view=waiting');
    const [waiting] = items;
    await ask('POST', `/api/conversations/${waiting?.id}/moves`, {
      ...{ move: 'take', version: waiting?.version },
    });
    await deliverDue(opened.city.context);
    expect(asked.at(-1)?.headers['access-token']).toBe('act.2');
    expect(asked.at(-1)?.body).toContain('"msg_id":"m2"');
    answers['/oauth/refresh_token/'] = [
      { body: { data: { error_code: 10010, description: 'refresh_token过期' } } },
    ];
    const check = await ask<ChannelAnswer>('POST', `/api/channels/${channel.id}/check`, {});
    expect(check).toMatchObject({ works: false });
    expect(check.sentence.zh).toMatch(/重新填写.*10010/);
  });
});

describe('an account on Weibo', () => {
  const secret = 'app-secret-11';
  let channel: Channel;
  const push = async (body: string | null, query: Record<string, string> = {}, key = secret) => {
    const timestamp = String(Math.floor(now / 1000));
    const signature = createHash('sha1')
      .update([key, timestamp, 'n1'].toSorted().join(''))
      .digest('hex');
    const answer = await opened.server.inject({
      method: body === null ? 'GET' : 'POST',
      url: channel.callbackPath ?? '',
      query: { signature, timestamp, nonce: 'n1', ...query },
      ...(body !== null && { payload: body, headers: { 'content-type': 'application/json' } }),
    });
    return { status: answer.statusCode, body: answer.body };
  };
  const said = (text: string, more: object = {}) =>
    `{"type":"text","receiver_id":1902538057,"sender_id":9007199254740993,` +
    `"created_at":"Mon Jul 16 18:09:20 +0800 2012","text":${JSON.stringify(text)},` +
    `"data":${JSON.stringify(more)}}`;

  it('answers in the response to a person whose number is larger than a number may be', async () => {
    channel = await ask<Channel>('POST', '/api/channels', {
      ...{ kind: 'weibo', name: '微博号', enabled: true },
      secrets: { appSecret: secret, accessToken: '2.00' },
      settings: {
        ...{ account: '123', owner: '1902538057', apiAddress: gateway() },
        rules: [{ words: ['地址'], match: 'has', reply: '东湖路8号' }],
      },
    });
    expect(await push(null, { echostr: 'abc' })).toEqual({ status: 200, body: 'abc' });
    expect(await push(null, { echostr: 'abc' }, 'x')).toEqual({ status: 403, body: '' });
    const answer = JSON.parse((await push(said('你们的地址'))).body) as Record<string, string>;
    expect(answer).toMatchObject({
      ...{ result: true, receiver_id: '9007199254740993', sender_id: '1902538057', type: 'text' },
    });
    expect(JSON.parse(decodeURIComponent(answer['data'] ?? ''))).toEqual({ text: '东湖路8号' });
    const again = JSON.parse((await push(said('你们的地址'))).body) as Record<string, string>;
    expect(again['data']).toBe(answer['data']);
    const other = said('x').replace('1902538057', '1902538058');
    expect(await push(other)).toEqual({ status: 403, body: '' });
    const event = said('').replace('"type":"text"', '"type":"event"');
    const followed = event.replace('"data":{}', '"data":{"subtype":"follow","key":""}');
    expect(decodeURIComponent((await push(followed)).body)).toContain('您好');
    expect(
      await push(event.replace('"data":{}', '"data":{"subtype":"unfollow","key":""}')),
    ).toEqual({
      status: 200,
      body: '',
    });
  });

  it('brings the words of people by customer-service messages, and says what Weibo refuses', async () => {
    await push(said('人工'));
    const { items } = await ask<ConversationPage>('GET', '/api/conversations?channel=weibo');
    const [waiting] = items;
    await ask('POST', `/api/conversations/${waiting?.id}/moves`, {
      ...{ move: 'take', version: waiting?.version },
    });
    answers['/2/messages/reply.json'] = [{ body: { result: true } }];
    asked = [];
    await deliverDue(opened.city.context);
    const form = new URLSearchParams(asked[0]?.body);
    expect(Object.fromEntries(form)).toMatchObject({
      ...{ access_token: '2.00', type: 'text', receiver_id: '9007199254740993' },
    });
    expect(JSON.parse(form.get('data') ?? '')).toMatchObject({
      text: expect.stringContaining('工作人员已接手') as string,
    });
    answers['/oauth2/get_token_info'] = [
      { status: 400, body: { error: 'expired_token', error_code: 21327, request: '/' } },
    ];
    const check = await ask<ChannelAnswer>('POST', `/api/channels/${channel.id}/check`, {});
    expect(check.sentence.en).toMatch(/does not accept.*21327 expired_token/);
    now += 1;
  });
});
