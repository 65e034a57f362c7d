import type { Account, Language, Role } from '@everyline/contract';
import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { username } from 'better-auth/plugins/username';

import type { Accounts, SignedIn } from '../app/ports/accounts.ts';
import type { Database } from './database.ts';

export interface AccountOptions {
  readonly secret: string;
  /** Where people open the console; https makes the cookies secure. */
  readonly publicUrl: string;
}

const sessionSeconds = 12 * 3600;

function authOver(db: Database, options: AccountOptions) {
  return betterAuth({
    appName: 'Everyline',
    secret: options.secret,
    baseURL: options.publicUrl,
    database: { db, type: 'postgres' },
    logger: { disabled: true },
    telemetry: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
    },
    user: {
      modelName: 'auth_user',
      additionalFields: {
        role: { type: 'string', required: true, input: false },
        departmentId: { type: 'string', required: false, input: false },
        disabled: { type: 'boolean', required: true, defaultValue: false, input: false },
        language: { type: 'string', required: true, defaultValue: 'zh-CN', input: false },
      },
    },
    session: { modelName: 'auth_session', expiresIn: sessionSeconds, updateAge: 1800 },
    account: { modelName: 'auth_account' },
    verification: { modelName: 'auth_verification' },
    // Our own door counts attempts; better-auth's HTTP handler is not mounted.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'everyline',
      useSecureCookies: options.publicUrl.startsWith('https:'),
      defaultCookieAttributes: { sameSite: 'strict', httpOnly: true, path: '/' },
    },
    plugins: [
      username({
        minUsernameLength: 2,
        maxUsernameLength: 64,
        usernameValidator: (name) => /^[A-Za-z0-9._-]+$/.test(name),
      }),
    ],
  });
}

interface User {
  id: string;
  name: string;
  username?: string | null | undefined;
  role: string;
  departmentId?: string | null | undefined;
  disabled?: boolean | null | undefined;
  language?: string | null | undefined;
}

function toSignedIn(user: User, expiresAt: Date): SignedIn {
  return {
    actor: {
      kind: 'person',
      id: user.id,
      name: user.username ?? user.id,
      role: user.role as Role,
      departmentId: user.departmentId ?? null,
    },
    displayName: user.name,
    language: (user.language ?? 'zh-CN') as Language,
    expiresAtMs: expiresAt.getTime(),
  };
}

/** Accounts by better-auth on the city's database; only its functions are used, not its HTTP handler. */
export function betterAuthAccounts(db: Database, options: AccountOptions): Accounts {
  const auth = authOver(db, options);
  const select = () =>
    db
      .selectFrom('auth_user as u')
      .leftJoin('departments as d', (join) =>
        join.on('d.id', '=', (eb) => eb.cast('u.departmentId', 'uuid')),
      )
      .select([
        'u.id',
        'u.name',
        'u.username',
        'u.role',
        'u.departmentId',
        'u.disabled',
        'u.createdAt',
      ])
      .select('d.name as departmentName');
  type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];
  const toAccount = (row: Row): Account => ({
    id: row.id,
    name: row.username ?? row.id,
    displayName: row.name,
    role: row.role as Role,
    department:
      row.departmentId === null ? null : { id: row.departmentId, name: row.departmentName ?? '' },
    disabled: row.disabled,
    createdAtMs: row.createdAt.getTime(),
  });
  const byId = async (id: string) => {
    const row = await select().where('u.id', '=', id).executeTakeFirst();
    return row ? toAccount(row) : null;
  };

  return {
    count: async () =>
      (
        await db
          .selectFrom('auth_user')
          .select((eb) => eb.fn.countAll<number>().as('count'))
          .executeTakeFirstOrThrow()
      ).count,
    list: async () => (await select().orderBy('u.username').execute()).map(toAccount),
    byId,
    create: async (account) => {
      const context = await auth.$context;
      const name = account.name.toLowerCase();
      const email = (account.email ?? `${name}@accounts.invalid`).toLowerCase();
      const taken = await db
        .selectFrom('auth_user')
        .select('id')
        .where((eb) => eb.or([eb('username', '=', name), eb('email', '=', email)]))
        .executeTakeFirst();
      if (taken) return null;
      const user = await context.internalAdapter.createUser(
        {
          name: account.displayName,
          email,
          emailVerified: false,
          username: name,
          displayUsername: account.name,
          role: account.role,
          departmentId: account.departmentId ?? null,
          disabled: false,
          language: account.language,
        },
        { method: 'email-password' },
      );
      await context.internalAdapter.linkAccount({
        userId: user.id,
        accountId: user.id,
        providerId: 'credential',
        password: await context.password.hash(account.password),
      });
      return byId(user.id);
    },
    change: async (id, change) => {
      const context = await auth.$context;
      const values = {
        ...(change.displayName !== undefined && { name: change.displayName }),
        ...(change.role !== undefined && { role: change.role }),
        ...(change.departmentId !== undefined && { departmentId: change.departmentId }),
        ...(change.disabled !== undefined && { disabled: change.disabled }),
      };
      if (Object.keys(values).length > 0) {
        await db.updateTable('auth_user').set(values).where('id', '=', id).execute();
      }
      if (change.password !== undefined) {
        await context.internalAdapter.updatePassword(
          id,
          await context.password.hash(change.password),
        );
      }
      if (change.password !== undefined || change.role !== undefined || change.disabled === true) {
        await context.internalAdapter.deleteUserSessions(id);
      }
      return byId(id);
    },
    changePassword: async (headers, passwords) => {
      try {
        await auth.api.changePassword({
          headers,
          body: { ...passwords, revokeOtherSessions: true },
        });
        return true;
      } catch (cause) {
        if (cause instanceof APIError) return false;
        throw cause;
      }
    },
    signIn: async ({ name, password }, headers) => {
      const context = await auth.$context;
      let response: Response;
      try {
        response = name.includes('@')
          ? await auth.api.signInEmail({
              body: { email: name, password },
              headers,
              asResponse: true,
            })
          : await auth.api.signInUsername({
              body: { username: name, password },
              headers,
              asResponse: true,
            });
      } catch (cause) {
        if (cause instanceof APIError) return null;
        throw cause;
      }
      if (!response.ok) return null;
      const { user, token } = (await response.json()) as { user: { id: string }; token: string };
      const row = await db
        .selectFrom('auth_user')
        .selectAll()
        .where('id', '=', user.id)
        .executeTakeFirst();
      if (!row || row.disabled) {
        await context.internalAdapter.deleteSession(token);
        return null;
      }
      const session = await context.internalAdapter.findSession(token);
      if (!session) return null;
      return {
        signedIn: toSignedIn(row, session.session.expiresAt),
        setCookies: response.headers.getSetCookie(),
      };
    },
    signOut: async (headers) => {
      const response = await auth.api.signOut({ headers, asResponse: true });
      return response.headers.getSetCookie();
    },
    session: async (headers) => {
      const found = await auth.api.getSession({ headers });
      if (!found || found.user.disabled) return null;
      return toSignedIn(found.user, found.session.expiresAt);
    },
  };
}
