import type { Account, Role } from '@everyline/contract';
import { sql } from 'kysely';

import type { Accounts } from '../app/ports/accounts.ts';
import { tiesOf } from './account-ties.ts';
import { authOver, cookieOf, unlessRefused, type AccountOptions } from './auth.ts';
import type { Database } from './database.ts';
import { secondFactors } from './second-factors.ts';
import { signInTo, toSignedIn } from './sign-in.ts';

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
        'u.twoFactorEnabled',
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
    secondFactor: row.twoFactorEnabled,
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
    changePassword: async (headers, passwords) =>
      (await unlessRefused(() =>
        auth.api.changePassword({ headers, body: { ...passwords, revokeOtherSessions: true } }),
      )) !== null,
    signIn: (credentials, headers) => signInTo(auth, db, credentials, headers),
    ...tiesOf(db, byId),
    byName: async (name) => {
      const row = await select().where('u.username', '=', name.toLowerCase()).executeTakeFirst();
      return row ? toAccount(row) : null;
    },
    beginSession: async (accountId, strong, headers) => {
      const response = await auth.api.beginVouchedSession({
        body: { accountId, strong },
        headers,
        asResponse: true,
      });
      const setCookies = response.headers.getSetCookie();
      const found = await auth.api.getSession({
        headers: new Headers({ cookie: cookieOf(response) }),
      });
      if (!found) throw new Error('a session that was begun is not there');
      return { signedIn: toSignedIn(found.user, found.session), setCookies };
    },
    signOut: async (headers) => {
      const response = await auth.api.signOut({ headers, asResponse: true });
      return response.headers.getSetCookie();
    },
    session: async (headers) => {
      const found = await auth.api.getSession({ headers });
      if (!found || found.user.disabled) return null;
      return toSignedIn(found.user, found.session);
    },
    sessions: async (accountId) => {
      const rows = await db
        .selectFrom('auth_session')
        .selectAll()
        .where('userId', '=', accountId)
        .where('expiresAt', '>', sql<Date>`current_timestamp`)
        .orderBy('createdAt', 'desc')
        .execute();
      return rows.map((row) => ({
        id: row.id,
        device: row.userAgent ?? '',
        address: row.ipAddress || null,
        beganAtMs: row.createdAt.getTime(),
        usedAtMs: row.updatedAt.getTime(),
        expiresAtMs: row.expiresAt.getTime(),
      }));
    },
    endSession: async (accountId, sessionId) => {
      const result = await db
        .deleteFrom('auth_session')
        .where('userId', '=', accountId)
        .where('id', '=', sessionId)
        .executeTakeFirst();
      return result.numDeletedRows > 0n;
    },
    endSessions: async (accountId) => {
      await db.deleteFrom('auth_session').where('userId', '=', accountId).execute();
    },
    secondFactor: secondFactors(auth, db),
  };
}
