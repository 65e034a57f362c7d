import type { AccountContext } from '../accounts/account-context.ts';
import type { SignOnChecks } from '../ports/sign-on.ts';
import { signOnClient } from './sign-on-client.ts';
import { SignOnRefusal } from './sign-on-refusal.ts';

/** So long somebody may take at the provider's own page. */
export const signOnMs = 15 * 60_000;

/** What the browser keeps, sealed, until it comes back. */
export interface Begun extends SignOnChecks {
  readonly issuer: string;
  readonly atMs: number;
}

/** Where the browser goes to sign on, and what it keeps meanwhile. */
export async function beginSignOn(
  context: AccountContext,
  consoleAddress: string,
): Promise<{ url: string; kept: string }> {
  const stored = await context.store.settings.signOn();
  if (stored === null) throw new SignOnRefusal('off');
  const asked = await context.signOn.begin(await signOnClient(context, stored, consoleAddress));
  if (asked.kind === 'failed') throw new SignOnRefusal('failed', { detail: asked.detail });
  const begun: Begun = {
    ...asked.value.checks,
    issuer: stored.issuer,
    atMs: context.clock.nowMs(),
  };
  return { url: asked.value.url, kept: context.secrets.seal(JSON.stringify(begun)) };
}
