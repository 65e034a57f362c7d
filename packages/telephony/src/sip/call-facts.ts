import type { CallFacts, Diversion, HistoryEntry, Party, Warning } from './call-event.ts';
import { splitOutside, type HeaderFields } from './header-fields.ts';
import { readNameAddress, readParams, unquoted } from './header-values.ts';
import { partyOf, readUri, unescaped } from './uri.ts';

/** What the headers of an INVITE say beside From and To; what cannot be read is left out. */
export function readCallFacts(headers: HeaderFields): CallFacts {
  const referredBy = headers.first('referred-by');
  return {
    asserted: readAsserted(headers),
    privacy: readPrivacy(headers),
    diversions: readDiversions(headers),
    history: readHistory(headers),
    referredBy: referredBy === undefined ? null : readParty(referredBy),
    maxForwards: readCount(headers.first('max-forwards')),
    maxBreadth: readCount(headers.first('max-breadth')),
  };
}

/** Who the network says is calling (RFC 3325 section 9.1). */
export function readAsserted(headers: HeaderFields): Party[] {
  return headers
    .list('p-asserted-identity')
    .map(readParty)
    .filter((party) => party !== null);
}

/** The priv-values in lower case, `none` included (RFC 3323 section 4.2, RFC 3325 section 9.3). */
export function readPrivacy(headers: HeaderFields): string[] {
  return headers
    .lines('privacy')
    .flatMap((line) => line.split(/[;,]/))
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== '');
}

/** Who diverted the call, the last diversion first (RFC 5806 section 4). */
export function readDiversions(headers: HeaderFields): Diversion[] {
  return headers
    .list('diversion')
    .map((value): Diversion | null => {
      const address = readNameAddress(value);
      if (address === null) return null;
      return {
        party: partyOf(address),
        reason: address.params.get('reason')?.toLowerCase() ?? null,
        count: readCount(address.params.get('counter')) ?? 1,
      };
    })
    .filter((diversion) => diversion !== null);
}

/**
 * The targets that the request has had, in the order of their indices (RFC 7044 section 5): why each was left is in
 * the Reason or `cause` of its URI (RFC 4458, RFC 4244).
 */
export function readHistory(headers: HeaderFields): HistoryEntry[] {
  return headers
    .list('history-info')
    .map((value): HistoryEntry | null => {
      const address = readNameAddress(value);
      const index = address?.params.get('index') ?? '';
      if (address === null || !/^\d+(?:\.\d+)*$/.test(index)) return null;
      const uri = readUri(address.uri);
      return {
        party: partyOf(address),
        index,
        cause: readCount(uri?.params.get('cause')) ?? causeOf(uri?.headers ?? ''),
        mappedFrom: address.params.get('rc') ?? address.params.get('mp') ?? null,
      };
    })
    .filter((entry) => entry !== null)
    .sort((a, b) => compareIndices(a.index, b.index));
}

/** The cause of a Reason header that stands in a URI's headers. */
function causeOf(headers: string): number | null {
  const reason = /(?:^|&)reason=([^&]*)/i.exec(headers)?.[1];
  return readCount(/;\s*cause\s*=\s*(\d+)/i.exec(unescaped(reason ?? ''))?.[1]);
}

function compareIndices(a: string, b: string): number {
  const [first, second] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (let at = 0; at < Math.max(first.length, second.length); at += 1) {
    const difference = (first[at] ?? -1) - (second[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The Warning headers (RFC 3261 section 20.43). */
export function readWarnings(headers: HeaderFields): Warning[] {
  return headers.list('warning').flatMap((value) => {
    const match = /^(\d{3})\s+\S+\s+(".*")$/s.exec(value);
    return match === null ? [] : [{ code: Number(match[1]), text: unquoted(match[2] ?? '') }];
  });
}

/** The SIP causes of the Reason headers (RFC 3326 section 2): 200 means that the call was completed elsewhere. */
export function readSipCause(headers: HeaderFields): number | null {
  for (const value of headers.list('reason')) {
    const [protocol = ''] = splitOutside(value, ';');
    if (protocol.toLowerCase() !== 'sip') continue;
    return readCount(readParams(value.slice(protocol.length)).get('cause'));
  }
  return null;
}

function readParty(value: string): Party | null {
  const address = readNameAddress(value);
  return address === null ? null : partyOf(address);
}

function readCount(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null;
}
