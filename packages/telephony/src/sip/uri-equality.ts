import { readUri, unescaped, type SipUri } from './uri.ts';

/** Parameters that must be the same in both URIs, or missing in both (RFC 3261 section 19.1.4). */
const telling = ['user', 'ttl', 'method', 'maddr', 'transport'];

/**
 * Whether two URIs mean the same (RFC 3261 section 19.1.4, RFC 3966 section 4): the user with its case, scheme, host
 * and parameters without it, a port that is written is not one that is not. What cannot be read equals only itself.
 */
export function sameUri(a: string, b: string): boolean {
  if (a === b) return true;
  const [first, second] = [readUri(a), readUri(b)];
  if (first === null || second === null) return false;
  if (first.scheme !== second.scheme) return false;
  if (first.scheme === 'tel') return bareNumber(first.user) === bareNumber(second.user);
  return (
    unescaped(first.user) === unescaped(second.user) &&
    first.host.toLowerCase() === second.host.toLowerCase() &&
    first.port === second.port &&
    sameParams(first, second) &&
    sameHeaders(first.headers, second.headers)
  );
}

function bareNumber(number: string): string {
  return number.replace(/[().-]/g, '').toLowerCase();
}

function sameParams(a: SipUri, b: SipUri): boolean {
  for (const name of new Set([...a.params.keys(), ...b.params.keys()])) {
    const [first, second] = [a.params.get(name), b.params.get(name)];
    const missing = first === undefined || second === undefined;
    if (missing && telling.includes(name)) return false;
    if (missing) continue;
    if (unescaped(first).toLowerCase() !== unescaped(second).toLowerCase()) return false;
  }
  return true;
}

function sameHeaders(a: string, b: string): boolean {
  const sorted = (text: string): string => unescaped(text).split('&').sort().join('&');
  return sorted(a) === sorted(b);
}
