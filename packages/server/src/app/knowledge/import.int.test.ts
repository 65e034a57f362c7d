import type { EntryPage, Fault, KnowledgeImport, KnowledgeImportRows } from '@everyline/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  buildDepartment,
  openTestServer,
  testId,
  type TestServer,
} from '../../../../testkit/src/index.ts';

const medical = testId(1);

let opened: TestServer;
let other: TestServer;
let boss = '';
let editor = '';

beforeAll(async () => {
  opened = await openTestServer();
  other = await openTestServer();
  for (const one of [opened, other]) {
    const { store } = one.city.context;
    await store.departments.insert({ ...buildDepartment(1, { name: '市医保局' }), createdAtMs: 0 });
    await store.departments.insert({ ...buildDepartment(2, { name: '市住建局' }), createdAtMs: 0 });
  }
  boss = await opened.signedIn('boss', 'city_admin');
  editor = await opened.signedIn('editor', 'knowledge_editor', medical);
}, 60_000);
afterAll(async () => {
  await other.close();
  await opened.close();
});

async function upload(
  name: string,
  bytes: Uint8Array<ArrayBuffer> | string,
  { server, cookie }: { server: TestServer; cookie: string } = { server: opened, cookie: boss },
) {
  const form = new FormData();
  form.append('file', new Blob([bytes]), name);
  const request = new Request('http://x/', { method: 'POST', body: form });
  const answer = await server.server.inject({
    method: 'POST',
    url: '/api/knowledge/imports',
    headers: {
      cookie,
      'content-type': request.headers.get('content-type') ?? '',
      'accept-language': 'en',
    },
    payload: Buffer.from(await request.arrayBuffer()),
  });
  return { status: answer.statusCode, body: answer.json<KnowledgeImport & Fault>() };
}

async function ask<T>(
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  cookie: string,
  body?: object,
  server = opened,
) {
  const answer = await server.server.inject({
    method,
    url,
    headers: { cookie, 'accept-language': 'en' },
    ...(body && { payload: body }),
  });
  return { status: answer.statusCode, body: answer.json<T>(), text: answer.body };
}

const rowsOf = async (id: string, word: string) =>
  (await ask<KnowledgeImportRows>('GET', `/api/knowledge/imports/${id}/rows?word=${word}`, boss))
    .body.items;
const apply = (id: string, cookie = boss, server = opened) =>
  ask<KnowledgeImport & Fault>('POST', `/api/knowledge/imports/${id}/apply`, cookie, {}, server);

describe('a table of questions and answers', () => {
  it('is mapped by its heads, shows repeats, conflicts and rejects, and becomes drafts word for word', async () => {
    const csv = [
      '医保常见问题汇总,,,,',
      '序号,标准问题,答案,责任单位,有效期至',
      '1,怎么参保？,"带身份证；\n到窗口。  ",市医保局,2026年12月31日',
      '2,怎么参保,"带身份证；\n到窗口。",市医保局,',
      '3,怎么参保!,网上办。,市医保局,',
      '4,,没有问题的答复,市医保局,',
      '5,报销比例是多少？,60%,市卫健委,',
      '6,什么时候到账？,七日内,市医保局,2026-02-30',
      '7,生育津贴怎么领？,单位申领。,,长期有效',
    ].join('\n');
    const { status, body } = await upload('问答.csv', csv);
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body.columns.map(({ head }) => head)).toEqual([
      '序号',
      '标准问题',
      '答案',
      '责任单位',
      '有效期至',
    ]);
    expect(body.mapping).toEqual({ question: 1, longAnswer: 2, department: 3, validUntil: 4 });
    expect(body.counts).toEqual({
      ...{ new: 2, repeated: 1, conflict: 1, known: 0, known_conflict: 0, rejected: 3 },
    });
    const [first] = await rowsOf(body.id, 'new');
    expect((await rowsOf(body.id, 'conflict'))[0]).toMatchObject({
      question: '怎么参保!',
      answer: '网上办。',
      sameRow: first?.row,
    });
    const rejected = await rowsOf(body.id, 'rejected');
    expect(rejected.map(({ problem }) => problem?.zh)).toEqual([
      '没有问题，请填写。',
      expect.stringContaining('没有名为“市卫健委”的单位'),
      expect.stringContaining('“2026-02-30”不是日期'),
    ]);
    const done = await apply(body.id);
    expect(done.status, done.text).toBe(200);
    const found = await ask<EntryPage>(
      'GET',
      `/api/knowledge/entries?q=${encodeURIComponent('怎么参保')}`,
      boss,
    );
    expect(found.body.items).toMatchObject([
      {
        question: '怎么参保？',
        answer: '带身份证；\n到窗口。',
        state: 'draft',
        department: { id: medical },
        validUntil: '2026-12-31',
      },
    ]);
    expect((await apply(body.id)).body.code).toBe('import_done');
  });

  it('says which of its questions are stored already, and with which answer', async () => {
    const { body } = await upload(
      '再来.csv',
      '问题,答复\n怎么参保,"带身份证；\n到窗口。"\n生育津贴怎么领,不用申领\n新问题,新答复\n',
    );
    expect(body.counts).toMatchObject({ known: 1, known_conflict: 1, new: 1 });
    const [conflict] = await rowsOf(body.id, 'known_conflict');
    expect(conflict?.entryId).not.toBeNull();
    // Somebody writes the new one meanwhile: the import would do something else than it showed.
    const twin = await upload('又来.csv', '问题,答复\n新问题,别的答复\n');
    expect((await apply(twin.body.id)).status).toBe(200);
    const stale = await apply(body.id);
    expect(stale.status).toBe(409);
    expect(stale.body.code).toBe('knowledge_import_stale');
    const again = await ask<KnowledgeImport>(
      'PUT',
      `/api/knowledge/imports/${body.id}/mapping`,
      boss,
      {
        mapping: body.mapping,
        departmentId: null,
      },
    );
    expect(again.body.counts).toMatchObject({ new: 0, known_conflict: 2 });
  });

  it('whose heads nobody knows is mapped by hand', async () => {
    const { body } = await upload('生僻.csv', '甲栏,乙栏\n医保卡丢了怎么办,挂失补办\n');
    expect(body).toMatchObject({ mapping: {}, counts: null, rows: 1 });
    expect((await apply(body.id)).body.code).toBe('wrong_state');
    const url = `/api/knowledge/imports/${body.id}/mapping`;
    const refused = await ask<Fault>('PUT', url, boss, {
      mapping: { question: 0 },
      departmentId: null,
    });
    expect(refused.body).toMatchObject({ code: 'invalid_input', place: 'mapping/longAnswer' });
    const beyond = await ask<Fault>('PUT', url, boss, {
      mapping: { question: 0, longAnswer: 9 },
      departmentId: null,
    });
    expect(beyond.body).toMatchObject({ place: 'mapping/longAnswer' });
    const mapped = await ask<KnowledgeImport>('PUT', url, boss, {
      mapping: { question: 0, longAnswer: 1 },
      departmentId: medical,
    });
    expect(mapped.body.counts).toMatchObject({ new: 1 });
  });

  it('in GB18030 is read, and gives an editor their own department', async () => {
    const text = Buffer.from([
      ...Buffer.from('\xce\xca\xcc\xe2,\xb4\xf0\xb8\xb4\n', 'latin1'),
      ...Buffer.from('\xd2\xbd\xb1\xa3\xbf\xa8,\xb2\xb9\xb0\xec\n', 'latin1'),
    ]);
    const { body } = await upload('国标.csv', new Uint8Array(text), {
      server: opened,
      cookie: editor,
    });
    expect(body).toMatchObject({ departmentId: medical, counts: { new: 1 } });
    expect((await rowsOf(body.id, 'new'))[0]).toMatchObject({ question: '医保卡', answer: '补办' });
  });

  it('is nobody else’s but those of the whole city', async () => {
    const table = '问题,答复\n医保卡丢了怎么办？,请到服务大厅补办。\n';
    const { body } = await upload('own.csv', table, { server: opened, cookie: editor });
    const foreign = await opened.signedIn('foreign', 'knowledge_editor', testId(2));
    const path = `/api/knowledge/imports/${body.id}`;
    for (const url of [path, `${path}/rows`])
      expect((await ask<Fault>('GET', url, foreign)).status).toBe(404);
    expect((await ask<Fault>('POST', `${path}/apply`, foreign)).status).toBe(404);
    expect((await ask('GET', path, editor)).status).toBe(200);
    expect((await ask('GET', path, boss)).status).toBe(200);
  });

  it('that holds nothing of use is refused with the way out', async () => {
    const empty = await upload('空.csv', '\n\n');
    expect(empty.status).toBe(400);
    const single = await upload('一列.csv', '甲\n乙\n');
    expect(single.body.code).toBe('invalid_input');
    expect(single.body.message).toContain('Name the columns in the first row');
  });

  it('that was exported is imported again unchanged, here and in another city', async () => {
    await ask('POST', '/api/knowledge/entries', boss, {
      content: {
        question: '有分号的问法？',
        paraphrases: ['甲；乙'],
        shortAnswer: '短。',
        longAnswer: '第一行\n第二行；第三行',
        departmentId: medical,
        category: '医保/参保',
        serviceItems: ['参保登记', '信息变更'],
        region: '高新区',
        audience: '职工',
        source: {
          title: '办法',
          address: 'https://x.gov.cn/1',
          documentId: null,
          quotation: '原文。',
        },
        validFrom: '2026-01-01',
        validUntil: '2027-12-31',
        ownerId: null,
        reviewerId: null,
      },
    });
    const exported = await opened.server.inject({
      url: '/api/knowledge/entries.xlsx',
      headers: { cookie: boss },
    });
    const bytes = new Uint8Array(exported.rawPayload);
    const here = await upload('导出.xlsx', bytes);
    expect(here.body.counts).toMatchObject({ new: 0, known_conflict: 0, rejected: 0 });
    expect(here.body.counts?.known).toBeGreaterThan(3);
    const cookie = await other.signedIn('boss', 'city_admin');
    const there = await upload('导出.xlsx', bytes, { server: other, cookie });
    expect(there.body.counts?.new).toBe(here.body.counts?.known);
    expect((await apply(there.body.id, cookie, other)).status).toBe(200);
    const contents = async ({ city }: TestServer) =>
      (await city.context.store.knowledge.after({ today: '2026-12-01' }, 'all', null, 500))
        .map(({ content }) => content)
        .sort((a, b) => (a.question < b.question ? -1 : 1));
    expect(await contents(other)).toEqual(await contents(opened));
  });
});

describe('a table of 50,000 rows with repeated questions', () => {
  it('is read, previewed and imported within bounded memory, while others are served', async () => {
    const { store, clock } = other.city.context;
    const cookie = await other.signedIn('importer', 'city_admin');
    const before = (await ask<EntryPage>('GET', '/api/knowledge/entries', cookie, undefined, other))
      .body.total;
    const lines = ['问题,答复,分类'];
    for (let row = 0; row < 50_000; row += 1) {
      const asked = row % 10 === 9 ? row - 4 : row;
      const answer =
        row % 20 === 19 ? '另一种答复' : `第${asked}号事项请到窗口办理，携带身份证原件和复印件。`;
      lines.push(`第${asked}号事项怎么办理？,${answer},分类${row % 50}`);
    }
    let longestMs = 0;
    let isOver = false;
    const watch = (async () => {
      while (!isOver) {
        const sinceMs = performance.now();
        await clock.wait(20);
        longestMs = Math.max(longestMs, performance.now() - sinceMs - 20);
      }
    })();
    const heapBefore = process.memoryUsage().heapUsed;
    const sinceMs = performance.now();
    const { status, body } = await upload('大表.csv', lines.join('\n'), { server: other, cookie });
    expect(status, JSON.stringify(body)).toBe(200);
    const readMs = performance.now() - sinceMs;
    expect(body).toMatchObject({
      rows: 50_000,
      counts: { new: 45_000, repeated: 2_500, conflict: 2_500, rejected: 0 },
    });
    const done = await apply(body.id, cookie, other);
    expect(done.status, done.text).toBe(200);
    const totalMs = performance.now() - sinceMs;
    isOver = true;
    await watch;
    const after = await store.knowledge.page({ today: '2026-12-01' }, 'all', {
      page: 1,
      pageSize: 1,
    });
    expect(after.total - before).toBe(45_000);
    const heapMb = (process.memoryUsage().heapUsed - heapBefore) / 1024 ** 2;
    const figures = `read in ${Math.round(readMs)} ms, imported in ${Math.round(totalMs)} ms, the loop held for ${Math.round(longestMs)} ms, ${Math.round(heapMb)} MB more`;
    expect(totalMs, figures).toBeLessThan(180_000);
    expect(longestMs, figures).toBeLessThan(2_000);
    expect(heapMb, figures).toBeLessThan(300);
  }, 240_000);
});
