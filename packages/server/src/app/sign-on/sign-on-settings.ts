import type { SignOnChange, SignOnOffer, SignOnState } from '@everyline/contract';
import { isLoopbackHost } from '@everyline/domain';

import { authorise, requireWholeCity } from '../access/authorise.ts';
import type { AccountContext } from '../accounts/account-context.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { AppFault } from '../faults.ts';
import type { StoredSignOn } from '../ports/sign-on.ts';
import { returnAddress, signOnClient } from './sign-on-client.ts';

const subject = { kind: 'settings', id: 'sign_on' };

/** What the door offers beside passwords. */
export async function signOnOffer(context: AccountContext): Promise<SignOnOffer> {
  return { title: (await context.store.settings.signOn())?.title ?? null };
}

export async function readSignOn(
  context: AccountContext,
  consoleAddress: string,
): Promise<SignOnState> {
  requireWholeCity(await authorise(context, 'accounts.see'));
  return state(await context.store.settings.signOn(), consoleAddress);
}

/** Saves a provider that has shown to be one. */
export async function changeSignOn(
  context: AccountContext,
  change: SignOnChange,
  consoleAddress: string,
): Promise<SignOnState> {
  requireWholeCity(await authorise(context, 'accounts.edit'));
  requireIssuer(change.issuer);
  const stored = merged(context, await context.store.settings.signOn(), change);
  const asked = await context.signOn.begin(await signOnClient(context, stored, consoleAddress));
  if (asked.kind === 'failed') {
    throw new AppFault('sign_on_provider', { detail: asked.detail }, 'issuer');
  }
  await context.store.transaction(async (within) => {
    await within.settings.saveSignOn(stored);
    const { clientSecretSealed, ...shown } = stored;
    const details = { ...shown, hasSecret: clientSecretSealed !== null };
    await recordAudit(context, within, 'accounts.sign_on', subject, details);
  });
  return state(stored, consoleAddress);
}

export async function removeSignOn(context: AccountContext): Promise<{ done: true }> {
  requireWholeCity(await authorise(context, 'accounts.edit'));
  await context.store.transaction(async (within) => {
    await within.settings.saveSignOn(null);
    await recordAudit(context, within, 'accounts.sign_on_removed', subject);
  });
  return { done: true };
}

/** What the provider says of people is worth what the way to it is worth: TLS, unless it never leaves the machine. */
function requireIssuer(issuer: string): void {
  const url = URL.parse(issuer);
  const isSafe =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopbackHost(url.hostname));
  if (isSafe && url.username === '' && url.password === '' && url.search === '' && url.hash === '')
    return;
  const detail = {
    zh: '签发者须是 https:// 开头的地址，不带账号和参数',
    en: 'the issuer is an address that begins with https://, without account and parameters',
  };
  throw new AppFault('invalid_input', { detail }, 'issuer');
}

/** A secret that is kept stays with its provider: another one must not be sent it. */
function merged(
  context: AccountContext,
  before: StoredSignOn | null,
  change: SignOnChange,
): StoredSignOn {
  const { clientSecret, ...rest } = change;
  const same = before?.issuer === rest.issuer && before.clientId === rest.clientId;
  const kept = same ? before.clientSecretSealed : null;
  const clientSecretSealed =
    clientSecret === undefined
      ? kept
      : clientSecret === null || clientSecret === ''
        ? null
        : context.secrets.seal(clientSecret);
  return { ...rest, clientSecretSealed };
}

function state(stored: StoredSignOn | null, consoleAddress: string): SignOnState {
  const address = returnAddress(consoleAddress);
  if (stored === null) return { settings: null, returnAddress: address };
  const { clientSecretSealed, strongBy, ...rest } = stored;
  return {
    settings: { ...rest, strongBy: [...strongBy], hasSecret: clientSecretSealed !== null },
    returnAddress: address,
  };
}
