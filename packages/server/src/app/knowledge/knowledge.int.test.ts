import type {
  AuditRecord,
  EntriesMoved,
  EntryDetail,
  EntryMoveWord,
  EntryPage,
  EntryVersions,
  Fault,
  KnowledgeFound,
  KnowledgePolicy,
} from '@everyline/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  buildDepartment,
  openTestServer,
  testId,
  type TestServer,
} from '../../../../testkit/src/index.ts';
import { eventBus } from '../../store/event-bus.ts';
import { SearchableEntries } from './searchable-entries.ts';

const [medical, housing] = [testId(1), testId(2)];
const startMs = Date.parse('2026-11-30T02:00:00Z');
const dayMs = 86_400_000;

let opened: TestServer;
let nowMs = startMs;
let boss = '';
let editor = '';
let reviewer = '';
let agent = '';

beforeAll(async () => {
  const real = await import('../../bindings/machine.ts');
  opened = await openTestServer({
    clock: { ...real.machine.clock, nowMs: () => nowMs },
  });
  const { store } = opened.city.context;
  await store.departments.insert({ ...buildDepartment(1, { name: '市医保局' }), createdAtMs: 0 });
  await store.departments.insert({ ...buildDepartment(2, { name: '市住建局' }), createdAtMs: 0 });
  boss = await opened.signedIn('boss', 'city_admin');
  editor = await opened.signedIn('editor', 'knowledge_editor', medical);
  reviewer = await opened.signedIn('reviewer', 'department_manager', medical);
  agent = await opened.signedIn('agent', 'agent');
});
afterAll(() => opened.close());

type Method = 'GET' | 'POST' | 'PUT';
async function ask<T>(method: Method, url: string, cookie: string, body?: object) {
  const answer = await opened.server.inject({
    method,
    url,
    headers: { cookie, 'accept-language': 'en' },
    ...(body && { payload: body }),
  });
  return { status: answer.statusCode, body: answer.json<T>(), text: answer.body };
}

const said = {
  ...{ question: '职工医保断缴了怎么办？', paraphrases: ['医保停了怎么续'] },
  ...{ shortAnswer: '三个月内补缴不影响待遇。', longAnswer: '断缴三个月内补缴的，待遇连续计算。' },
  ...{ departmentId: medical, category: '医保/参保', serviceItems: ['参保登记'] },
  ...{ region: '', audience: '职工', source: null, validFrom: null, validUntil: null },
  ...{ ownerId: null, reviewerId: null },
};

async function add(change: object = {}, cookie = editor): Promise<EntryDetail> {
  const made = await ask<EntryDetail>('POST', '/api/knowledge/entries', cookie, {
    content: { ...said, ...change },
  });
  expect(made.status, made.text).toBe(200);
  return made.body;
}

const move = (id: string, revision: number, word: EntryMoveWord, cookie = reviewer) =>
  ask<EntryDetail & Fault>('POST', `/api/knowledge/entries/${id}/moves`, cookie, {
    move: word,
    revision,
  });

async function publish(change: object = {}, cookie = reviewer): Promise<EntryDetail> {
  const { id, revision } = await add(change, cookie);
  await move(id, revision, 'review', cookie);
  const published = await move(id, revision + 1, 'publish', cookie);
  expect(published.status, published.text).toBe(200);
  return published.body;
}

const search = async (q: string, cookie = boss) =>
  (await ask<KnowledgeFound>('GET', `/api/knowledge/search?q=${encodeURIComponent(q)}`, cookie))
    .body;
const found = async (q: string, cookie = boss) =>
  (await search(q, cookie)).hits.map(({ question }) => question);

describe('an entry', () => {
  it('goes from draft over reviewed to published, and is found only then', async () => {
    const question = '灵活就业人员怎么参保？';
    const draft = await add({ question });
    expect(draft).toMatchObject({ state: 'draft', inUse: false, version: 1, mayEdit: true });
    expect(await found(question)).not.toContain(question);
    const reviewed = await move(draft.id, draft.revision, 'review');
    expect(reviewed.body).toMatchObject({
      state: 'reviewed',
      moves: ['return', 'publish', 'withdraw'],
    });
    expect(await found(question)).not.toContain(question);
    const published = await move(draft.id, draft.revision + 1, 'publish');
    expect(published.body).toMatchObject({
      state: 'published',
      inUse: true,
      published: { version: 1 },
    });
    expect((await found(question))[0]).toBe(question);
    expect(published.body.events.map(({ kind }) => kind)).toEqual(['publish', 'review', 'written']);
    await move(draft.id, draft.revision + 2, 'withdraw');
    expect(await found(question)).not.toContain(question);
  });

  it('keeps its published version in use while the next is written, and every version with its changes', async () => {
    const entry = await publish({ question: '门诊报销比例是多少？', shortAnswer: '报销 60%。' });
    const changed = await ask<EntryDetail>('PUT', `/api/knowledge/entries/${entry.id}`, editor, {
      content: { ...entry.content, shortAnswer: '报销 65%。', longAnswer: '' },
      revision: entry.revision,
      note: '新标准',
    });
    expect(changed.body).toMatchObject({ state: 'draft', version: 2, inUse: true });
    expect((await search('门诊报销比例是多少')).hits[0]).toMatchObject({
      shortAnswer: '报销 60%。',
      version: 1,
    });
    await move(entry.id, changed.body.revision, 'review');
    await move(entry.id, changed.body.revision + 1, 'publish');
    expect((await search('门诊报销比例是多少')).hits[0]).toMatchObject({
      shortAnswer: '报销 65%。',
      version: 2,
    });
    const versions = await ask<EntryVersions>(
      'GET',
      `/api/knowledge/entries/${entry.id}/versions`,
      agent,
    );
    expect(versions.body.total).toBe(2);
    expect(versions.body.items[0]).toMatchObject({ version: 2, note: '新标准' });
    expect(versions.body.items[0]?.changes).toContainEqual({
      field: 'shortAnswer',
      parts: [
        { kind: 'same', text: '报销 ' },
        { kind: 'removed', text: '60' },
        { kind: 'added', text: '65' },
        { kind: 'same', text: '%。' },
      ],
    });
    expect(versions.body.items[1]?.changes.map(({ field }) => field)).toContain('department');
  });

  it('is not overwritten: of two who edit it the second is told by whom, and nothing is lost', async () => {
    const entry = await add({ question: '两个人同时改' });
    const change = (shortAnswer: string, cookie: string) =>
      ask<EntryDetail & Fault>('PUT', `/api/knowledge/entries/${entry.id}`, cookie, {
        content: { ...entry.content, shortAnswer },
        revision: entry.revision,
      });
    const [first, second] = await Promise.all([
      change('甲写的。', editor),
      change('乙写的。', reviewer),
    ]);
    const [won, told] = first.status === 200 ? [first, second] : [second, first];
    expect(won.status).toBe(200);
    expect(told.status).toBe(409);
    expect(told.body.code).toBe('entry_changed');
    expect(told.body.message).toMatch(/^(editor|reviewer) has just changed .* version 2/);
    const now = await ask<EntryDetail>('GET', `/api/knowledge/entries/${entry.id}`, editor);
    expect(now.body.content.shortAnswer).toBe(won.body.content.shortAnswer);
    expect((await move(entry.id, entry.revision, 'review')).body.code).toBe('entry_changed');
  });

  it('expires after its last day by itself, and is used no longer', async () => {
    const question = '元旦假期窗口开吗？';
    const entry = await publish({ question, validUntil: '2026-12-01' });
    const list = async (query: string) =>
      (await ask<EntryPage>('GET', `/api/knowledge/entries?${query}`, boss)).body.items.map(
        ({ id }) => id,
      );
    expect(await found(question)).toContain(question);
    expect(await list('expiring=true')).toContain(entry.id);
    nowMs = startMs + 2 * dayMs;
    expect(await found(question)).not.toContain(question);
    expect(await list('state=expired')).toEqual([entry.id]);
    expect(await list('state=published')).not.toContain(entry.id);
    expect(await list('expiring=true')).not.toContain(entry.id);
    nowMs = startMs;
  });

  it('that begins later is found from its first day', async () => {
    const question = '明年的缴费标准是多少？';
    await publish({ question, validFrom: '2026-12-02' });
    expect(await found(question)).not.toContain(question);
    nowMs = startMs + 2 * dayMs;
    expect(await found(question)).toContain(question);
    nowMs = startMs;
  });

  it('is refused with the field that is wrong', async () => {
    const refused = async (change: object) =>
      (
        await ask<Fault>('POST', '/api/knowledge/entries', editor, {
          content: { ...said, ...change },
        })
      ).body;
    expect(await refused({ question: ' ' })).toMatchObject({ place: 'content/question' });
    expect(await refused({ shortAnswer: '', longAnswer: ' ' })).toMatchObject({
      code: 'invalid_input',
      place: 'content/longAnswer',
    });
    expect(await refused({ validUntil: '2026-02-30' })).toMatchObject({
      place: 'content/validUntil',
    });
    expect(await refused({ departmentId: housing })).toMatchObject({ code: 'outside_scope' });
    expect(await refused({ ownerId: 'nobody' })).toMatchObject({ code: 'not_found' });
  });

  it('leaves a record of every change in the audit log', async () => {
    const entry = await publish({ question: '审计' });
    const audit = await ask<{ items: AuditRecord[] }>(
      'GET',
      `/api/audit?subjectKind=entry&subjectId=${entry.id}`,
      boss,
    );
    expect(audit.body.items.map(({ operation }) => operation)).toEqual([
      'knowledge.publish',
      'knowledge.review',
      'knowledge.add',
    ]);
  });
});

describe('the rule of two persons', () => {
  const setRule = (twoPersons: boolean) =>
    ask<KnowledgePolicy>('PUT', '/api/knowledge/policy', boss, { twoPersons, soonDays: 30 });

  it('keeps whoever wrote the last change from reviewing and publishing it', async () => {
    await setRule(true);
    const { id, revision } = await add({ question: '两人把关' }, reviewer);
    const own = await ask<EntryDetail>('GET', `/api/knowledge/entries/${id}`, reviewer);
    expect(own.body).toMatchObject({ moves: ['withdraw'], waitsForOther: true });
    const refused = await move(id, revision, 'review', reviewer);
    expect(refused.status).toBe(409);
    expect(refused.body.code).toBe('own_text');
    expect((await move(id, revision, 'review', editor)).status).toBe(200);
    expect((await move(id, revision + 1, 'publish', reviewer)).body.code).toBe('own_text');
    expect((await move(id, revision + 1, 'publish', editor)).status).toBe(200);
    const several = await ask<EntriesMoved>('POST', '/api/knowledge/moves', reviewer, {
      move: 'review',
      ids: [
        (await add({ question: '别人写的' })).id,
        (await add({ question: '自己写的' }, reviewer)).id,
      ],
    });
    expect(several.body.moved).toBe(1);
    expect(several.body.refused).toMatchObject([{ question: '自己写的' }]);
    await setRule(false);
  });
});

describe('a list of entries', () => {
  it('is narrowed by text, state, department, and category with those below it', async () => {
    await add({ question: '生育津贴怎么领？', category: '医保/待遇/生育' });
    await add({ question: '公租房怎么申请？', departmentId: housing, category: '住房' }, boss);
    const list = async (query: string, cookie = boss) =>
      (await ask<EntryPage>('GET', `/api/knowledge/entries?${query}`, cookie)).body.items.map(
        ({ question }) => question,
      );
    expect(await list(`q=${encodeURIComponent('生育津贴')}`)).toEqual(['生育津贴怎么领？']);
    expect(await list(`category=${encodeURIComponent('医保/待遇')}`)).toEqual(['生育津贴怎么领？']);
    expect(await list(`departmentId=${housing}`)).toEqual(['公租房怎么申请？']);
    expect(await list(`q=${encodeURIComponent('公租房')}`, editor)).toEqual([]);
    expect(await list(`q=${encodeURIComponent('100%')}`)).toEqual([]);
    const categories = await ask<{ category: string }[]>(
      'GET',
      '/api/knowledge/categories',
      editor,
    );
    expect(categories.body.map(({ category }) => category)).toContain('医保/待遇/生育');
    expect(categories.body.map(({ category }) => category)).not.toContain('住房');
  });
});

describe('the index of published entries', () => {
  it('knows a publication of another process within a second, and a withdrawal', async () => {
    const { context, opened: store } = opened.city;
    const events = eventBus(store.connection, { id: 'another process', clock: context.clock });
    const other = new SearchableEntries({ store: context.store, events, clock: context.clock });
    const wanted = { limit: 5, scope: 'all', day: '2026-11-30' } as const;
    const question = '异地就医备案怎么取消？';
    expect((await other.search('异地就医备案怎么取消', wanted)).isWhole).toBe(true);
    // The bus listens before anything is published.
    const heard = new Promise<void>((resolve) => {
      const end = events.subscribe((event) => {
        if (event.type === 'knowledge.changed') {
          end();
          resolve();
        }
      });
    });
    let ready = false;
    const first = heard.then(() => {
      ready = true;
    });
    while (!ready) {
      await add({ question: '占位' });
      await Promise.race([first, context.clock.wait(50)]);
    }
    const entry = await publish({ question });
    const sinceMs = performance.now();
    const ids = async () =>
      (await other.search('异地就医备案怎么取消', wanted)).hits.map(({ id }) => id);
    while (!(await ids()).includes(entry.id)) {
      expect(performance.now() - sinceMs).toBeLessThan(1000);
      await context.clock.wait(5);
    }
    expect(performance.now() - sinceMs).toBeLessThan(1000);
    await move(entry.id, entry.revision, 'withdraw');
    const withdrawnMs = performance.now();
    while ((await ids()).includes(entry.id)) {
      expect(performance.now() - withdrawnMs).toBeLessThan(1000);
      await context.clock.wait(5);
    }
    await other.end();
    await events.close();
  });

  it('holds at most as many entries as it may, and says that it is not whole', async () => {
    const { context } = opened.city;
    await publish({ question: '第一条' });
    await publish({ question: '第二条' });
    const small = new SearchableEntries(context, 1);
    const answer = await small.search('第一条', { limit: 5, scope: 'all', day: '2026-11-30' });
    expect(answer).toMatchObject({ searched: 1, isWhole: false });
    await small.end();
  });

  it('gives those of a limited scope their own entries only', async () => {
    const question = '物业维修资金怎么用？';
    await publish({ question, departmentId: housing }, boss);
    expect(await found(question, boss)).toContain(question);
    expect(await found(question, editor)).not.toContain(question);
    expect(await found(question, agent)).toContain(question);
  });
});
