import type { EntryDetail } from '@everyline/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openTestServer, type TestServer } from '../../../../testkit/src/index.ts';
import { answererOfCity, passagesOfDocument } from './fill-answerer.ts';

let opened: TestServer;
let boss = '';

beforeAll(async () => {
  opened = await openTestServer();
  boss = await opened.signedIn('boss', 'city_admin');
});
afterAll(() => opened.close());

async function post<T>(url: string, body: object): Promise<T> {
  const answer = await opened.server.inject({
    ...{ method: 'POST', url, payload: body },
    headers: { cookie: boss, 'accept-language': 'en' },
  });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<T>();
}

/** An entry for a district, as far on its way as is told. */
async function add(region: string, street: string, moves: readonly string[]): Promise<void> {
  let { id, revision } = await post<EntryDetail>('/api/knowledge/entries', {
    content: {
      ...{ question: `${region}医保窗口在哪里？`, paraphrases: [`${region}医保局地址`] },
      ...{ shortAnswer: `${street}。`, longAnswer: '', departmentId: null, category: '医保' },
      ...{ serviceItems: [], region, audience: '', validFrom: null, validUntil: null },
      ...{ source: null, ownerId: null, reviewerId: null },
    },
  });
  for (const move of moves) {
    ({ id, revision } = await post<EntryDetail>(`/api/knowledge/entries/${id}/moves`, {
      move,
      revision,
    }));
  }
}

describe('an answerer of the city', () => {
  it('answers from what is published and from nothing else, and knows the districts', async () => {
    await add('东湖区', '东湖路8号', ['review', 'publish']);
    await add('西山区', '西山路6号', ['review', 'publish']);
    await add('北原县', '北原街1号', ['review']);
    await add('南浦区', '南浦街2号', ['review', 'publish', 'withdraw']);
    const answerer = await answererOfCity(opened.city.context);
    expect(answerer.size).toBe(2);
    const ask = (question: string) =>
      answerer.answer(question, null, { day: '2026-06-15', threshold: 0.5 });
    expect(ask('东湖区医保窗口在哪里')).toMatchObject({ kind: 'answer', text: '东湖路8号。' });
    expect(ask('医保窗口在哪里')).toMatchObject({ kind: 'ask', facet: 'region' });
    for (const elsewhere of ['北原县', '南浦区']) {
      expect(ask(`${elsewhere}医保窗口在哪里`).kind, elsewhere).toBe('abstain');
    }
  });
});

describe('passages of a document', () => {
  it('keep its headings and rows, and tell what could not be read', async () => {
    const file = { name: '办法.docx', sizeBytes: 0, at: { bytes: new Uint8Array() } };
    const { passages, rejected } = await passagesOfDocument(
      {
        async *passages() {
          yield await Promise.resolve({ kind: 'passage', text: '# 公园管理办法' } as const);
          yield { kind: 'passage', text: '第一条 每日6:00开园。' } as const;
          yield {
            ...({ kind: 'rejected', scope: 'part' } as const),
            ...{ position: { page: 2 }, reason: { code: 'file_missing' } },
          } as never;
          yield { kind: 'passage', text: '第二条 22:30闭园。' } as const;
        },
      },
      file,
    );
    expect(passages.map(({ headings, from }) => [headings, from])).toEqual([
      [['公园管理办法', '第一条'], 0],
      [['公园管理办法', '第二条'], 21],
    ]);
    expect(rejected).toHaveLength(1);
  });
});
