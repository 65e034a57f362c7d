import type { Account } from '@everyline/contract';

import type { AccountContext } from '../accounts/account-context.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Vouched } from '../ports/sign-on.ts';
import { signOnMs, type Begun } from './begin-sign-on.ts';
import { signOnClient } from './sign-on-client.ts';
import { SignOnRefusal } from './sign-on-refusal.ts';

/**
 * Lets in whom the provider vouches for: first the account of the name that it gives, from then on the account that
 * this person is tied to. Both successes and refusals are audited.
 */
export async function finishSignOn(
  context: AccountContext,
  from: { readonly address: string; readonly headers: Headers },
  back: { readonly address: URL; readonly kept: string | null },
): Promise<{ setCookies: string[] }> {
  try {
    const stored = await context.store.settings.signOn();
    if (stored === null) throw new SignOnRefusal('off');
    const begun = readBegun(context, back.kept, stored.issuer);
    const client = await signOnClient(context, stored, back.address.origin);
    const told = await context.signOn.finish(client, begun, back.address);
    if (told.kind === 'failed') throw new SignOnRefusal('failed', { detail: told.detail });
    const strong = told.value.by.some((way) => stored.strongBy.includes(way));
    const account = await accountOf(context, stored.issuer, told.value, strong);
    const { accounts } = context;
    const { signedIn, setCookies } = await accounts.beginSession(account.id, strong, from.headers);
    const subject = { kind: 'account', id: account.id };
    await recordAudit(
      { ...context, actor: signedIn.actor },
      context.store,
      'session.begin',
      subject,
      { address: from.address, provider: stored.issuer },
    );
    return { setCookies };
  } catch (cause) {
    if (cause instanceof SignOnRefusal) {
      await recordAudit(
        context,
        context.store,
        'session.refused',
        { kind: 'account', id: null },
        { address: from.address, signOn: cause.problem, ...cause.about },
      );
    }
    throw cause;
  }
}

function readBegun(context: AccountContext, kept: string | null, issuer: string): Begun {
  let begun: Begun;
  try {
    begun = JSON.parse(context.secrets.open(kept ?? '')) as Begun;
  } catch {
    throw new SignOnRefusal('over');
  }
  const ageMs = context.clock.nowMs() - begun.atMs;
  if (begun.issuer !== issuer || ageMs < 0 || ageMs > signOnMs) throw new SignOnRefusal('over');
  return begun;
}

async function accountOf(
  context: AccountContext,
  issuer: string,
  vouched: Vouched,
  strong: boolean,
): Promise<Account> {
  const about = vouched.name === null ? {} : { name: vouched.name.slice(0, 64) };
  const { accounts } = context;
  const tied = await accounts.signedOnBy(issuer, vouched.subject);
  const account = tied ?? (vouched.name === null ? null : await accounts.byName(vouched.name));
  if (account === null || account.disabled) throw new SignOnRefusal('unknown', about);
  // Whoever has a second factor here must not come in past it by the provider's password alone.
  if (account.secondFactor && !strong) throw new SignOnRefusal('weak', about);
  if (!(await accounts.tie(account.id, issuer, vouched.subject))) {
    throw new SignOnRefusal('unknown', { ...about, detail: 'tied to another subject' });
  }
  return account;
}
