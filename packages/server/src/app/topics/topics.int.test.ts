import type { ConversationBegun, EntryDetail, Topic, TopicPage } from '@everyline/contract';
import { chinaCalendar, momentOf } from '@everyline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  buildDepartment,
  openTestServer,
  testId,
  type TestServer,
} from '../../../../testkit/src/index.ts';
import { machine } from '../../bindings/machine.ts';
import { deleteOldAskings } from './delete-old-askings.ts';

const dayMs = 86_400_000;
const office = testId(1);
let now = momentOf(chinaCalendar, '2026-11-23', 600);
let opened: TestServer;
let supervisor = '';
let editor = '';
let senders = 0;

beforeAll(async () => {
  opened = await openTestServer({ clock: { ...machine.clock, nowMs: () => now } });
  await opened.city.context.store.departments.insert({
    ...buildDepartment(1),
    name: '市人社局',
    createdAtMs: 0,
  });
  supervisor = await opened.signedIn('sun', 'supervisor');
  editor = await opened.signedIn('liu', 'knowledge_editor');
  const content = {
    ...{ question: '社保卡丢了怎么补办', paraphrases: ['社保卡补办'], departmentId: office },
    ...{ shortAnswer: '带身份证到服务网点补办。', longAnswer: '', category: '社会保险卡' },
    ...{ serviceItems: [], region: '', audience: '', source: null, validFrom: null },
    ...{ validUntil: null, ownerId: null, reviewerId: null },
  };
  let entry = (await post('/api/knowledge/entries', { content })).json<EntryDetail>();
  for (const move of ['review', 'publish']) {
    const moved = await post(`/api/knowledge/entries/${entry.id}/moves`, {
      ...{ move, revision: entry.revision },
    });
    expect(moved.statusCode, moved.body).toBe(200);
    entry = moved.json<EntryDetail>();
  }
});
afterAll(() => opened.close());

const post = (url: string, payload: object, cookie = editor) =>
  opened.server.inject({ method: 'POST', url, payload, headers: { cookie } });

async function ask(...texts: string[]): Promise<void> {
  senders += 1;
  const remoteAddress = `203.0.113.${senders}`;
  const say = (path: string, payload: object, secret = '') =>
    opened.server.inject({
      ...{ method: 'POST', url: `/api/public/conversations${path}`, payload, remoteAddress },
      headers: { authorization: `Bearer ${secret}` },
    });
  const begun = (await say('', {})).json<ConversationBegun>();
  for (const text of texts) {
    const answer = await say(`/${begun.id}/messages`, { text }, begun.secret);
    expect(answer.statusCode, answer.body).toBe(200);
  }
}

const topics = async (query = '', cookie = supervisor) =>
  (
    await opened.server.inject({ url: `/api/topics${query}`, headers: { cookie } })
  ).json<TopicPage>();
const named = ({ items }: TopicPage, name: string): Topic | undefined =>
  items.find((one) => one.name?.zh === name);

describe('what people ask about', () => {
  it('is counted by matter: what an entry answers, and other questions by nearness', async () => {
    await ask('社保卡丢了怎么补办', '社保卡丢了怎么补办？');
    await ask('社保卡补办');
    await ask('您好', '老人免费乘车卡怎么办理', '我的手机13800138025收不到验证码', '人工');
    await ask('怎么办理老人乘车卡');
    const found = await topics();
    const card = named(found, '社保卡丢了怎么补办');
    expect(card).toMatchObject({ kind: 'entry', unanswered: 0, departments: ['市人社局'] });
    expect(card?.counts).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 2]);
    const bus = found.items.find(({ name }) => name?.zh.includes('乘车卡'));
    expect(bus).toMatchObject({ kind: 'question', unanswered: 2, departments: [], mark: null });
    expect(bus?.counts.at(-1)).toBe(2);
    expect(found.total).toBe(3);
    expect(found.stretches.at(-1)).toMatchObject({ conversations: 4, demands: 0 });
    expect(JSON.stringify(found)).not.toMatch(/13800138025|我的手机|\*/);
  });

  it('is counted by category, office and place, and demands with them', async () => {
    const opener = await opened.signedIn('zhao', 'city_admin');
    const demand = await post(
      '/api/cases',
      { demand: '路灯不亮', category: 'help', channel: 'web', departmentId: office },
      opener,
    );
    expect(demand.statusCode, demand.body).toBe(200);
    const byCategory = await topics('?by=category');
    expect(named(byCategory, '社会保险卡')?.counts.at(-1)).toBe(2);
    expect(named(byCategory, '求助')).toMatchObject({ kind: 'demand', unanswered: 0 });
    expect(named(await topics('?by=department'), '市人社局')?.counts.at(-1)).toBe(3);
    expect((await topics('?by=place')).items).toMatchObject([{ name: null }]);
    expect(
      (await topics('?by=category&channel=portal')).items.map(({ kind }) => kind),
    ).not.toContain('demand');
  });

  it('shows what bursts and what is new after weeks of counting', async () => {
    now += 7 * dayMs;
    for (let n = 0; n < 3; n += 1) await ask('年货节在哪里举办');
    for (let n = 0; n < 12; n += 1) await ask('社保卡补办');
    const found = await topics();
    expect(named(found, '年货节在哪里举办')).toMatchObject({ mark: 'new', unanswered: 3 });
    expect(named(found, '社保卡丢了怎么补办')?.counts.slice(-2)).toEqual([2, 12]);
    const four = await topics('?days=28');
    expect(four.stretches).toHaveLength(6);
    expect(four.items.every(({ mark }) => mark === null)).toBe(true);
  });

  it('is seen by those whose work it is, and forgotten after 400 days', async () => {
    const tester = await opened.signedIn('wu', 'tester');
    const refused = await opened.server.inject({ url: '/api/topics', headers: { cookie: tester } });
    expect(refused.statusCode).toBe(403);
    expect(await deleteOldAskings(opened.city.context)).toBe(0);
    now += 401 * dayMs;
    expect(await deleteOldAskings(opened.city.context)).toBeGreaterThan(15);
    expect((await topics()).items.filter(({ kind }) => kind !== 'demand')).toEqual([]);
  });
});
