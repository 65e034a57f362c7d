import { changeAccount } from '../../app/accounts/change-account.ts';
import { createAccount } from '../../app/accounts/create-account.ts';
import { listAccounts } from '../../app/accounts/list-accounts.ts';
import { recordAudit } from '../../app/audit/record-audit.ts';
import { AppFault } from '../../app/faults.ts';
import { changePassword } from '../../app/session/change-password.ts';
import { sessionView } from '../../app/session/session-view.ts';
import { setUp, setupNeeded } from '../../app/session/set-up.ts';
import { signIn } from '../../app/session/sign-in.ts';
import type { SignInLimits } from '../../app/session/sign-in-limits.ts';
import { createToken } from '../../app/tokens/create-token.ts';
import { listTokens } from '../../app/tokens/list-tokens.ts';
import { revokeToken } from '../../app/tokens/revoke-token.ts';
import { headersOf, type Handlers } from '../handler.ts';

type SessionRoutes =
  | 'setupState'
  | 'setup'
  | 'signIn'
  | 'session'
  | 'signOut'
  | 'changePassword'
  | 'listAccounts'
  | 'createAccount'
  | 'changeAccount'
  | 'listApiTokens'
  | 'createApiToken'
  | 'revokeApiToken';

export function sessionHandlers(options: {
  readonly limits: SignInLimits;
  readonly setupCode: string | null;
}): Pick<Handlers, SessionRoutes> {
  return {
    setupState: async ({ context }) => ({ needed: await setupNeeded(context) }),
    setup: async ({ context, body, request, reply }) => {
      const nowMs = context.clock.nowMs();
      const waitMs = options.limits.waitMs(request.ip, 'set-up', nowMs);
      if (waitMs > 0)
        throw new AppFault('too_many_attempts', { seconds: Math.ceil(waitMs / 1000) });
      try {
        await setUp(context, options.setupCode, body);
      } catch (cause) {
        if (cause instanceof AppFault && cause.code === 'wrong_setup_code') {
          options.limits.failed(request.ip, 'set-up', nowMs);
        }
        throw cause;
      }
      const from = { address: request.ip, headers: headersOf(request) };
      const { signedIn, setCookies } = await signIn(context, options.limits, from, {
        name: body.account.name,
        password: body.account.password,
      });
      reply.header('set-cookie', setCookies);
      return sessionView(context, signedIn);
    },
    signIn: async ({ context, body, request, reply }) => {
      if (await setupNeeded(context)) throw new AppFault('setup_needed');
      const from = { address: request.ip, headers: headersOf(request) };
      const { signedIn, setCookies } = await signIn(context, options.limits, from, body);
      reply.header('set-cookie', setCookies);
      return sessionView(context, signedIn);
    },
    session: async ({ context, request }) => {
      const signedIn = await context.accounts.session(headersOf(request));
      if (!signedIn) throw new AppFault('not_signed_in');
      return sessionView(context, signedIn);
    },
    signOut: async ({ context, request, reply }) => {
      reply.header('set-cookie', await context.accounts.signOut(headersOf(request)));
      const id = context.actor.kind === 'person' ? context.actor.id : null;
      await recordAudit(context, context.store, 'session.end', { kind: 'account', id });
      return { done: true };
    },
    changePassword: ({ context, body, request }) =>
      changePassword(context, headersOf(request), body),
    listAccounts: ({ context }) => listAccounts(context),
    createAccount: ({ context, body }) => createAccount(context, body),
    changeAccount: ({ context, params, body }) => changeAccount(context, params.id, body),
    listApiTokens: ({ context }) => listTokens(context),
    createApiToken: ({ context, body }) => createToken(context, body),
    revokeApiToken: ({ context, params }) => revokeToken(context, params.id),
  };
}
