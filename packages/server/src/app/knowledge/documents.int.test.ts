import type {
  EntryDetail,
  EntryPage,
  Fault,
  KnowledgeDocumentDetail,
  KnowledgePassages,
  Notification,
} from '@everyline/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  buildDepartment,
  openTestServer,
  testId,
  type TestServer,
} from '../../../../testkit/src/index.ts';
import { pdfOf } from '../../sources/fixtures/pdf-fixture.ts';

const medical = testId(1);

let opened: TestServer;
let boss = '';
let editor = '';

beforeAll(async () => {
  opened = await openTestServer();
  const { departments } = opened.city.context.store;
  await departments.insert({ ...buildDepartment(1, { name: '市医保局' }), createdAtMs: 0 });
  await departments.insert({ ...buildDepartment(2, { name: '市住建局' }), createdAtMs: 0 });
  boss = await opened.signedIn('boss', 'city_admin');
  editor = await opened.signedIn('editor', 'knowledge_editor', medical);
}, 60_000);
afterAll(() => opened.close());

async function upload(url: string, name: string, bytes: Uint8Array<ArrayBuffer> | string) {
  const form = new FormData();
  form.append('file', new Blob([bytes]), name);
  const request = new Request('http://x/', { method: 'POST', body: form });
  const answer = await opened.server.inject({
    method: 'POST',
    url,
    headers: { cookie: editor, 'content-type': request.headers.get('content-type') ?? '' },
    payload: Buffer.from(await request.arrayBuffer()),
  });
  return { status: answer.statusCode, body: answer.json<KnowledgeDocumentDetail & Fault>() };
}

async function ask<T>(method: 'GET' | 'POST' | 'PUT', url: string, cookie: string, body?: object) {
  const answer = await opened.server.inject({
    method,
    url,
    headers: { cookie },
    ...(body && { payload: body }),
  });
  return { status: answer.statusCode, body: answer.json<T>(), text: answer.body };
}

const law = (months: string) =>
  [
    '# 职工基本医疗保险办法',
    '',
    '## 第三章 待遇',
    '',
    `第十四条 职工中断缴费${months}以内补缴的，补缴后待遇连续计算。`,
    '',
    '第十五条 住院起付标准为八百元。',
  ].join('\n');

const quoting = (documentId: string, quotation: string, ownerId: string | null = null) => ({
  content: {
    ...{ question: `依据：${quotation}`, paraphrases: [], shortAnswer: '可以。', longAnswer: '' },
    ...{ departmentId: medical, category: '', serviceItems: [], region: '', audience: '' },
    source: { title: '职工基本医疗保险办法', address: null, documentId, quotation },
    ...{ validFrom: null, validUntil: null, ownerId, reviewerId: null },
  },
});

describe('a document', () => {
  it('is cut into passages that keep their headings, and are its whole text', async () => {
    const { status, body } = await upload('/api/knowledge/documents', '办法.md', law('三个月'));
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body).toMatchObject({ name: '办法.md', version: 1, department: { id: medical } });
    const passages = await ask<KnowledgePassages>(
      'GET',
      `/api/knowledge/documents/${body.id}/passages`,
      boss,
    );
    const found = passages.body.items.find(({ text }) => text.includes('待遇连续计算'));
    expect(found?.headings).toEqual(['职工基本医疗保险办法', '第三章 待遇', '第十四条']);
    expect(passages.body.items.map(({ text }) => text).join('')).toContain('住院起付标准为八百元');
    const searched = await ask<KnowledgePassages>(
      'GET',
      `/api/knowledge/documents/${body.id}/passages?q=${encodeURIComponent('八百元')}`,
      boss,
    );
    expect(searched.body.total).toBe(1);
  });

  it('that changes marks the entries whose quotations are gone, lists them and tells who owns them', async () => {
    const { body: document } = await upload('/api/knowledge/documents', '规定.md', law('三个月'));
    const ownerId = (await opened.city.context.accounts.list()).find(
      ({ name }) => name === 'editor',
    )?.id;
    const write = async (quotation: string) =>
      (
        await ask<EntryDetail>(
          'POST',
          '/api/knowledge/entries',
          editor,
          quoting(document.id, quotation, ownerId ?? null),
        )
      ).body;
    const changing = await write('职工中断缴费三个月以内补缴的， 补缴后待遇连续计算。');
    const staying = await write('住院起付标准为八百元');
    expect(changing).toMatchObject({ sourceLost: false, document: { id: document.id } });
    const url = `/api/knowledge/documents/${document.id}/versions`;
    const same = await upload(url, '规定.md', law('三个月'));
    expect(same.body.code).toBe('invalid_input');
    const next = await upload(url, '规定2027.md', law('六个月'));
    expect(next.body, JSON.stringify(next.body)).toMatchObject({ version: 2, entries: 2, lost: 1 });
    expect(next.body.versions.map(({ file }) => file)).toEqual(['规定2027.md', '规定.md']);
    const listed = await ask<EntryPage>('GET', '/api/knowledge/entries?sourceLost=true', editor);
    expect(listed.body.items.map(({ id }) => id)).toEqual([changing.id]);
    const entry = await ask<EntryDetail>('GET', `/api/knowledge/entries/${changing.id}`, editor);
    expect(entry.body.events[0]).toMatchObject({ kind: 'source_lost', note: '规定.md' });
    const told = await ask<{ items: Notification[] }>('GET', '/api/notifications', editor);
    expect(told.body.items.map(({ path }) => path)).toEqual([`/knowledge/${changing.id}`]);
    const fixed = await ask<EntryDetail>('PUT', `/api/knowledge/entries/${changing.id}`, editor, {
      ...quoting(document.id, '职工中断缴费六个月以内补缴的'),
      revision: entry.body.revision,
    });
    expect(fixed.body.sourceLost).toBe(false);
    const other = await ask<EntryDetail>('GET', `/api/knowledge/entries/${staying.id}`, editor);
    expect(other.body.sourceLost).toBe(false);
  });

  it('that is a scan without text is refused with the reason and the way out', async () => {
    const { status, body } = await upload(
      '/api/knowledge/documents',
      '扫描.pdf',
      new Uint8Array(pdfOf([[], []])),
    );
    expect(status).toBe(400);
    expect(body.code).toBe('invalid_input');
    expect(body.message).toContain('扫描');
  });

  it('of 1,000 pages is kept whole', async () => {
    const pages = Array.from({ length: 1000 }, (_, page) => [
      { x: 60, y: 760, text: `第${page + 1}条 关于第${page + 1}类事项的办理规定。` },
      { x: 60, y: 700, text: `申请人应当在${page + 1}个工作日内提交材料。` },
    ]);
    const { status, body } = await upload(
      '/api/knowledge/documents',
      '汇编.pdf',
      new Uint8Array(pdfOf(pages)),
    );
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body.passages).toBeGreaterThanOrEqual(900);
    const text = await opened.city.context.store.knowledgeDocuments.text(body.id);
    for (const page of [1, 500, 1000]) expect(text).toContain(`在${page}个工作日内提交材料`);
  }, 180_000);
});
