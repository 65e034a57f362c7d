import type { Address } from '../address.ts';
import { readNameAddress } from '../header-values.ts';
import type { SipResponse } from '../message.ts';
import { readUri, unescaped } from '../uri.ts';

/** A number of seconds as Expires and the `expires` parameter have it; null when absent or malformed. */
export function readSeconds(text: string | undefined): number | null {
  const trimmed = text?.trim() ?? '';
  return /^\d{1,10}$/.test(trimmed) ? Math.min(Number(trimmed), 2 ** 32 - 1) : null;
}

/**
 * How long a 200 to a REGISTER keeps our contact, in seconds (RFC 3261 section 10.2.4): by its `expires` parameter, by
 * the Expires header, or as asked where the registrar says nothing; 0 when it names contacts and ours is not among them.
 */
export function grantedTo(response: SipResponse, contactUri: string, askedS: number): number {
  const ours = readUri(contactUri);
  const contacts = response.headers.list('contact').map(readNameAddress);
  const general = readSeconds(response.headers.first('expires')) ?? askedS;
  if (contacts.length === 0) return general;
  for (const contact of contacts) {
    if (contact === null) continue;
    const theirs = readUri(contact.uri);
    if (
      unescaped(theirs?.user ?? '') === unescaped(ours?.user ?? '') &&
      theirs?.host.toLowerCase() === ours?.host.toLowerCase() &&
      (theirs?.port ?? 5060) === (ours?.port ?? 5060)
    )
      return readSeconds(contact.params.get('expires')) ?? general;
  }
  // A gateway may have put its own address in the place of the only contact.
  const [only] = contacts;
  if (contacts.length > 1 || only === null || only === undefined) return 0;
  return readSeconds(only.params.get('expires')) ?? general;
}

/** Where the far end saw our request come from, null when that is our own address (RFC 3581 section 4). */
export function seenAs(response: SipResponse, local: Address): Address | null {
  const { params } = response.via;
  const port = Number(params.get('rport') ?? '');
  const host = params.get('received') ?? local.host;
  if (!Number.isInteger(port) || port <= 0 || port > 65_535) return null;
  return host === local.host && port === local.port ? null : { host, port };
}
