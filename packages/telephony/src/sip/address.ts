/** Where a datagram comes from or goes to: a literal IPv4 or IPv6 address (no brackets) and a port. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** A source of uniform numbers in [0, 1); seeded in tests and simulations, cryptographic in the binding. */
export type RandomSource = () => number;

/** Writes an address as it stands in a URI or a Via: IPv6 in brackets (RFC 3261 section 25.1, hostport). */
export function hostPort(address: Address): string {
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return `${host}:${address.port}`;
}

/** Whether two addresses are the same place. */
export function sameAddress(a: Address, b: Address): boolean {
  return a.port === b.port && a.host === b.host;
}
