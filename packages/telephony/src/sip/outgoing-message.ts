import type { Address } from './address.ts';
import { canonicalName, spelledName } from './header-fields.ts';
import type { SipRequest } from './message.ts';

/** A header to be written: canonical name and value. */
export type Field = readonly [name: string, value: string];

/** A message composed once and sent as often as its transaction asks. */
export interface OutgoingMessage {
  /** The whole message; its octets are made anew each time it is sent, since most are sent once and kept for long. */
  readonly text: string;
  readonly to: Address;
  /** Where it goes when the connection of `to` has closed. */
  readonly otherwise?: Address;
}

export interface OutgoingRequest extends OutgoingMessage {
  readonly method: string;
  readonly uri: string;
  readonly branch: string;
  readonly cseq: number;
  readonly fields: readonly Field[];
  readonly body: Body | null;
}

export interface OutgoingResponse extends OutgoingMessage {
  readonly status: number;
}

/** A body with its media type. */
export interface Body {
  readonly type: string;
  readonly text: string;
}

/** Header fields as a user names them. */
export function fieldsOf(headers: Readonly<Record<string, string>> | undefined): Field[] {
  return Object.entries(headers ?? {}).map(([name, value]): Field => [canonicalName(name), value]);
}

/** A session description as a body. */
export function sdpBody(text: string): Body {
  return { type: 'application/sdp', text };
}

/** The end of a message: what its body is, and the body. */
function ending(body: Body | null): string {
  if (body === null) return 'Content-Length: 0\r\n\r\n';
  return `Content-Type: ${body.type}\r\nContent-Length: ${octetsOf(body.text)}\r\n\r\n${body.text}`;
}

function headerLine(name: string, value: string): string {
  return `${spelledName(name)}: ${singleLine(value)}\r\n`;
}

/** How many octets a text has in UTF-8, in which a lone surrogate becomes U+FFFD. */
export function octetsOf(text: string): number {
  let octets = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    if (unit < 0x800) octets += 1;
    else {
      // The two units of a pair become four octets, any other unit three.
      octets += 2;
      if ((unit & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) at += 1;
    }
  }
  return octets;
}

/** A header value can never begin a new line: what is given to us must not write headers of its own. */
function singleLine(value: string): string {
  return value.includes('\n') || value.includes('\r') ? value.replace(/[\r\n]+/g, ' ') : value;
}

/** Composes a request; `fields` must hold the Via with `branch` first (RFC 3261 section 8.1.1). */
export function composeRequest(parts: {
  readonly method: string;
  readonly uri: string;
  readonly branch: string;
  readonly cseq: number;
  readonly fields: readonly Field[];
  readonly body: Body | null;
  readonly to: Address;
}): OutgoingRequest {
  const { method, uri, branch, cseq, fields, to } = parts;
  let text = `${method} ${singleLine(uri)} SIP/2.0\r\n`;
  for (const [name, value] of fields) text += headerLine(name, value);
  text += ending(parts.body);
  return {
    method,
    uri,
    branch,
    cseq,
    fields,
    body: parts.body,
    to,
    text,
  };
}

/**
 * Composes a response to a request: Via, From, Call-ID, CSeq and, below 300, Record-Route are copied, the To
 * gets our tag (RFC 3261 section 8.2.6).
 */
export function composeResponse(
  request: SipRequest,
  parts: {
    readonly status: number;
    readonly reason: string;
    readonly toTag: string | null;
    readonly fields: readonly Field[];
    readonly body: Body | null;
    readonly to: Address;
    readonly otherwise?: Address;
    readonly via: string;
  },
): OutgoingResponse {
  const { status, toTag } = parts;
  const { headers } = request;
  let text = `SIP/2.0 ${status} ${singleLine(parts.reason)}\r\n`;
  let isFirst = true;
  for (const { name, value } of headers.fields) {
    if (name !== 'via') continue;
    text += headerLine('via', isFirst ? parts.via : value);
    isFirst = false;
  }
  if (status > 100 && status < 300) {
    for (const { name, value } of headers.fields)
      if (name === 'record-route') text += headerLine(name, value);
  }
  for (const name of copied) {
    const value = headers.first(name);
    if (value === undefined) continue;
    const tagged = name === 'to' && toTag !== null && !request.to.params.has('tag');
    text += headerLine(name, tagged ? `${value};tag=${toTag}` : value);
  }
  for (const [name, value] of parts.fields) text += headerLine(name, value);
  text += ending(parts.body);
  return {
    status,
    text,
    to: parts.to,
    ...(parts.otherwise === undefined ? {} : { otherwise: parts.otherwise }),
  };
}

/** What a response has as its request has it, beside Via and Record-Route. */
const copied = ['from', 'to', 'call-id', 'cseq'] as const;
