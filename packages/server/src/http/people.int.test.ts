import type {
  Account,
  AccountSession,
  AuditRecord,
  Fault,
  InvitationMade,
  NewSecondFactor,
  Session,
} from '@everyline/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  oneTimeCode,
  openTestServer,
  testId,
  testPassword,
  type TestServer,
} from '../../../testkit/src/index.ts';
import { tokenHash } from '../app/tokens/token-secret.ts';

let opened: TestServer;
let boss: string;

beforeAll(async () => {
  opened = await openTestServer();
  boss = await opened.signedIn('boss', 'city_admin');
});
afterAll(() => opened.close());

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

async function ask<T>(
  method: Method,
  url: string,
  options: { cookie?: string; body?: object; headers?: Record<string, string> } = {},
) {
  const answer = await opened.server.inject({
    method,
    url,
    headers: {
      'accept-language': 'en',
      ...(options.cookie !== undefined && { cookie: options.cookie }),
      ...options.headers,
    },
    ...(options.body && { payload: options.body }),
  });
  return { status: answer.statusCode, body: answer.json<T>(), cookie: cookieOf(answer.headers) };
}

/** What the browser keeps of an answer; a cookie that is taken back is gone. */
function cookieOf(headers: { 'set-cookie'?: string | string[] | undefined }): string {
  return [headers['set-cookie'] ?? []]
    .flat()
    .filter((cookie) => !/max-age=0/i.test(cookie))
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

const signIn = (name: string, password: string, code?: string) =>
  ask<Session & Fault>('POST', '/api/session', { body: { name, password, ...(code && { code }) } });

const now = (key: string) => oneTimeCode(key, opened.city.context.clock.nowMs());

async function audited(operation: string): Promise<AuditRecord[]> {
  const url = `/api/audit?operation=${operation}`;
  return (await ask<{ items: AuditRecord[] }>('GET', url, { cookie: boss })).body.items;
}

describe('invitations', () => {
  const invited = { name: 'Li.Na', displayName: '李娜', role: 'tester' } as const;

  it('open an account with a password of one’s own, once', async () => {
    const made = await ask<InvitationMade>('POST', '/api/invitations', {
      cookie: boss,
      body: { ...invited, days: 2 },
    });
    expect(made.body).toMatchObject({
      invitation: { name: 'li.na', role: 'tester', state: 'open', invitedBy: 'boss' },
      mail: null,
    });
    expect(made.body.invitation.expiresAtMs - made.body.invitation.createdAtMs).toBe(
      2 * 86_400_000,
    );
    const { secret } = made.body;
    const look = await ask('POST', '/api/invitations/look', { body: { secret } });
    expect(look.body).toMatchObject({ name: 'li.na', displayName: '李娜', cityName: '蓉江市' });
    const weak = await ask<Fault>('POST', '/api/invitations/accept', {
      body: { secret, password: 'Password2026' },
    });
    expect([weak.status, weak.body.code]).toEqual([400, 'weak_password']);
    const accept = { secret, password: 'rain on the tin roof' };
    const opening = await ask<Session>('POST', '/api/invitations/accept', { body: accept });
    expect(opening.body.account).toMatchObject({ name: 'li.na', role: 'tester' });
    expect((await ask('GET', '/api/session', { cookie: opening.cookie })).status).toBe(200);
    const again = await ask<Fault>('POST', '/api/invitations/accept', { body: accept });
    expect([again.status, again.body.code]).toEqual([410, 'invitation_over']);
    expect((await audited('invitations.accept'))[0]?.detail).toMatchObject({ invitedBy: 'boss' });
    const all = JSON.stringify(await audited('invitations.create'));
    expect(all).not.toContain(secret);
  });

  it('end with a newer one for the same name, when withdrawn, and with their time', async () => {
    const make = async () =>
      (
        await ask<InvitationMade>('POST', '/api/invitations', {
          cookie: boss,
          body: { name: 'zhou', displayName: '周', role: 'agent' },
        })
      ).body;
    const look = async (secret: string) =>
      (await ask<Fault>('POST', '/api/invitations/look', { body: { secret } })).status;
    const first = await make();
    const second = await make();
    expect(await look(first.secret)).toBe(410);
    expect(await look(second.secret)).toBe(200);
    const withdrawn = await ask('DELETE', `/api/invitations/${second.invitation.id}`, {
      cookie: boss,
    });
    expect(withdrawn.status).toBe(200);
    expect(await look(second.secret)).toBe(410);
    await opened.city.context.store.invitations.insert({
      id: testId(1),
      sha256: await tokenHash('late'),
      name: 'late',
      displayName: 'late',
      role: 'agent',
      departmentId: null,
      email: null,
      language: 'en',
      invitedBy: 'boss',
      createdAtMs: 0,
      expiresAtMs: 1,
      acceptedAtMs: null,
      withdrawnAtMs: null,
    });
    expect(await look('late')).toBe(410);
    const list = await ask<{ name: string; state: string }[]>('GET', '/api/invitations', {
      cookie: boss,
    });
    expect(list.body.map(({ name, state }) => [name, state])).toEqual([
      ['zhou', 'withdrawn'],
      ['zhou', 'withdrawn'],
      ['li.na', 'accepted'],
      ['late', 'expired'],
    ]);
  });

  it('say when no mail can go out, and do not take a name that exists', async () => {
    const made = await ask<InvitationMade>('POST', '/api/invitations', {
      cookie: boss,
      body: { name: 'mail', displayName: 'm', role: 'agent', email: 'm@example.com' },
    });
    expect(made.body.mail).toMatchObject({ sent: false });
    expect(made.body.mail?.sentence.en).toContain('hand the link over yourself');
    const taken = await ask<Fault>('POST', '/api/invitations', {
      cookie: boss,
      body: { name: 'BOSS', displayName: 'b', role: 'agent' },
    });
    expect([taken.status, taken.body.place]).toEqual([409, 'name']);
  });
});

describe('passwords', () => {
  it('that anybody would try are refused wherever one is set', async () => {
    const weak = 'qwertyuiop12';
    const refused = [
      await ask<Fault>('POST', '/api/accounts', {
        cookie: boss,
        body: { name: 'w', displayName: 'w', role: 'agent', password: weak },
      }),
      await ask<Fault>('POST', '/api/accounts', {
        cookie: boss,
        body: { name: 'weak', displayName: 'w', role: 'agent', password: weak },
      }),
      await ask<Fault>('POST', '/api/session/password', {
        cookie: boss,
        body: { currentPassword: testPassword, newPassword: 'boss boss boss 1' },
      }),
    ];
    expect(refused.map(({ body }) => body.code)).toEqual([
      'invalid_input',
      'weak_password',
      'weak_password',
    ]);
    expect(refused[1]?.body.message).toContain('runs along the keyboard');
    expect(refused[2]?.body.place).toBe('newPassword');
  });
});

describe('sessions', () => {
  it('are listed with device and address, and ended one by one or all at once', async () => {
    const first = await opened.signedIn('sessions', 'tester');
    const second = await ask<Session>('POST', '/api/session', {
      body: { name: 'sessions', password: testPassword },
      headers: {
        'user-agent': 'Mozilla/5.0 (Linux; Android 15)',
        'x-everyline-address': '9.9.9.9',
      },
    });
    const list = (await ask<AccountSession[]>('GET', '/api/sessions', { cookie: first })).body;
    expect(list).toHaveLength(2);
    const other = list.find((one) => !one.current);
    expect(other).toMatchObject({
      device: 'Mozilla/5.0 (Linux; Android 15)',
      address: '127.0.0.1',
    });
    const alien = await ask('DELETE', `/api/sessions/${other?.id ?? ''}`, { cookie: boss });
    expect(alien.status).toBe(404);
    expect((await ask('GET', '/api/session', { cookie: second.cookie })).status).toBe(200);
    const ended = await ask('DELETE', `/api/sessions/${other?.id ?? ''}`, { cookie: first });
    expect(ended.status).toBe(200);
    expect((await ask('GET', '/api/session', { cookie: second.cookie })).status).toBe(401);
    const accounts = (await ask<Account[]>('GET', '/api/accounts', { cookie: boss })).body;
    const id = accounts.find(({ name }) => name === 'sessions')?.id ?? '';
    const seen = await ask<AccountSession[]>('GET', `/api/accounts/${id}/sessions`, {
      cookie: boss,
    });
    expect(seen.body).toHaveLength(1);
    expect((await audited('accounts.see_sessions'))[0]).toMatchObject({ subjectId: id });
    await ask('DELETE', `/api/accounts/${id}/sessions`, { cookie: boss });
    expect((await ask('GET', '/api/session', { cookie: first })).status).toBe(401);
  });
});

describe('the second factor', () => {
  const password = testPassword;

  async function turnOn(cookie: string) {
    const made = await ask<NewSecondFactor>('POST', '/api/session/second-factor', {
      cookie,
      body: { password },
    });
    const on = await ask<Fault>('POST', '/api/session/second-factor/confirm', {
      cookie,
      body: { code: now(made.body.key) },
    });
    expect(on.status).toBe(200);
    return { ...made.body, cookie: on.cookie };
  }

  it('counts once its code was given, and is asked for from then on', async () => {
    const cookie = await opened.signedIn('wang', 'tester');
    const wrong = await ask<Fault>('POST', '/api/session/second-factor', {
      cookie,
      body: { password: 'not it' },
    });
    expect([wrong.status, wrong.body.place]).toEqual([401, 'password']);
    const made = await ask<NewSecondFactor>('POST', '/api/session/second-factor', {
      cookie,
      body: { password },
    });
    expect(made.body.uri).toContain('otpauth://totp/Everyline%3Awang?secret=');
    expect(made.body.backupCodes).toHaveLength(10);
    expect((await signIn('wang', password)).status).toBe(200);
    const mistaken = await ask<Fault>('POST', '/api/session/second-factor/confirm', {
      cookie,
      body: { code: oneTimeCode(made.body.key, 0) },
    });
    expect(mistaken.body.code).toBe('wrong_second_factor');
    const { key, backupCodes, cookie: fresh } = await turnOn(cookie);
    expect(
      (await ask<Session>('GET', '/api/session', { cookie: fresh })).body.secondFactor,
    ).toEqual({
      on: true,
      due: false,
    });
    expect((await signIn('wang', password)).body.code).toBe('second_factor_needed');
    expect((await signIn('wang', 'not the password', now(key))).body.code).toBe('wrong_sign_in');
    expect((await signIn('wang', password, oneTimeCode(key, 0))).body.code).toBe(
      'wrong_second_factor',
    );
    expect((await signIn('wang', password, now(key))).body.account.name).toBe('wang');
    const [backup = ''] = backupCodes;
    expect((await signIn('wang', password, backup)).status).toBe(200);
    expect((await signIn('wang', password, backup)).body.code).toBe('wrong_second_factor');
    const stored = await opened.city.opened.db
      .selectFrom('auth_two_factor')
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(stored)).not.toContain(key);
    expect(JSON.stringify(stored)).not.toContain(backupCodes[1] ?? '');
  });

  it('is renewed and turned off with the password, and reset by an administrator', async () => {
    const cookie = await opened.signedIn('zhao', 'tester');
    const { cookie: on, backupCodes } = await turnOn(cookie);
    const renewed = await ask<{ backupCodes: string[] }>(
      'POST',
      '/api/session/second-factor/codes',
      {
        cookie: on,
        body: { password },
      },
    );
    expect(renewed.body.backupCodes).toHaveLength(10);
    expect((await signIn('zhao', password, backupCodes[0])).status).toBe(401);
    const off = await ask('POST', '/api/session/second-factor/off', {
      cookie: on,
      body: { password },
    });
    expect(off.status).toBe(200);
    expect((await signIn('zhao', password)).status).toBe(200);
    const { cookie: lost } = await turnOn(off.cookie);
    const accounts = (await ask<Account[]>('GET', '/api/accounts', { cookie: boss })).body;
    const account = accounts.find(({ name }) => name === 'zhao');
    expect(account?.secondFactor).toBe(true);
    await ask('DELETE', `/api/accounts/${account?.id ?? ''}/second-factor`, { cookie: boss });
    expect((await ask('GET', '/api/session', { cookie: lost })).status).toBe(401);
    expect((await signIn('zhao', password)).status).toBe(200);
    expect(await audited('accounts.reset_second_factor')).toHaveLength(1);
  });

  it('closes everything else to those of whom the city asks it, until they have it', async () => {
    const other = await opened.signedIn('chief', 'city_admin');
    const rules = { cookie: other, body: { secondFactor: 'administrators' } };
    expect((await ask('PUT', '/api/sign-in-rules', rules)).status).toBe(200);
    const refused = await ask<Fault>('GET', '/api/accounts', { cookie: other });
    expect([refused.status, refused.body.code]).toEqual([403, 'second_factor_due']);
    const due = await ask<Session>('GET', '/api/session', { cookie: other });
    expect(due.body.secondFactor).toEqual({ on: false, due: true });
    const tester = await signIn('zhao', password);
    expect((await ask('GET', '/api/lines', { cookie: tester.cookie })).status).toBe(200);
    const { cookie } = await turnOn(other);
    expect((await ask('GET', '/api/accounts', { cookie })).status).toBe(200);
    const off = await ask<Fault>('POST', '/api/session/second-factor/off', {
      cookie,
      body: { password },
    });
    expect([off.status, off.body.code]).toEqual([409, 'second_factor_state']);
    const optional = { cookie, body: { secondFactor: 'optional' } };
    expect((await ask('PUT', '/api/sign-in-rules', optional)).status).toBe(200);
  });
});
