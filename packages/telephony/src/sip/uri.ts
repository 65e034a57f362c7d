import type { Party } from './call-event.ts';
import { readParams } from './header-values.ts';
import type { NameAddress } from './message.ts';

/** A SIP, SIPS or tel URI in its parts (RFC 3261 section 19.1, RFC 3966). */
export interface SipUri {
  readonly scheme: 'sip' | 'sips' | 'tel';
  /** The user part as written; for tel: the number; empty when there is none. */
  readonly user: string;
  /** Without brackets; empty for tel:. */
  readonly host: string;
  readonly port: number | null;
  readonly params: ReadonlyMap<string, string>;
  /** What stands behind `?`, as written; empty when there is nothing. */
  readonly headers: string;
}

const hostPattern = /^(\[[0-9a-f:.]+\]|[^\s:;?@[\]]+)(?::(\d{1,5}))?(;[^?]*)?(?:\?(.*))?$/i;

/** Reads a URI; null for other schemes and for what is malformed. */
export function readUri(text: string): SipUri | null {
  const colon = text.indexOf(':');
  const scheme = text.slice(0, Math.max(colon, 0)).toLowerCase();
  const rest = text.slice(colon + 1);
  if (scheme === 'tel') {
    const [number = '', ...params] = rest.split(';');
    if (!/^\+?[0-9a-f*#().-]+$/i.test(number)) return null;
    return {
      scheme,
      user: number,
      host: '',
      port: null,
      params: readParams(params.join(';')),
      headers: '',
    };
  }
  if (scheme !== 'sip' && scheme !== 'sips') return null;
  const at = rest.indexOf('@');
  const match = hostPattern.exec(rest.slice(at + 1));
  if (match === null) return null;
  const port = match[2] === undefined ? null : Number(match[2]);
  if (port !== null && port > 65535) return null;
  return {
    scheme,
    user: at < 0 ? '' : rest.slice(0, at),
    host: (match[1] ?? '').replace(/^\[|\]$/g, ''),
    port,
    params: readParams(match[3] ?? ''),
    headers: match[4] ?? '',
  };
}

/** The user part without its parameters and password, unescaped: the digits of a telephone call. */
export function dialledUser(uri: string): string {
  const user = readUri(uri)?.user ?? '';
  return unescaped(user.split(/[;:]/, 1)[0] ?? '').replace(/^(\+?[0-9*#().-]+)$/, (digits) =>
    digits.replace(/[().-]/g, ''),
  );
}

/** Percent-escapes resolved; malformed ones stay as they are. */
export function unescaped(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Text as it may stand in the user part (RFC 3261 section 25.1, user-unreserved). */
export function escapedUser(text: string): string {
  return encodeURIComponent(text).replace(/%(2B|26|3D|24|2C|3B|3F|2F)/g, (escape) =>
    decodeURIComponent(escape),
  );
}

/** Who a name-addr names. */
export function partyOf(address: NameAddress): Party {
  return { uri: address.uri, displayName: address.displayName, user: dialledUser(address.uri) };
}

const ipv4 = /^(?:\d{1,3}\.){3}\d{1,3}$/;

/** Whether a host is a literal address that a datagram can be sent to without a name service. */
export function isLiteral(host: string): boolean {
  return ipv4.test(host) || host.includes(':');
}

/** Whether a literal address never leaves the machine. */
export function isLoopback(host: string): boolean {
  return (ipv4.test(host) && host.startsWith('127.')) || host === '::1';
}
