import type { AuditRecord, Fault, Session, SignOnState } from '@everyline/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  openTestServer,
  startIdentityProvider,
  type IdentityProvider,
  type KnownPerson,
  type TestServer,
} from '../../../testkit/src/index.ts';

const host = 'console.test';
const people = new Map<string, KnownPerson>([
  ['subject-1', { name: 'li.na' }],
  ['subject-2', { name: 'nobody.here' }],
  ['subject-3', { name: 'left' }],
  ['subject-4', { name: 'li.na' }],
  ['subject-5', { name: 'careful' }],
  ['subject-6', { name: 'careful', amr: ['pwd', 'otp'] }],
]);

let opened: TestServer;
let provider: IdentityProvider;
let boss: string;

beforeAll(async () => {
  opened = await openTestServer();
  boss = await opened.signedIn('boss', 'city_admin');
  for (const name of ['li.na', 'left', 'careful']) await opened.signedIn(name, 'auditor');
  provider = await startIdentityProvider({
    returnAddresses: [`http://${host}/api/sign-on/back`],
    people,
  });
});
afterAll(async () => {
  await provider?.close();
  await opened.close();
});

async function ask<T>(
  method: 'GET' | 'PUT' | 'DELETE',
  url: string,
  options: { cookie?: string; body?: object } = {},
) {
  const answer = await opened.server.inject({
    method,
    url,
    headers: { host, 'accept-language': 'en', ...(options.cookie && { cookie: options.cookie }) },
    ...(options.body && { payload: options.body }),
  });
  const setCookies = [answer.headers['set-cookie'] ?? []].flat();
  const location = answer.headers.location ?? '';
  const body = (
    /json/.test(String(answer.headers['content-type'])) ? answer.json() : answer.body
  ) as T;
  return { status: answer.statusCode, body, setCookies, location };
}

const settings = () => ({
  title: '市政务统一认证',
  issuer: provider.issuer,
  clientId: provider.clientId,
  clientSecret: provider.clientSecret,
  scopes: 'profile',
  nameClaim: 'preferred_username',
  strongBy: ['otp'],
});

/** A browser without script: follows redirects, keeps cookies, fills in the forms of the provider. */
async function atProvider(begin: string, subject: string): Promise<string> {
  const jar = new Map<string, string>();
  const visit = async (url: string, form?: Record<string, string>) => {
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const at = pair.indexOf('=');
      jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return answer;
  };
  let url = begin;
  for (let step = 0; step < 12; step += 1) {
    if (url.startsWith(`http://${host}/`)) return url;
    const answer = await visit(url);
    const next = answer.headers.get('location');
    if (next !== null) {
      url = new URL(next, url).href;
      continue;
    }
    expect(await answer.text()).toContain('<form');
    const sent = await visit(url, { login: subject, password: 'any' });
    url = new URL(sent.headers.get('location') ?? '', url).href;
  }
  throw new Error(`the provider led nowhere: ${url}`);
}

/** Presses the button, signs on at the provider as somebody, and comes back. */
async function signOn(subject: string) {
  const begun = await ask('GET', '/api/sign-on/begin');
  expect(begun.status).toBe(302);
  const kept = begun.setCookies[0]?.split(';')[0] ?? '';
  const back = new URL(await atProvider(begun.location, subject));
  const path = `${back.pathname}${back.search}`;
  return { ...(await ask<string>('GET', path, { cookie: kept })), kept, path };
}

const sessionOf = (setCookies: string[]) =>
  setCookies
    .filter((cookie) => !/max-age=0/i.test(cookie))
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

describe('signing on with a provider of identities', () => {
  it('is offered by nobody until an administrator has named a provider that answers as one', async () => {
    expect((await ask('GET', '/api/sign-on/offer')).body).toEqual({ title: null });
    const early = await ask('GET', '/api/sign-on/begin');
    expect(early).toMatchObject({ status: 302, location: '/?sign-on=off' });
    const wrong = { ...settings(), issuer: `${provider.issuer}/elsewhere` };
    const refused = await ask<Fault>('PUT', '/api/sign-on', { cookie: boss, body: wrong });
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'sign_on_provider', place: 'issuer' },
    });
    const plain = { ...settings(), issuer: 'http://identity.example' };
    expect(
      (await ask<Fault>('PUT', '/api/sign-on', { cookie: boss, body: plain })).body,
    ).toMatchObject({ code: 'invalid_input', place: 'issuer' });
    const saved = await ask<SignOnState>('PUT', '/api/sign-on', { cookie: boss, body: settings() });
    expect(saved.body).toEqual({
      returnAddress: `http://${host}/api/sign-on/back`,
      settings: {
        title: '市政务统一认证',
        issuer: provider.issuer,
        clientId: 'everyline',
        scopes: 'profile',
        nameClaim: 'preferred_username',
        strongBy: ['otp'],
        hasSecret: true,
      },
    });
    expect((await ask('GET', '/api/sign-on/offer')).body).toEqual({ title: '市政务统一认证' });
  });

  it('lets in whom the provider vouches for, with the role that the account has here', async () => {
    const first = await signOn('subject-1');
    expect(first.status).toBe(200);
    const strict = first.setCookies.filter((cookie) => /session_token=/.test(cookie));
    expect(strict).toHaveLength(1);
    expect(strict[0]).toMatch(/HttpOnly/);
    expect(strict[0]).toMatch(/SameSite=Strict/i);
    const session = await ask<Session>('GET', '/api/session', {
      cookie: sessionOf(first.setCookies),
    });
    expect(session.body).toMatchObject({ account: { name: 'li.na', role: 'auditor' } });
    const audit = await ask<{ items: AuditRecord[] }>('GET', '/api/audit?operation=session.begin', {
      cookie: boss,
    });
    expect(audit.body.items[0]).toMatchObject({ detail: { provider: provider.issuer } });
  });

  it('ties the account to that person: another one of the same name is refused, a new name is not', async () => {
    people.set('subject-1', { name: 'li.na.renamed' });
    expect((await signOn('subject-1')).status).toBe(200);
    people.set('subject-1', { name: 'li.na' });
    const other = await signOn('subject-4');
    expect(other).toMatchObject({ status: 302, location: '/?sign-on=unknown&name=li.na' });
    expect(sessionOf(other.setCookies)).toBe('');
  });

  it('refuses whom nobody has invited, and accounts that were disabled', async () => {
    const stranger = await signOn('subject-2');
    expect(stranger.location).toBe('/?sign-on=unknown&name=nobody.here');
    const left = await opened.city.context.accounts.byName('left');
    await opened.city.context.accounts.change(left?.id ?? '', { disabled: true });
    expect((await signOn('subject-3')).location).toBe('/?sign-on=unknown&name=left');
    const audit = await ask<{ items: AuditRecord[] }>(
      'GET',
      '/api/audit?operation=session.refused',
      { cookie: boss },
    );
    expect(audit.body.items[0]).toMatchObject({ detail: { signOn: 'unknown', name: 'left' } });
  });

  it('is no way past a second factor, unless the provider says that it asked for one', async () => {
    await opened.city.opened.db
      .updateTable('auth_user')
      .set({ twoFactorEnabled: true })
      .where('username', '=', 'careful')
      .execute();
    expect((await signOn('subject-5')).location).toBe('/?sign-on=weak&name=careful');
    expect((await signOn('subject-6')).status).toBe(200);
  });

  it('serves where the city asks everybody for a second factor, if the provider has asked for one', async () => {
    people.set('subject-7', { name: 'plain' }).set('subject-8', { name: 'strong', amr: ['otp'] });
    for (const name of ['plain', 'strong']) await opened.signedIn(name, 'auditor');
    const rules = { body: { secondFactor: 'everybody' }, cookie: boss };
    expect((await ask('PUT', '/api/sign-in-rules', rules)).status).toBe(200);
    const plain = sessionOf((await signOn('subject-7')).setCookies);
    expect((await ask<Fault>('GET', '/api/lines', { cookie: plain })).body).toMatchObject({
      code: 'second_factor_due',
    });
    const strong = sessionOf((await signOn('subject-8')).setCookies);
    expect((await ask('GET', '/api/lines', { cookie: strong })).status).toBe(200);
    await opened.city.context.store.settings.saveSignInRules({ secondFactor: 'optional' });
  });

  it('takes an answer once, from the browser that began, and not when the provider says no', async () => {
    const done = await signOn('subject-1');
    const again = await ask('GET', done.path, { cookie: done.kept });
    expect(again.location).toBe('/?sign-on=failed');
    const elsewhere = await ask('GET', done.path);
    expect(elsewhere.location).toBe('/?sign-on=over');
    const forged = await ask('GET', '/api/sign-on/back?code=a&state=b', { cookie: done.kept });
    expect(forged.location).toBe('/?sign-on=failed');
    const denied = await ask('GET', '/api/sign-on/back?error=access_denied', { cookie: done.kept });
    expect(denied.location).toBe('/?sign-on=failed');
  });

  it('ends when the provider is taken away; passwords go on', async () => {
    expect((await ask('DELETE', '/api/sign-on', { cookie: boss })).status).toBe(200);
    expect((await ask('GET', '/api/sign-on/offer')).body).toEqual({ title: null });
    expect((await ask('GET', '/api/sign-on/begin')).location).toBe('/?sign-on=off');
    expect((await ask('GET', '/api/session', { cookie: boss })).status).toBe(200);
  });
});
