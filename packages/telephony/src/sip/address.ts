/** How messages travel (RFC 3261 section 18, RFC 7118). */
export type Transport = 'udp' | 'tcp' | 'tls' | 'ws' | 'wss';

/** Where a message comes from or goes to: a literal IPv4 or IPv6 address (no brackets), a port and a transport. */
export interface Address {
  readonly host: string;
  readonly port: number;
  /** UDP unless given. */
  readonly transport?: Transport;
  /** The connection that it came by, and by which the answer goes back while it stands (RFC 3261 section 18.2.2). */
  readonly flow?: number;
  /** The name that a TLS certificate must be for and that stands in the WebSocket request; the host unless given. */
  readonly name?: string;
  /** The resource that a WebSocket asks its server for (RFC 7118 section 4.1); `/` unless given. */
  readonly path?: string;
}

/** A source of uniform numbers in [0, 1); seeded in tests and simulations, cryptographic in the binding. */
export type RandomSource = () => number;

/** Writes an address as it stands in a URI or a Via: IPv6 in brackets (RFC 3261 section 25.1, hostport); port 0 is not written. */
export function hostPort(address: Address): string {
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return address.port === 0 ? host : `${host}:${address.port}`;
}

/** Whether two addresses are the same place, reached the same way. */
export function sameAddress(a: Address, b: Address): boolean {
  return a.port === b.port && a.host === b.host && transportOf(a) === transportOf(b);
}

/** How an address is reached. */
export function transportOf(address: Address): Transport {
  return address.transport ?? 'udp';
}

/** Whether what is sent to an address arrives whole and in order or not at all (RFC 3261 section 17). */
export function isReliable(address: Address): boolean {
  return transportOf(address) !== 'udp';
}

/** The port of a transport where none is written (RFC 3261 section 19.1.2, RFC 7118 section 8). */
export function defaultPort(transport: Transport): number {
  return { udp: 5060, tcp: 5060, tls: 5061, ws: 80, wss: 443 }[transport];
}

/** Reads a transport as it stands in a URI or a Via, in any letter case; null for one that is not spoken here. */
export function readTransport(text: string): Transport | null {
  const lower = text.toLowerCase();
  return lower === 'udp' || lower === 'tcp' || lower === 'tls' || lower === 'ws' || lower === 'wss'
    ? lower
    : null;
}
