import { openTestServer, testPassword, type TestServer } from '../../../testkit/src/index.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let opened: TestServer;
beforeAll(async () => {
  opened = await openTestServer({ setupCode: 'ABCD-EFGH-JKLM', setUp: false });
});
afterAll(() => opened.close());

const answers = (code: string) => ({
  code,
  account: { name: 'Boss', displayName: '主任', password: testPassword },
  city: { name: '蓉江市', areaCode: '28' },
  language: 'zh-CN',
});

const english = { 'accept-language': 'en' };

describe('the first run', () => {
  it('says that the set-up is needed and lets nobody sign in before', async () => {
    const state = await opened.server.inject({ url: '/api/setup' });
    expect(state.json()).toEqual({ needed: true });
    const early = await opened.server.inject({
      method: 'POST',
      url: '/api/session',
      payload: { name: 'boss', password: testPassword },
    });
    expect(early.json()).toMatchObject({ code: 'setup_needed' });
  });

  it('refuses a wrong code, and after five of them any code for a while', async () => {
    const setUp = (code: string) =>
      opened.server.inject({
        method: 'POST',
        url: '/api/setup',
        payload: answers(code),
        headers: english,
      });
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const refused = await setUp('WRONG');
      expect(refused.statusCode).toBe(403);
      expect(refused.json()).toMatchObject({ code: 'wrong_setup_code', place: 'code' });
    }
    expect((await setUp('ABCD-EFGH-JKLM')).json()).toMatchObject({ code: 'too_many_attempts' });
  });
});

describe('the first run without mistakes', () => {
  let fresh: TestServer;
  beforeAll(async () => {
    fresh = await openTestServer({ setupCode: 'ABCD-EFGH-JKLM', setUp: false });
  });
  afterAll(() => fresh.close());

  it('with the code makes the administrator and the city, and signs in; then the door is shut', async () => {
    const done = await fresh.server.inject({
      method: 'POST',
      url: '/api/setup',
      payload: answers('abcd efgh jklm'),
    });
    expect(done.statusCode).toBe(200);
    expect(done.json()).toMatchObject({
      account: { name: 'boss', role: 'city_admin', displayName: '主任' },
      city: { name: '蓉江市', areaCode: '028', timeZone: 'Asia/Shanghai' },
      sample: false,
    });
    const cookie = String(done.headers['set-cookie']);
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Strict/i);
    const again = await fresh.server.inject({
      method: 'POST',
      url: '/api/setup',
      payload: answers('ABCD-EFGH-JKLM'),
    });
    expect(again.json()).toMatchObject({ code: 'setup_done' });
    const policies = await fresh.city.context.store.settings.policies();
    expect(policies).toHaveLength(1);
    const audit = await fresh.city.context.store.audit.verify();
    expect(audit).toMatchObject({ intact: true });
    expect(audit.records).toBeGreaterThanOrEqual(2);
  });

  it('signs in and out, and the cookie is worthless afterwards', async () => {
    const signIn = await fresh.server.inject({
      method: 'POST',
      url: '/api/session',
      payload: { name: 'BOSS', password: testPassword },
    });
    expect(signIn.statusCode).toBe(200);
    const cookie = signIn.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const session = await fresh.server.inject({ url: '/api/session', headers: { cookie } });
    expect(session.json()).toMatchObject({ account: { name: 'boss' } });
    await fresh.server.inject({ method: 'DELETE', url: '/api/session', headers: { cookie } });
    const after = await fresh.server.inject({
      url: '/api/session',
      headers: { cookie, ...english },
    });
    expect(after.statusCode).toBe(401);
    expect(after.json()).toMatchObject({ code: 'not_signed_in', wayOut: 'Sign in again.' });
  });

  it('shuts the account after five wrong passwords, also for the right one', async () => {
    const attempt = (password: string) =>
      fresh.server.inject({
        method: 'POST',
        url: '/api/session',
        payload: { name: 'boss', password },
      });
    for (let count = 0; count < 5; count += 1) {
      expect((await attempt('not the password')).json()).toMatchObject({ code: 'wrong_sign_in' });
    }
    const shut = await attempt(testPassword);
    expect(shut.statusCode).toBe(429);
    expect(shut.json()).toMatchObject({ code: 'too_many_attempts' });
  });
});
