import { routes, type Route } from '@everyline/contract';
import { openTestServer, type TestServer } from '../../../testkit/src/index.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let opened: TestServer;
let cookie = '';
beforeAll(async () => {
  opened = await openTestServer();
  cookie = await opened.signedIn('admin', 'city_admin');
});
afterAll(() => opened.close());

const post = (url: string, payload: unknown, headers: Record<string, string> = {}) =>
  opened.server.inject({
    method: 'POST',
    url,
    payload: payload as object,
    headers: { cookie, 'accept-language': 'en', ...headers },
  });

describe('a request that cannot be done', () => {
  it('is answered in the language that was asked for, with a way out', async () => {
    const url = '/api/lines/00000000-0000-7000-8000-000000000000';
    const zh = await opened.server.inject({ url, headers: { cookie } });
    const en = await opened.server.inject({
      url,
      headers: { cookie, 'accept-language': 'en-GB,en;q=0.9' },
    });
    expect(zh.json()).toMatchObject({ code: 'not_found', message: '找不到线路。' });
    expect(en.json()).toMatchObject({ code: 'not_found', message: 'There is no such line.' });
  });

  it('names the field that is wrong, or that nobody knows', async () => {
    const wrong = await post('/api/departments', { name: '' });
    expect(wrong.statusCode).toBe(400);
    expect(wrong.json()).toMatchObject({ code: 'invalid_input', place: 'name' });
    const unknown = await post('/api/departments', { name: 'x', sample: true });
    expect(unknown.json()).toMatchObject({ code: 'invalid_input', place: 'sample' });
    const broken = await opened.server.inject({
      method: 'POST',
      url: '/api/departments',
      headers: { cookie, 'content-type': 'application/json' },
      payload: '{"name": ',
    });
    expect(broken.json()).toMatchObject({ code: 'invalid_input' });
  });

  it('does not let a page of another site act with the visitor’s cookie', async () => {
    const foreign = await post(
      '/api/departments',
      { name: 'x' },
      { origin: 'https://evil.example' },
    );
    expect(foreign.statusCode).toBe(403);
    expect(foreign.json()).toMatchObject({ code: 'foreign_origin' });
    const framed = await post(
      '/api/departments',
      { name: 'x' },
      { 'sec-fetch-site': 'cross-site' },
    );
    expect(framed.json()).toMatchObject({ code: 'foreign_origin' });
    const own = await post('/api/departments', { name: 'x' }, { origin: 'http://localhost:80' });
    expect(own.statusCode).toBe(200);
  });

  it('never shows a stack or a database’s words', async () => {
    const { store } = opened.city.context;
    const broken = { ...store.departments, views: () => Promise.reject(new Error('secret words')) };
    Object.assign(store, { departments: broken });
    const failed = await opened.server.inject({ url: '/api/departments', headers: { cookie } });
    Object.assign(store, { departments: { ...broken, views: () => Promise.resolve([]) } });
    expect(failed.statusCode).toBe(500);
    expect(failed.json()).toMatchObject({ code: 'internal' });
    expect(failed.body).not.toContain('secret words');
    expect(failed.body).not.toMatch(/\bat .*\.ts/);
  });
});

describe('the door', () => {
  it('sets the headers that keep browsers careful', async () => {
    const { headers } = await opened.server.inject({ url: '/api/health' });
    expect(headers['content-security-policy']).toContain("script-src 'self'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['cache-control']).toBe('no-store');
  });

  it('documents every operation of the contract in OpenAPI, and no other', async () => {
    const document = (await opened.server.inject({ url: '/docs/json' })).json<{
      paths: Record<string, Record<string, { operationId: string }>>;
    }>();
    const documented = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map((operation) => operation.operationId),
    );
    expect(documented.sort()).toEqual(Object.keys(routes).sort());
    const page = await opened.server.inject({ url: '/docs/' });
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toMatch(/src="https?:/);
  });

  it('answers every list and page of an empty city', async () => {
    const asked: Record<string, Record<string, string>> = {
      '/api/filters': { page: 'tickets' },
      '/api/knowledge/search': { q: '公积金' },
      '/api/report-draft': { kind: 'weekly' },
      '/api/spot-round-plan': { level: '2', size: '10' },
    };
    const plain = (Object.values(routes) as Route[]).filter(
      (route) => route.method === 'GET' && !route.path.includes(':') && route.answer === 'json',
    );
    expect(plain.length).toBeGreaterThan(15);
    for (const route of plain) {
      const answer = await opened.server.inject({
        url: route.path,
        headers: { cookie },
        query: asked[route.path] ?? {},
      });
      expect(answer.statusCode, `${route.path}: ${answer.body.slice(0, 300)}`).toBe(200);
    }
  });

  it('gives metrics to the machine itself and to no stranger', async () => {
    const own = await opened.server.inject({ url: '/metrics' });
    expect(own.body).toContain('everyline_calls_in_progress 0');
    const stranger = await opened.server.inject({ url: '/metrics', remoteAddress: '203.0.113.7' });
    expect(stranger.statusCode).toBe(401);
  });
});
