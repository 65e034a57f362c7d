import type { ConversationBegun, EntryDetail, GapPage } from '@everyline/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openTestServer, type TestServer } from '../../../../testkit/src/index.ts';

let opened: TestServer;
let editor = '';
let supervisor = '';
let senders = 0;

beforeAll(async () => {
  opened = await openTestServer();
  editor = await opened.signedIn('liu', 'knowledge_editor');
  supervisor = await opened.signedIn('sun', 'supervisor');
});
afterAll(() => opened.close());

async function ask(...texts: string[]): Promise<ConversationBegun> {
  senders += 1;
  const remoteAddress = `203.0.113.${senders}`;
  const post = (path: string, payload: object, secret = '') =>
    opened.server.inject({
      ...{ method: 'POST', url: `/api/public/conversations${path}`, payload, remoteAddress },
      headers: { authorization: `Bearer ${secret}` },
    });
  const begun = (await post('', {})).json<ConversationBegun>();
  for (const text of texts) {
    const answer = await post(`/${begun.id}/messages`, { text }, begun.secret);
    expect(answer.statusCode, answer.body).toBe(200);
  }
  return begun;
}

const gaps = async (cookie = editor) =>
  (await opened.server.inject({ url: '/api/gaps', headers: { cookie } })).json<GapPage>();

const post = (url: string, payload: object, cookie = editor) =>
  opened.server.inject({ method: 'POST', url, payload, headers: { cookie } });

describe('questions without a good answer', () => {
  it('are grouped, once for each conversation, and greetings are none', async () => {
    await ask('您好', '老人免费乘车卡怎么办理', '老人免费乘车卡怎么办理？', '人工');
    await ask('怎么办理老人乘车卡');
    const third = await ask('电动车上牌要带什么，我的手机13800138025');
    const { items, questions } = await gaps();
    expect(questions).toBe(3);
    expect(items.map(({ ids, reasons }) => [ids.length, reasons.abstained])).toEqual([
      [2, 2],
      [1, 1],
    ]);
    expect(new Set([items[0]?.question, ...(items[0]?.examples ?? [])])).toEqual(
      new Set(['老人免费乘车卡怎么办理', '怎么办理老人乘车卡']),
    );
    expect(JSON.stringify(items)).not.toContain('13800138025');
    expect(JSON.stringify(items)).not.toContain(third.id);
  });

  it('come from answers that did not help, and from people asked for, as well', async () => {
    const { store } = opened.city.context;
    await store.settings.saveAnswerPolicy({
      ...{ automatic: true, threshold: 0.92, peopleHours: '', peopleNumber: '' },
      patienceMinutes: 5,
    });
    const begun = await ask('图书馆周末几点开门');
    await opened.server.inject({
      ...{ method: 'POST', url: `/api/public/conversations/${begun.id}/feedback` },
      payload: { solved: false },
      headers: { authorization: `Bearer ${begun.secret}` },
    });
    const found = (await gaps()).items.find(({ question }) => question.startsWith('图书馆'));
    expect(found?.ids).toHaveLength(1);
  });

  it('are settled once, by an entry or not, and only by who may', async () => {
    const [first, second] = (await gaps()).items;
    if (!first || !second) throw new Error('there are two groups');
    expect(
      (await post('/api/gaps/settle', { ids: first.ids, state: 'dismissed' }, supervisor))
        .statusCode,
    ).toBe(403);
    const entry = (
      await post('/api/knowledge/entries', {
        content: {
          ...{
            question: first.question,
            paraphrases: first.examples,
            shortAnswer: '带身份证办理。',
          },
          ...{ longAnswer: '', departmentId: null, category: '', serviceItems: [], region: '' },
          ...{ audience: '', source: null, validFrom: null, validUntil: null },
          ...{ ownerId: null, reviewerId: null },
        },
      })
    ).json<EntryDetail>();
    const body = { ids: first.ids, state: 'drafted', entryId: entry.id };
    expect((await post('/api/gaps/settle', body)).json()).toEqual({ settled: 2 });
    expect((await post('/api/gaps/settle', body)).json()).toEqual({ settled: 0 });
    await post('/api/gaps/settle', { ids: second.ids, state: 'dismissed' });
    const left = (await gaps(supervisor)).items.map(({ question }) => question);
    expect(left).not.toContain(first.question);
    expect(left).not.toContain(second.question);
    const { rows } = await sql<{ state: string; entry_id: string | null }>`
      select state, entry_id from question_gaps where id = ${first.ids[0]}`.execute(
      opened.city.opened.db,
    );
    expect(rows).toEqual([{ state: 'drafted', entry_id: entry.id }]);
  });
});
