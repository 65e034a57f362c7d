import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';

/** Sessions without a password, for whom a provider of identities vouches; asked for by functions only, never by HTTP. */
export const vouchedSessions = {
  id: 'vouched-sessions',
  endpoints: {
    beginVouchedSession: createAuthEndpoint(
      '/vouched-session',
      {
        method: 'POST',
        metadata: {
          scope: 'server',
          $Infer: { body: {} as { accountId: string; strong: boolean } },
        },
      },
      async (ask) => {
        const { accountId, strong } = ask.body;
        const user = await ask.context.internalAdapter.findUserById(accountId);
        if (user === null) throw new APIError('NOT_FOUND');
        // Fields of our own have their defaults unless everything is overridden.
        const own = { strong };
        const session = await ask.context.internalAdapter.createSession(
          accountId,
          false,
          own,
          true,
        );
        await setSessionCookie(ask, { session, user });
        return ask.json({ token: session.token });
      },
    ),
  },
} satisfies BetterAuthPlugin;
