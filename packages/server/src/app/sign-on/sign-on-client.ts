import type { AccountContext } from '../accounts/account-context.ts';
import type { SignOnClient, StoredSignOn } from '../ports/sign-on.ts';
import { tellingRules } from '../telling/telling-rules.ts';

/** Where the provider sends the browser back to. */
export function returnAddress(consoleAddress: string): string {
  return new URL('/api/sign-on/back', consoleAddress).href;
}

/** A stored provider, ready to be used from a console that is opened at this address. */
export async function signOnClient(
  context: AccountContext,
  stored: StoredSignOn,
  consoleAddress: string,
): Promise<SignOnClient> {
  const { clientSecretSealed, title: _, ...rest } = stored;
  const { allowedHosts } = await tellingRules(context.store);
  return {
    ...rest,
    clientSecret: clientSecretSealed === null ? null : context.secrets.open(clientSecretSealed),
    returnAddress: returnAddress(consoleAddress),
    allowedHosts,
  };
}
