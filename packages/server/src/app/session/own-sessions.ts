import type { AccountSession } from '@everyline/contract';

import type { AccountContext } from '../accounts/account-context.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { notFound } from '../faults.ts';
import type { SignedIn } from '../ports/accounts.ts';

/** Where the one who asks is signed in. */
export async function ownSessions(
  context: AccountContext,
  signedIn: SignedIn,
): Promise<AccountSession[]> {
  const sessions = await context.accounts.sessions(signedIn.actor.id);
  return sessions.map((session) => ({ ...session, current: session.id === signedIn.sessionId }));
}

/** Ends one of the own sessions: a machine that one has left behind. */
export async function endOwnSession(
  context: AccountContext,
  signedIn: SignedIn,
  sessionId: string,
): Promise<{ done: true }> {
  const { id } = signedIn.actor;
  if (!(await context.accounts.endSession(id, sessionId))) throw notFound('session');
  await recordAudit(context, context.store, 'session.end_other', { kind: 'account', id });
  return { done: true };
}
