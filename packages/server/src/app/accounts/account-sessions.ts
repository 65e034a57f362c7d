import type { Account, AccountSession } from '@everyline/contract';

import { authorise, requireWholeCity } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { notFound } from '../faults.ts';
import type { AccountContext } from './account-context.ts';

/** Where somebody is signed in: with addresses, so the look is audited. */
export async function accountSessions(
  context: AccountContext,
  id: string,
): Promise<AccountSession[]> {
  const account = await accountToEdit(context, id);
  await recordOn(context, account, 'accounts.see_sessions');
  const sessions = await context.accounts.sessions(id);
  return sessions.map((session) => ({ ...session, current: false }));
}

export async function endAccountSessions(
  context: AccountContext,
  id: string,
): Promise<{ done: true }> {
  const account = await accountToEdit(context, id);
  await context.accounts.endSessions(id);
  await recordOn(context, account, 'accounts.end_sessions');
  return { done: true };
}

/** For a lost telephone: the account signs in with its password alone until a new factor is set up. */
export async function resetSecondFactor(
  context: AccountContext,
  id: string,
): Promise<{ done: true }> {
  const account = await accountToEdit(context, id);
  await context.accounts.secondFactor.reset(id);
  await recordOn(context, account, 'accounts.reset_second_factor');
  return { done: true };
}

async function accountToEdit(context: AccountContext, id: string): Promise<Account> {
  requireWholeCity(await authorise(context, 'accounts.edit'));
  const account = await context.accounts.byId(id);
  if (!account) throw notFound('account');
  return account;
}

async function recordOn(
  context: AccountContext,
  { id, name }: Account,
  operation: string,
): Promise<void> {
  await recordAudit(context, context.store, operation, { kind: 'account', id }, { name });
}
