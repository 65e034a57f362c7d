import {
  defaultPort,
  readTransport,
  transportOf,
  type Address,
  type Transport,
} from './address.ts';
import { isLiteral, isLoopback, readUri, type SipUri } from './uri.ts';

/**
 * Where a request to a URI goes without asking a name service (RFC 3261 section 8.1.2, RFC 3263 section 4), within a
 * dialog that is spoken with `peer`. A name goes to `peer`; so does every target outside the machine when the peer is
 * on it, and everybody who is reached only over the way that he opened himself (RFC 5626 `ob`, RFC 7118).
 */
export function nextHopOf(uri: string, peer: Address): Address {
  const parsed = readUri(uri);
  if (parsed === null || !isLiteral(parsed.host)) return peer;
  if (isLoopback(peer.host) && !isLoopback(parsed.host)) return peer;
  const transport = transportOfUri(parsed, peer);
  if (parsed.params.has('ob') || transport === 'ws' || transport === 'wss') return peer;
  const port = parsed.port ?? defaultPort(transport);
  const place: Address =
    transport === 'udp' ? { host: parsed.host, port } : { host: parsed.host, port, transport };
  const samePlace = parsed.host === peer.host && transport === transportOf(peer);
  return samePlace && peer.name !== undefined ? { ...place, name: peer.name } : place;
}

/** The transport that a URI with a literal address asks for (RFC 3263 section 4.1). */
export function transportOfUri(uri: SipUri, peer: Address | null): Transport {
  const written = readTransport(uri.params.get('transport') ?? '');
  const secure = uri.scheme === 'sips';
  if (written === 'ws') return secure || peer?.transport === 'wss' ? 'wss' : 'ws';
  if (written === 'tcp' && secure) return 'tls';
  if (written !== null) return written;
  if (secure) return 'tls';
  // Equipment that leaves the parameter out means the way that it came by itself, where it is the same host.
  return peer !== null && peer.host === uri.host ? transportOf(peer) : 'udp';
}
