import type { FastifyRequest } from 'fastify';

import { acceptInvitation, seeInvitation } from '../../app/accounts/accept-invitation.ts';
import type { AccountContext } from '../../app/accounts/account-context.ts';
import { recordAudit } from '../../app/audit/record-audit.ts';
import { AppFault, type FaultCode } from '../../app/faults.ts';
import { changePassword } from '../../app/session/change-password.ts';
import {
  beginSecondFactor,
  confirmSecondFactor,
  dropSecondFactor,
  renewBackupCodes,
} from '../../app/session/own-second-factor.ts';
import { endOwnSession, ownSessions } from '../../app/session/own-sessions.ts';
import { sessionView } from '../../app/session/session-view.ts';
import { setUp, setupNeeded } from '../../app/session/set-up.ts';
import { signIn } from '../../app/session/sign-in.ts';
import type { SignInLimits } from '../../app/session/sign-in-limits.ts';
import { headersOf, type Handlers } from '../handler.ts';

type SessionRoutes =
  | 'setupState'
  | 'setup'
  | 'signIn'
  | 'session'
  | 'signOut'
  | 'changePassword'
  | 'listSessions'
  | 'endSession'
  | 'beginSecondFactor'
  | 'confirmSecondFactor'
  | 'renewBackupCodes'
  | 'dropSecondFactor'
  | 'seeInvitation'
  | 'acceptInvitation';

export function sessionHandlers(options: {
  readonly limits: SignInLimits;
  readonly setupCode: string | null;
}): Pick<Handlers, SessionRoutes> {
  /** Does what a secret opens, unless too many secrets were guessed from there; a wrong one counts. */
  const guess = async <T>(
    context: AccountContext,
    address: string,
    name: string,
    wrong: FaultCode,
    open: () => Promise<T>,
  ): Promise<T> => {
    const nowMs = context.clock.nowMs();
    const waitMs = options.limits.waitMs(address, name, nowMs);
    if (waitMs > 0) throw new AppFault('too_many_attempts', { seconds: Math.ceil(waitMs / 1000) });
    try {
      return await open();
    } catch (cause) {
      if (cause instanceof AppFault && cause.code === wrong) {
        options.limits.failed(address, name, nowMs);
      }
      throw cause;
    }
  };
  return {
    setupState: async ({ context }) => ({ needed: await setupNeeded(context) }),
    setup: async ({ context, body, request, reply }) => {
      await guess(context, request.ip, 'set-up', 'wrong_setup_code', () =>
        setUp(context, options.setupCode, body),
      );
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
      const { signedIn } = await ownSession(context, request);
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
    listSessions: async ({ context, request }) => {
      const { signedIn } = await ownSession(context, request);
      return ownSessions(context, signedIn);
    },
    endSession: async ({ context, params, request }) => {
      const { signedIn } = await ownSession(context, request);
      return endOwnSession(context, signedIn, params.id);
    },
    beginSecondFactor: async ({ context, body, request }) =>
      beginSecondFactor(context, await ownSession(context, request), body.password),
    confirmSecondFactor: async ({ context, body, request, reply }) => {
      const own = await ownSession(context, request);
      reply.header('set-cookie', await confirmSecondFactor(context, own, body.code));
      return { done: true };
    },
    renewBackupCodes: async ({ context, body, request }) =>
      renewBackupCodes(context, await ownSession(context, request), body.password),
    dropSecondFactor: async ({ context, body, request, reply }) => {
      const own = await ownSession(context, request);
      reply.header('set-cookie', await dropSecondFactor(context, own, body.password));
      return { done: true };
    },
    seeInvitation: ({ context, body, request }) =>
      guess(context, request.ip, `join ${request.ip}`, 'invitation_over', () =>
        seeInvitation(context, body.secret),
      ),
    acceptInvitation: async ({ context, body, request, reply }) => {
      const name = await guess(context, request.ip, `join ${request.ip}`, 'invitation_over', () =>
        acceptInvitation(context, body),
      );
      const from = { address: request.ip, headers: headersOf(request) };
      const credentials = { name, password: body.password };
      const { signedIn, setCookies } = await signIn(context, options.limits, from, credentials);
      reply.header('set-cookie', setCookies);
      return sessionView(context, signedIn);
    },
  };
}

/** The session that asks; throws `not_signed_in` for a token, which has none. */
async function ownSession(context: AccountContext, request: FastifyRequest) {
  const headers = headersOf(request);
  const signedIn =
    request.headers.authorization === undefined ? await context.accounts.session(headers) : null;
  if (!signedIn) throw new AppFault('not_signed_in');
  return { signedIn, headers };
}
