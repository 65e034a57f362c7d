import { splitOutside } from './header-fields.ts';
import type { NameAddress, Via } from './message.ts';

/** Reads `;name=value` parameters (RFC 3261 section 25.1, generic-param); values lose their quotes. */
export function readParams(text: string): Map<string, string> {
  const params = new Map<string, string>();
  if (text === '') return params;
  for (const piece of splitOutside(text, ';')) {
    if (piece === '') continue;
    const equals = piece.indexOf('=');
    const name = (equals < 0 ? piece : piece.slice(0, equals).trimEnd()).toLowerCase();
    if (name === '' || params.has(name)) continue;
    params.set(name, equals < 0 ? '' : unquoted(piece.slice(equals + 1).trimStart()));
  }
  return params;
}

/** A quoted string without its quotes and escapes; other text as it is. */
export function unquoted(text: string): string {
  if (text.length < 2 || !text.startsWith('"') || !text.endsWith('"')) return text;
  return text.slice(1, -1).replace(/\\(.)/gs, '$1');
}

/** A string in quotes, with backslash and quote escaped. */
export function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

/**
 * Reads a name-addr or addr-spec; null when its quotes or brackets do not close or there is no URI.
 * Display names that should have been quoted and blanks inside the brackets are forgiven.
 */
export function readNameAddress(text: string): NameAddress | null {
  const value = text.trim();
  let displayName: string | null = null;
  let rest = value;
  if (value.startsWith('"')) {
    const end = closingQuote(value);
    if (end < 0) return null;
    displayName = unquoted(value.slice(0, end + 1));
    rest = value.slice(end + 1).trim();
    if (!rest.startsWith('<')) return null;
  }
  const open = rest.indexOf('<');
  if (open < 0) {
    const semicolon = rest.indexOf(';');
    const uri = (semicolon < 0 ? rest : rest.slice(0, semicolon)).trim();
    if (!hasScheme(uri) || /[\s"]/.test(uri)) return null;
    return {
      displayName: null,
      uri,
      params: readParams(semicolon < 0 ? '' : rest.slice(semicolon)),
    };
  }
  const close = rest.indexOf('>', open);
  if (close < 0) return null;
  if (displayName === null && open > 0) {
    displayName = rest.slice(0, open).trim();
    if (displayName.includes('"')) return null;
  }
  const uri = rest.slice(open + 1, close).trim();
  if (!hasScheme(uri) || /\s/.test(uri)) return null;
  return {
    displayName: displayName === '' ? null : displayName,
    uri,
    params: readParams(rest.slice(close + 1)),
  };
}

function hasScheme(uri: string): boolean {
  return /^[a-z][a-z0-9+.-]*:./i.test(uri);
}

/** The index of the quote that closes the one at the start, −1 when none does. */
function closingQuote(text: string): number {
  for (let at = 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return -1;
}

const viaPattern =
  /^SIP\s*\/\s*([0-9.]+)\s*\/\s*([^\s;,/]+)\s+(\[[^\]\s]+\]|[^\s:;,[\]]+)(?:\s*:\s*(\d{1,5}))?\s*(;[^]*)?$/i;

/** Reads one Via value; null when it is none. */
export function readVia(text: string): Via | null {
  const match = viaPattern.exec(text);
  if (match === null) return null;
  const [, , transport, host, port, params] = match;
  if (transport === undefined || host === undefined) return null;
  return {
    transport: transport.toUpperCase(),
    host: host.replace(/^\[|\]$/g, ''),
    port: port === undefined ? null : Number(port),
    params: readParams(params ?? ''),
  };
}

/** Reads a CSeq; null when it is malformed or its number is 2^31 or more (RFC 3261 section 8.1.1.5). */
export function readCSeq(text: string): { number: number; method: string } | null {
  const match = /^(\d{1,20})\s+(\S+)$/.exec(text.trim());
  if (match === null) return null;
  const number = Number(match[1]);
  return number < 2 ** 31 ? { number, method: match[2] ?? '' } : null;
}
