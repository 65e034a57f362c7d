import { recordAudit } from '../audit/record-audit.ts';
import type { AccountContext } from '../accounts/account-context.ts';
import { AppFault } from '../faults.ts';
import type { Credentials, SignedIn } from '../ports/accounts.ts';
import type { SignInLimits } from './sign-in-limits.ts';

/** Signs in; both successes and failures are audited, and too many failures close the door for a while. */
export async function signIn(
  context: AccountContext,
  limits: SignInLimits,
  from: { readonly address: string; readonly headers: Headers },
  credentials: Credentials,
): Promise<{ signedIn: SignedIn; setCookies: string[] }> {
  const nowMs = context.clock.nowMs();
  const waitMs = limits.waitMs(from.address, credentials.name, nowMs);
  if (waitMs > 0) throw new AppFault('too_many_attempts', { seconds: Math.ceil(waitMs / 1000) });
  const result = await context.accounts.signIn(credentials, from.headers);
  if (result.kind === 'code_needed') throw new AppFault('second_factor_needed', {}, 'code');
  if (result.kind !== 'signed_in') {
    const subject = { kind: 'account', id: null };
    limits.failed(from.address, credentials.name, nowMs);
    await recordAudit(context, context.store, 'session.refused', subject, {
      name: credentials.name.slice(0, 64),
      address: from.address,
      ...(result.kind === 'wrong_code' && { secondFactor: true }),
    });
    if (result.kind === 'wrong_code') throw new AppFault('wrong_second_factor', {}, 'code');
    throw new AppFault('wrong_sign_in');
  }
  limits.succeeded(credentials.name);
  await recordAudit(
    { ...context, actor: result.signedIn.actor },
    context.store,
    'session.begin',
    { kind: 'account', id: result.signedIn.actor.id },
    {
      address: from.address,
    },
  );
  return result;
}
