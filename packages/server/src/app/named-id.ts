import { sha256Hex } from './sha256-hex.ts';

/** A UUID of version 8 (RFC 9562, section 5.8) that is always the same for the same name. */
export async function namedId(name: string): Promise<string> {
  const hex = await sha256Hex(name);
  const variant = (0x8 | (Number.parseInt(hex.charAt(16), 16) & 0x3)).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
