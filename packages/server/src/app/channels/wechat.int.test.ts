import type {
  Case,
  CaseDetail,
  Channel,
  ChannelAnswer,
  ConversationDetail,
  ConversationFigures,
  ConversationPage,
  EntryDetail,
} from '@everyline/contract';
import { chinaCalendar, momentOf } from '@everyline/domain';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  buildDepartment,
  openTestServer,
  testId,
  WechatSide,
  type Push,
  type TestServer,
} from '../../../../testkit/src/index.ts';
import { machine } from '../../bindings/machine.ts';
import { deliverDue } from '../telling/deliver-due.ts';
import { hearAgain } from './receive-from-channel.ts';

/** A Monday at 10 o'clock in the city. */
let now = momentOf(chinaCalendar, '2026-11-23', 600);
const aesKey = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const account = {
  appId: 'wx2c2769f8efd9abc2',
  secret: 'a1b2c3d4e5f60718293a4b5c6d7e8f90',
  token: 'cityhotline',
};
const wechat = new WechatSide({ ...account, aesKey }, () => now);
let opened: TestServer;
let boss = '';
let agent = '';
let address = '';
let channel: Channel;

beforeAll(async () => {
  opened = await openTestServer({ clock: { ...machine.clock, nowMs: () => now } });
  await opened.city.context.store.departments.insert({ ...buildDepartment(1), createdAtMs: 0 });
  boss = await opened.signedIn('boss', 'city_admin');
  agent = await opened.signedIn('zhaomin', 'agent');
  address = await wechat.listen();
  await ask('PUT', '/api/telling', {
    ...{ quiet: null, digestAt: '08:30', consoleAddress: null, email: null },
    allowedHosts: [new URL(address).host],
  });
  await publish('居民医保一年交多少钱？', ['城乡居民医保个人缴费标准'], '每人每年400元。');
  await publish('灵活就业怎么参保？', ['灵活就业人员参保办法'], '带上身份证。'.repeat(150));
  channel = await ask<Channel>('POST', '/api/channels', {
    kind: 'wechat',
    name: '蓉江发布',
    enabled: true,
    secrets: { token: account.token, appSecret: account.secret, aesKey },
    settings: {
      account: account.appId,
      apiAddress: address,
      welcome: '欢迎关注蓉江发布',
      rules: [{ words: ['地址', '人工'], match: 'has', reply: '东湖路8号' }],
      menu: [
        { name: '查询', buttons: [{ name: '医保缴费', says: '居民医保一年交多少钱' }] },
        { name: '门户', url: 'https://www.example.gov.cn/' },
      ],
      caseTemplate: {
        id: 'TM0001',
        fields: [
          { name: 'character_string1', value: 'number' },
          { name: 'thing2', value: 'answer' },
        ],
      },
    },
  });
}, 60_000);
afterAll(async () => {
  await opened.close();
  await wechat.close();
});

async function ask<T>(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  url: string,
  body?: object,
  given: { readonly cookie?: string; readonly status?: number } = {},
): Promise<T> {
  const answer = await opened.server.inject({
    method,
    url,
    headers: { cookie: given.cookie ?? boss, 'accept-language': 'en' },
    ...(body !== undefined && { payload: body }),
  });
  expect(answer.statusCode, answer.body).toBe(given.status ?? 200);
  return answer.json<T>();
}

async function publish(question: string, paraphrases: string[], longAnswer: string) {
  let { id, revision } = await ask<EntryDetail>('POST', '/api/knowledge/entries', {
    content: {
      ...{ question, paraphrases, shortAnswer: longAnswer, longAnswer },
      ...{ departmentId: null, category: '', serviceItems: [], region: '', audience: '' },
      ...{ source: null, validFrom: null, validUntil: null, ownerId: null, reviewerId: null },
    },
  });
  for (const move of ['review', 'publish']) {
    ({ id, revision } = await ask<EntryDetail>('POST', `/api/knowledge/entries/${id}/moves`, {
      move,
      revision,
    }));
  }
}

const push: Push = async ({ method, query, body }) => {
  const answer = await opened.server.inject({
    method,
    url: channel.callbackPath ?? '',
    query: { ...query },
    ...(method === 'POST' && { payload: body, headers: { 'content-type': 'text/xml' } }),
  });
  return { status: answer.statusCode, body: answer.body };
};
const context = () => opened.city.context;
const deliver = () => deliverDue(context());
const seen = (from: string) => wechat.shown.filter(({ to }) => to === from);
async function conversationOf(from: string): Promise<ConversationDetail> {
  const { items } = await ask<ConversationPage>('GET', '/api/conversations?view=open');
  for (const { id } of items) {
    const detail = await ask<ConversationDetail>('GET', `/api/conversations/${id}`);
    const sender = await context().store.channels.senderOfConversation(id);
    if (sender && context().secrets.open(sender.senderSealed) === from) return detail;
  }
  throw new Error(`${from} has no open conversation`);
}

describe('an official account of WeChat', () => {
  it('says that the address is ours, to nobody but WeChat', async () => {
    expect(await wechat.verify(push)).toBe(true);
    expect(await wechat.verify(push, 'another')).toBe(false);
  });

  it('answers a question in the response, citing what it rests on, and a repetition the same once', async () => {
    const messageId = await wechat.text(push, 'oAnna', '居民医保一年交多少钱？');
    expect(seen('oAnna')).toMatchObject([{ how: 'response' }]);
    expect(seen('oAnna')[0]?.text).toMatch(/400元[\s\S]*依据：《居民医保一年交多少钱/);
    await wechat.text(push, 'oAnna', '居民医保一年交多少钱？', messageId);
    expect(seen('oAnna')[1]?.text).toBe(seen('oAnna')[0]?.text);
    const detail = await conversationOf('oAnna');
    expect(detail).toMatchObject({ channel: 'wechat', messages: 2 });
    await deliver();
    expect(seen('oAnna')).toHaveLength(2);
    expect(wechat.asked).toEqual([]);
  });

  it('hears two tries at once as one message', async () => {
    const message = wechat.message('oTwo', {
      ...{ MsgType: 'text', Content: '居民医保一年交多少钱', MsgId: wechat.newMessageId() },
    });
    const answers = await Promise.all([push(message), push(message), push(message)]);
    const read = answers.map(({ body }) => (body === 'success' ? null : wechat.read(body, 'oTwo')));
    expect(new Set(read.filter((one) => one !== null)).size).toBe(1);
    expect((await conversationOf('oTwo')).messages).toBe(2);
  });

  it('says more than a response has room for by customer-service messages, each short enough', async () => {
    await wechat.text(push, 'oLong', '灵活就业怎么参保？');
    expect(seen('oLong')).toEqual([]);
    await deliver();
    const said = seen('oLong');
    expect(said.length).toBeGreaterThan(1);
    expect(said.every(({ how }) => how === 'customer service')).toBe(true);
    expect(said.map(({ text }) => text).join('')).toContain('带上身份证。'.repeat(20));
    expect(said.map(({ text }) => text).join('')).toContain('依据：');
  });

  it('hands over to a person whatever the rules say, and brings their words', async () => {
    await wechat.text(push, 'oBo', '你们的地址');
    expect(seen('oBo')[0]?.text).toBe('东湖路8号');
    await wechat.text(push, 'oBo', '转人工');
    expect(seen('oBo')[1]?.text).toContain('已为您转人工');
    expect(seen('oBo')[1]?.text).toContain('请稍候');
    // While somebody waits nothing is answered by the program.
    await wechat.text(push, 'oBo', '我的手机是13800138000');
    expect(seen('oBo')).toHaveLength(2);
    const { id, version, said } = await conversationOf('oBo');
    expect(JSON.stringify(said)).not.toContain('13800138000');
    const byAgent = { cookie: agent };
    await ask('POST', `/api/conversations/${id}/moves`, { move: 'take', version }, byAgent);
    await ask('POST', `/api/conversations/${id}/messages`, { text: '您好，我是小赵。' }, byAgent);
    await deliver();
    expect(seen('oBo').at(-1)).toMatchObject({ how: 'customer service' });
    expect(seen('oBo').at(-1)?.text).toMatch(/工作人员已接手[\s\S]*我是小赵/);
  });

  it('tells the result of a case by the template, cut to what it takes', async () => {
    const { id } = await conversationOf('oBo');
    const input = {
      demand: '路灯不亮',
      category: 'report',
      departmentId: testId(1),
      channel: 'web',
    };
    const opened_ = await ask<Case>('POST', `/api/conversations/${id}/case`, input, {
      cookie: boss,
    });
    await deliver();
    expect(seen('oBo').at(-1)?.text).toContain(`编号 ${opened_.number}`);
    await ask('POST', `/api/cases/${opened_.id}/work`, {
      ...{ move: 'accept', version: opened_.version },
    });
    const accepted = await ask<CaseDetail>('GET', `/api/cases/${opened_.id}`);
    await ask('POST', `/api/cases/${opened_.id}/work`, {
      ...{ move: 'answer', version: accepted.case.version },
      answer: '路灯已于今天上午修好，如仍不亮请再次告知我们，谢谢您的反映。',
    });
    await deliver();
    expect(seen('oBo').at(-1)).toMatchObject({ how: 'template' });
    expect(seen('oBo').at(-1)?.text).toBe(
      `${opened_.number} 路灯已于今天上午修好，如仍不亮请再次告…`,
    );
    const told = await ask<CaseDetail>('GET', `/api/cases/${opened_.id}`);
    expect(told.toldAtMs).toBe(now);
  });

  it('welcomes, hears voices, buttons and what was solved, and says what it cannot read', async () => {
    const send = (fields: Record<string, string>) => wechat.send(push, 'oCai', fields);
    await send({ MsgType: 'event', Event: 'subscribe' });
    expect(seen('oCai').at(-1)?.text).toBe('欢迎关注蓉江发布');
    const MsgId = () => ({ MsgId: wechat.newMessageId() });
    await send({
      MsgType: 'voice',
      MediaId: 'm',
      Format: 'amr',
      Recognition: '居民医保一年交多少钱',
      ...MsgId(),
    });
    expect(seen('oCai').at(-1)?.text).toContain('400元');
    await send({ MsgType: 'image', PicUrl: 'http://x', MediaId: 'm', ...MsgId() });
    expect(seen('oCai').at(-1)?.text).toContain('只能看懂文字');
    now += 1000;
    await send({ MsgType: 'event', Event: 'CLICK', EventKey: 'menu.0.0' });
    expect(seen('oCai').at(-1)?.text).toContain('400元');
    await send({ MsgType: 'event', Event: 'VIEW', EventKey: 'https://www.example.gov.cn/' });
    await wechat.text(push, 'oCai', '已解决');
    expect(seen('oCai').at(-1)?.text).toContain('谢谢');
    expect(await conversationOf('oCai')).toMatchObject({ solved: true });
    const figures = await ask<ConversationFigures>('GET', '/api/conversation-figures?days=7');
    expect(figures.find((one) => one.channel === 'wechat')).toMatchObject({
      ...{ conversations: 5, handedOver: 1, solved: 1, notSolved: 0, cases: 1 },
    });
  });

  it('refuses who does not know the token, tells them nothing, and counts them', async () => {
    const conversations = async () =>
      (await ask<ConversationPage>('GET', '/api/conversations?view=open')).total;
    const before = await conversations();
    for (let tried = 0; tried < 11; tried += 1) {
      const message = wechat.message('oEvil', { MsgType: 'text', Content: '人工' }, { token: 'x' });
      expect(await push(message)).toEqual({ status: 403, body: '' });
    }
    const old = wechat.message(
      'oEvil',
      { MsgType: 'text', Content: 'a' },
      { atMs: now - 3_600_000 },
    );
    expect(await push(old)).toEqual({ status: 403, body: '' });
    const other = wechat.message('oEvil', { MsgType: 'text', Content: 'a' }, { appId: 'wx9' });
    expect(await push(other)).toEqual({ status: 403, body: '' });
    expect(await conversations()).toBe(before);
    const [listed] = await ask<Channel[]>('GET', '/api/channels');
    expect(listed).toMatchObject({ refusedToday: 14 });
    const { rows } = await sql<{ detail: string }>`
      select detail from audit where operation = 'channels.refuse' order by sequence`.execute(
      opened.city.opened.db,
    );
    const told = rows.map(({ detail }) => {
      const { reason, count } = JSON.parse(detail) as { reason: string; count: number };
      return `${reason} ${count}`;
    });
    expect(told).toEqual(['signature 1', 'signature 10', 'stale 1', 'other_account 1']);
  });

  it('takes another token when one has ended, and says in a sentence what WeChat refuses', async () => {
    const { id } = await conversationOf('oBo');
    const say = async (text: string) => {
      await ask('POST', `/api/conversations/${id}/messages`, { text }, { cookie: agent });
      await deliver();
    };
    wechat.endTokens();
    await say('还有别的问题吗？');
    expect(seen('oBo').at(-1)?.text).toBe('还有别的问题吗？');
    now += 3 * 3_600_000;
    await say('我还在。');
    expect(seen('oBo').at(-1)?.text).toBe('我还在。');
    now += 49 * 3_600_000;
    const count = seen('oBo').length;
    await say('两天以后');
    expect(seen('oBo')).toHaveLength(count);
    const staff = await ask<ConversationDetail>('GET', `/api/conversations/${id}`);
    expect(staff.undelivered?.en).toMatch(/allows no reply any more.*45015/);
    const { items } = await ask<{ items: { state: string; sentence: { zh: string } | null }[] }>(
      'GET',
      '/api/telling/deliveries?state=given_up',
    );
    expect(items[0]?.sentence?.zh).toMatch(/超过平台允许回复的时间.*45015/);
    const [listed] = await ask<Channel[]>('GET', '/api/channels');
    expect(listed).toMatchObject({ givenUp: 1, waiting: 0 });
  });

  it('is checked, and gets its menu', async () => {
    const post = (what: string) =>
      ask<ChannelAnswer>('POST', `/api/channels/${channel.id}/${what}`, {});
    expect(await post('check')).toMatchObject({ works: true });
    expect(await post('menu')).toMatchObject({ works: true });
    expect(wechat.menu).toMatchObject([
      { name: '查询', sub_button: [{ type: 'click', key: 'menu.0.0' }] },
      { type: 'view', url: 'https://www.example.gov.cn/' },
    ]);
    wechat.isListed = false;
    expect((await post('check')).sentence.zh).toMatch(/IP 白名单.*40164/);
    wechat.isListed = true;
    const change = (body: object, status = 200) =>
      ask<Channel & { message?: string }>('PATCH', `/api/channels/${channel.id}`, body, { status });
    await change({ secrets: { appSecret: 'wrong' } });
    expect((await post('check')).sentence.en).toMatch(/does not accept the account.*40125/);
    const saved = await change({ secrets: { appSecret: account.secret } });
    expect(JSON.stringify(saved)).not.toContain(account.secret);
    expect(saved.secrets).toEqual([
      { name: 'token', set: true },
      { name: 'appSecret', set: true },
      { name: 'aesKey', set: true },
    ]);
    expect((await change({ secrets: { aesKey: 'short' } }, 400)).message).toContain('43');
    expect((await change({ settings: { account: '' } }, 400)).message).toContain('AppID');
  });

  it('loses nothing that came while the program could not answer', async () => {
    const { answers } = context();
    const ready = answers.ready.bind(answers);
    answers.ready = () => Promise.reject(new Error('index away'));
    await wechat.text(push, 'oLate', '居民医保一年交多少钱？');
    answers.ready = ready;
    expect(seen('oLate')).toEqual([]);
    now += 61_000;
    await hearAgain(context(), (cause) => {
      throw cause;
    });
    await deliver();
    expect(seen('oLate')).toMatchObject([{ how: 'customer service' }]);
    expect(seen('oLate')[0]?.text).toContain('400元');
    const { rows } =
      await sql`select from channel_messages where content_sealed is not null`.execute(
        opened.city.opened.db,
      );
    expect(rows).toHaveLength(0);
  });

  it('says it through the outbox where the answer took longer than WeChat waits', async () => {
    const { answers } = context();
    const ready = answers.ready.bind(answers);
    let letGo = () => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    answers.ready = async () => {
      await held;
      return ready();
    };
    Object.assign(context().clock, { wait: () => Promise.resolve() });
    await wechat.text(push, 'oSlow', '居民医保一年交多少钱？');
    Object.assign(context().clock, { wait: machine.clock.wait.bind(machine.clock) });
    answers.ready = ready;
    expect(seen('oSlow')).toEqual([]);
    letGo();
    await expect
      .poll(async () => {
        await deliver();
        return seen('oSlow').map(({ how }) => how);
      })
      .toEqual(['customer service']);
  });

  it('is silent when it is off or removed, and its conversations stay', async () => {
    await ask('PATCH', `/api/channels/${channel.id}`, { enabled: false });
    expect(await push(wechat.message('oAnna', { MsgType: 'text', Content: 'a' }))).toEqual({
      status: 404,
      body: '',
    });
    await ask('DELETE', `/api/channels/${channel.id}`);
    expect(await ask('GET', '/api/channels')).toEqual([]);
    const { total } = await ask<ConversationPage>('GET', '/api/conversations?view=open');
    expect(total).toBeGreaterThan(5);
  });
});
