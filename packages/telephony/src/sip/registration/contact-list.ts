import { readNameAddress } from '../header-values.ts';
import type { SipRequest } from '../message.ts';
import { readUri } from '../uri.ts';
import type { Binding } from './binding.ts';
import { readSeconds } from './registration-response.ts';

/** One contact that a REGISTER names. */
export interface AskedContact {
  readonly uri: string;
  readonly q: number;
  /** As asked, in seconds; null when neither the contact nor the request says. */
  readonly expiresS: number | null;
  readonly flow: Binding['flow'];
}

/** What a REGISTER asks for (RFC 3261 section 10.3 step 6): nothing but the list, all to go, or these contacts. */
export type AskedContacts =
  | { readonly kind: 'none' }
  | { readonly kind: 'all' }
  | { readonly kind: 'some'; readonly contacts: readonly AskedContact[] }
  | { readonly kind: 'malformed'; readonly reason: string };

/** Reads the Contact headers of a REGISTER. */
export function readAskedContacts(request: SipRequest): AskedContacts {
  const values = request.headers.list('contact');
  const general = readSeconds(request.headers.first('expires'));
  if (values.length === 0) return { kind: 'none' };
  if (values.includes('*')) {
    if (values.length > 1) return { kind: 'malformed', reason: 'Contact Star With Others' };
    return general === 0
      ? { kind: 'all' }
      : { kind: 'malformed', reason: 'Contact Star Needs Expires Zero' };
  }
  const contacts: AskedContact[] = [];
  for (const value of values) {
    const address = readNameAddress(value);
    const uri = address === null ? null : readUri(address.uri);
    if (address === null || uri === null || uri.scheme === 'tel')
      return { kind: 'malformed', reason: 'Malformed Contact' };
    const { params } = address;
    contacts.push({
      uri: address.uri,
      q: readQ(params.get('q')),
      expiresS: readSeconds(params.get('expires')) ?? general,
      flow: readFlow(params),
    });
  }
  return { kind: 'some', contacts };
}

/** A q value with up to three decimals (RFC 3261 section 25.1); 1 for none and for what is malformed. */
function readQ(text: string | undefined): number {
  return text !== undefined && /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(text) ? Number(text) : 1;
}

function readFlow(params: ReadonlyMap<string, string>): Binding['flow'] {
  const instance = params.get('+sip.instance')?.replace(/^<|>$/g, '') ?? '';
  const regId = Number(params.get('reg-id') ?? Number.NaN);
  return instance === '' || !Number.isInteger(regId) || regId <= 0 ? null : { instance, regId };
}
