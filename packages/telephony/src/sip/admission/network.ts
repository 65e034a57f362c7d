/** An IP network: addresses whose first bits are these. */
export interface Network {
  readonly family: 4 | 6;
  readonly prefix: bigint;
  readonly prefixBits: number;
}

/** An IP address as a number, IPv4 mapped into IPv6 (`::ffff:`) as IPv4; null for anything else. */
export function readIpAddress(text: string): { family: 4 | 6; value: bigint } | null {
  const bare = text.replace(/%.*$/s, '');
  if (!bare.includes(':')) {
    const value = readIpv4(bare);
    return value === null ? null : { family: 4, value };
  }
  const groups = readIpv6Groups(bare);
  if (groups === null) return null;
  const value = groups.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n);
  return value >> 32n === 0xffffn
    ? { family: 4, value: value & 0xffffffffn }
    : { family: 6, value };
}

function readIpv4(text: string): bigint | null {
  const parts = text.split('.');
  if (parts.length !== 4) return null;
  let value = 0n;
  for (const part of parts) {
    if (!/^(?:0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return null;
    value = (value << 8n) | BigInt(part);
  }
  return value;
}

function readIpv6Groups(text: string): number[] | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head, tail] = halves.map((half) => (half === '' ? [] : readGroups(half)));
  if (head === null || head === undefined || tail === null) return null;
  if (tail === undefined) return head.length === 8 ? head : null;
  const missing = 8 - head.length - tail.length;
  if (missing < 1) return null;
  return [...head, ...new Array<number>(missing).fill(0), ...tail];
}

function readGroups(text: string): number[] | null {
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (part.includes('.')) {
      const value = index === parts.length - 1 ? readIpv4(part) : null;
      if (value === null) return null;
      groups.push(Number(value >> 16n), Number(value & 0xffffn));
    } else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16));
    else return null;
  }
  return groups;
}

/** Reads `10.0.0.0/8`, `2001:db8::/32` or a single address; null when it is none (RFC 4632, RFC 4291 section 2.3). */
export function readNetwork(text: string): Network | null {
  const [host = '', length, ...more] = text.trim().split('/');
  const address = readIpAddress(host);
  if (address === null || more.length > 0) return null;
  const width = address.family === 4 ? 32 : 128;
  if (length !== undefined && !/^\d{1,3}$/.test(length)) return null;
  // A mapped IPv4 network counts its bits from the front of the IPv6 address.
  const mapped = address.family === 4 && host.includes(':') ? 96 : 0;
  const prefixBits = length === undefined ? width : Number(length) - mapped;
  if (prefixBits < 0 || prefixBits > width) return null;
  return {
    family: address.family,
    prefix: address.value >> BigInt(width - prefixBits),
    prefixBits,
  };
}

/** Whether an address lies in a network. */
export function inNetwork(
  address: { readonly family: 4 | 6; readonly value: bigint },
  network: Network,
): boolean {
  if (address.family !== network.family) return false;
  const width = address.family === 4 ? 32 : 128;
  return address.value >> BigInt(width - network.prefixBits) === network.prefix;
}

/** What counts as one source: an IPv4 address, or the /64 that one IPv6 host can fill at will. */
export function sourceOf(host: string): string {
  if (!host.includes(':')) return host;
  const address = readIpAddress(host);
  if (address === null) return host;
  if (address.family === 4) {
    const { value } = address;
    return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
  }
  return `${(address.value >> 64n).toString(16)}/64`;
}
