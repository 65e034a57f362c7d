import { canonicalName, HeaderFields, splitOutside, type HeaderField } from './header-fields.ts';
import { readCSeq, readNameAddress, readVia } from './header-values.ts';
import type { Essentials, SipRequest, SipResponse } from './message.ts';

/** Why a request cannot be served although it was understood: the status to answer it with. */
export interface RequestFault {
  readonly status: 400 | 505;
  readonly reason: string;
}

/**
 * What a datagram holds. A `faulty` request has enough to be answered; `junk` has not, or is a response that
 * must be dropped; `keep-alive` is RFC 5626's CRLF. `forgiven` names each departure from the grammar.
 */
export type Parsed =
  | {
      readonly kind: 'request';
      readonly message: SipRequest;
      readonly forgiven: readonly string[];
      /** The whole message as it came. */
      readonly text: string;
    }
  | {
      readonly kind: 'faulty';
      readonly message: SipRequest;
      readonly forgiven: readonly string[];
      readonly fault: RequestFault;
    }
  | {
      readonly kind: 'response';
      readonly message: SipResponse;
      readonly forgiven: readonly string[];
      readonly text: string;
    }
  | { readonly kind: 'keep-alive' }
  | { readonly kind: 'junk'; readonly reason: string };

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const methodPattern = /^[A-Za-z0-9\-.!%*_+`'~]+$/;
const single = ['from', 'to', 'call-id', 'cseq', 'max-forwards', 'content-type'] as const;
/** A datagram cannot be longer; a head of more lines is no SIP. */
const maxHeaderLines = 500;

/** Reads one datagram (RFC 3261 sections 7 and 18.3, RFC 4475). Never throws. */
export function parseMessage(bytes: Uint8Array): Parsed {
  const forgiven: string[] = [];
  let start = 0;
  while (start < bytes.length && (bytes[start] === 13 || bytes[start] === 10)) start += 1;
  if (start === bytes.length) return bytes.length === 0 ? junk('empty') : { kind: 'keep-alive' };
  const { headEnd, bodyStart } = endOfHead(bytes, start);
  if (bodyStart < 0) forgiven.push('no empty line after the headers');
  const text = utf8.decode(bytes);
  // Where no character has more than one octet, octets and characters have the same numbers.
  const head =
    text.length === bytes.length
      ? text.slice(start, headEnd)
      : utf8.decode(bytes.subarray(start, headEnd));
  const lines = unfolded(head, forgiven);
  const startLine = lines[0] ?? '';
  if (lines.length > maxHeaderLines) return junk('too many headers');
  const available = bodyStart < 0 ? bytes.subarray(bytes.length) : bytes.subarray(bodyStart);

  const isResponse = /^SIP\//i.test(startLine);
  const first = isResponse ? null : requestLine(startLine, forgiven);
  const status = isResponse ? statusLine(startLine) : null;
  if (first === null && status === null) return junk('no start line');

  const headers = new HeaderFields(headerLines(lines, forgiven));
  const faults: string[] = [...(first?.faults ?? [])];
  const body = bodyOf(headers, available, faults, forgiven, isResponse);
  const essentials = essentialsOf(headers, faults, forgiven);
  if (essentials === null) return junk(faults[0] ?? 'malformed');

  if (status !== null) {
    if (faults.length > 0) return junk(faults[0] ?? 'malformed');
    return {
      kind: 'response',
      message: { kind: 'response', ...status, ...essentials, headers, body },
      forgiven,
      text,
    };
  }
  if (first === null) return junk('no start line');
  const message: SipRequest = {
    kind: 'request',
    method: first.method,
    uri: first.uri,
    ...essentials,
    headers,
    body,
  };
  if (first.version !== '2.0') {
    return {
      kind: 'faulty',
      message,
      forgiven,
      fault: { status: 505, reason: 'Version Not Supported' },
    };
  }
  if (essentials.cseq.method !== first.method) faults.push('CSeq method does not match');
  const maxForwards = headers.first('max-forwards');
  if (maxForwards !== undefined && !(/^\d{1,9}$/.test(maxForwards) && Number(maxForwards) <= 255)) {
    faults.push('Max-Forwards out of range');
  }
  const fault = faults[0];
  if (fault !== undefined) {
    return {
      kind: 'faulty',
      message,
      forgiven,
      fault: { status: 400, reason: `Bad Request - ${fault}` },
    };
  }
  return { kind: 'request', message, forgiven, text };
}

function junk(reason: string): Parsed {
  return { kind: 'junk', reason };
}

/** Where the head ends and the body begins; bodyStart −1 when no empty line ends the head. */
function endOfHead(bytes: Uint8Array, start: number): { headEnd: number; bodyStart: number } {
  for (let at = bytes.indexOf(10, start); at >= 0; at = bytes.indexOf(10, at + 1)) {
    const next = bytes[at + 1];
    if (next === 10) return { headEnd: at, bodyStart: at + 2 };
    if (next === 13 && bytes[at + 2] === 10) return { headEnd: at, bodyStart: at + 3 };
  }
  return { headEnd: bytes.length, bodyStart: -1 };
}

/** The lines of the head with continuation lines joined (RFC 3261 section 7.3.1). */
function unfolded(head: string, forgiven: string[]): string[] {
  const lines: string[] = [];
  let bareLineFeed = false;
  for (let from = 0; from <= head.length;) {
    const lineFeed = head.indexOf('\n', from);
    let end = lineFeed < 0 ? head.length : lineFeed;
    const next = end + 1;
    if (end > from && head.charCodeAt(end - 1) === 13) end -= 1;
    else if (lineFeed >= 0) bareLineFeed = true;
    const text = head.slice(from, end);
    from = next;
    const last = lines.length - 1;
    if (last > 0 && (text.startsWith(' ') || text.startsWith('\t')))
      lines[last] = `${lines[last]} ${text.trim()}`;
    else lines.push(text);
  }
  if (bareLineFeed) forgiven.push('lines ended by LF alone');
  return lines;
}

interface RequestLine {
  readonly method: string;
  readonly uri: string;
  readonly version: string;
  readonly faults: readonly string[];
}

/** A request line as it should be, its URI without headers. */
const plainRequestLine = /^([A-Z]+) ([^\s<>?]+) SIP\/(\d+\.\d+)$/;

function requestLine(line: string, forgiven: string[]): RequestLine | null {
  const plain = plainRequestLine.exec(line);
  if (plain !== null) {
    const [, method = '', uri = '', version = ''] = plain;
    return { method, uri, version, faults: [] };
  }
  const words = line.split(/[ \t]+/).filter((word) => word !== '');
  const [method = ''] = words;
  const version = /^SIP\/(\d+\.\d+)$/i.exec(words.at(-1) ?? '')?.[1];
  if (words.length < 3 || version === undefined || !methodPattern.test(method)) return null;
  if (line.split(' ').length !== words.length || line.includes('\t'))
    forgiven.push('blanks in the request line');
  const faults: string[] = [];
  let uri = words.slice(1, -1).join(' ');
  if (uri.startsWith('<') && uri.endsWith('>')) {
    uri = uri.slice(1, -1);
    forgiven.push('request URI in angle brackets');
  }
  if (uri.includes(' ')) faults.push('blank in the request URI');
  const behindUser = uri.slice(uri.indexOf('@') + 1);
  if (/^sips?:/i.test(uri) && behindUser.includes('?')) faults.push('headers in the request URI');
  return { method, uri, version, faults };
}

function statusLine(line: string): { status: number; reason: string } | null {
  const match = /^SIP\/2\.0\s+(\d+)(?:\s+(.*))?$/i.exec(line);
  const status = Number(match?.[1]);
  if (match === null || !(status >= 100 && status <= 699) || match[1]?.length !== 3) return null;
  return { status, reason: (match[2] ?? '').trim() };
}

function headerLines(lines: readonly string[], forgiven: string[]): HeaderField[] {
  const fields: HeaderField[] = [];
  for (let index = 1; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line === '') continue;
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim();
    if (!methodPattern.test(name)) {
      forgiven.push('a header line without a name');
      continue;
    }
    fields.push({ name: canonicalName(name), value: line.slice(colon + 1).trim() });
  }
  return fields;
}

/** The body by Content-Length, which counts octets; a lie is a fault of a request and forgiven in a response. */
function bodyOf(
  headers: HeaderFields,
  available: Uint8Array,
  faults: string[],
  forgiven: string[],
  isResponse: boolean,
): Uint8Array {
  const lengths = headers.lines('content-length');
  if (lengths.length === 0) return available;
  const blame = (reason: string): Uint8Array => {
    (isResponse ? forgiven : faults).push(reason);
    return available;
  };
  const value = lengths[0] ?? '';
  if (lengths.some((other) => other !== value)) return blame('several Content-Length');
  if (!/^\d{1,9}$/.test(value)) return blame('Content-Length is no number');
  const length = Number(value);
  if (length > available.length) return blame('Content-Length is greater than the body');
  if (length < available.length) forgiven.push('octets behind the body');
  return available.subarray(0, length);
}

function essentialsOf(
  headers: HeaderFields,
  faults: string[],
  forgiven: string[],
): Essentials | null {
  for (const name of repeatedNames(headers)) {
    const lines = headers.lines(name);
    if (lines.every((line) => line === lines[0])) forgiven.push(`${name} twice`);
    else faults.push(`several ${name}`);
  }
  const vias: string[] = [];
  for (const { name, value } of headers.fields) {
    if (name !== 'via') continue;
    for (const one of splitOutside(value, ',')) vias.push(one);
  }
  const via = readVia(vias[0] ?? '');
  if (via === null) {
    faults.unshift('no Via');
    return null;
  }
  if (vias.some((value, index) => index > 0 && readVia(value) === null))
    faults.push('malformed Via');
  const callId = headers.first('call-id') ?? '';
  const cseq = readCSeq(headers.first('cseq') ?? '');
  const from = readNameAddress(headers.first('from') ?? '');
  const to = readNameAddress(headers.first('to') ?? '');
  if (callId === '') faults.push('no Call-ID');
  if (cseq === null) faults.push('no CSeq that can be read');
  if (from === null) faults.push('no From that can be read');
  if (to === null) faults.push('no To that can be read');
  return {
    via,
    callId,
    cseq: cseq ?? { number: 0, method: '' },
    from: from ?? nobody,
    to: to ?? nobody,
  };
}

/** Those of the headers that may stand once only which stand more often, in the order of `single`. */
function repeatedNames({ fields }: HeaderFields): readonly string[] {
  let seen = 0;
  let repeated = 0;
  for (const { name } of fields) {
    const index = single.indexOf(name as (typeof single)[number]);
    if (index < 0) continue;
    const bit = 1 << index;
    if ((seen & bit) === 0) seen |= bit;
    else repeated |= bit;
  }
  return repeated === 0 ? [] : single.filter((_, index) => (repeated & (1 << index)) !== 0);
}

const nobody = { displayName: null, uri: '', params: new Map<string, string>() };
