import type { SecondFactors } from '../app/ports/accounts.ts';
import { unlessRefused, type Auth } from './auth.ts';
import type { Database } from './database.ts';

/** Second factors by better-auth's plugin: keys and backup codes are sealed with the secret of sessions. */
export function secondFactors(auth: Auth, db: Database): SecondFactors {
  return {
    begin: async (headers, password) => {
      const made = await unlessRefused(() =>
        auth.api.enableTwoFactor({ headers, body: { password } }),
      );
      if (made?.method !== 'totp') return null;
      const key = new URL(made.totpURI).searchParams.get('secret') ?? '';
      return { key, backupCodes: made.backupCodes };
    },
    confirm: async (headers, code) => {
      const response = await auth.api.verifyTOTP({ headers, body: { code }, asResponse: true });
      return response.ok ? response.headers.getSetCookie() : null;
    },
    renewCodes: async (headers, password) =>
      (await unlessRefused(() => auth.api.generateBackupCodes({ headers, body: { password } })))
        ?.backupCodes ?? null,
    drop: async (headers, password) => {
      const body = { password };
      const response = await auth.api.disableTwoFactor({ headers, body, asResponse: true });
      return response.ok ? response.headers.getSetCookie() : null;
    },
    reset: async (accountId) => {
      const { internalAdapter } = await auth.$context;
      await db.transaction().execute(async (within) => {
        await within.deleteFrom('auth_two_factor').where('userId', '=', accountId).execute();
        await within
          .updateTable('auth_user')
          .set({ twoFactorEnabled: false })
          .where('id', '=', accountId)
          .execute();
      });
      await internalAdapter.deleteUserSessions(accountId);
    },
  };
}
