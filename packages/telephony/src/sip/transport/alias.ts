import { transportOf, type Address } from '../address.ts';
import { readVia } from '../header-values.ts';
import { splitOutside } from '../header-fields.ts';

const latin = new TextDecoder('latin1');

/**
 * The place that requests may be sent to by the connection which a first request came by, null for none: its Via says
 * `alias`, and it is the sender's own address (RFC 5923 section 8). Over TLS only a verified certificate shows that;
 * elsewhere another program behind the same address could take its neighbour's calls.
 */
export function aliasOf(message: Uint8Array, far: Address, certified: boolean): Address | null {
  const transport = transportOf(far);
  if (transport !== 'tcp' && transport !== 'tls') return null;
  if (transport === 'tls' && !certified) return null;
  const head = latin.decode(message.subarray(0, 4096));
  if (/^SIP\//i.test(head)) return null;
  const value = /\n(?:via|v)[ \t]*:((?:[^\r\n]|\r?\n[ \t])*)/i.exec(head)?.[1] ?? '';
  const via = readVia(splitOutside(value.trim(), ',')[0] ?? '');
  if (via === null || !via.params.has('alias')) return null;
  if (via.host !== far.host || via.transport.toLowerCase() !== transport) return null;
  return { host: far.host, port: via.port ?? (transport === 'tls' ? 5061 : 5060), transport };
}
