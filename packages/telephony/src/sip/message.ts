import type { HeaderFields } from './header-fields.ts';

/** A name-addr or addr-spec with its header parameters (RFC 3261 section 25.1). */
export interface NameAddress {
  readonly displayName: string | null;
  readonly uri: string;
  /** Parameter names in lower case; a parameter without a value has the empty string. */
  readonly params: ReadonlyMap<string, string>;
}

/** One Via value (RFC 3261 section 20.42). */
export interface Via {
  readonly transport: string;
  readonly host: string;
  readonly port: number | null;
  readonly params: ReadonlyMap<string, string>;
}

/** What every message must carry and every layer reads (RFC 3261 section 8.1.1). */
export interface Essentials {
  readonly via: Via;
  readonly from: NameAddress;
  readonly to: NameAddress;
  readonly callId: string;
  readonly cseq: { readonly number: number; readonly method: string };
}

export interface SipRequest extends Essentials {
  readonly kind: 'request';
  readonly method: string;
  readonly uri: string;
  readonly headers: HeaderFields;
  readonly body: Uint8Array;
}

export interface SipResponse extends Essentials {
  readonly kind: 'response';
  readonly status: number;
  readonly reason: string;
  readonly headers: HeaderFields;
  readonly body: Uint8Array;
}

export type SipMessage = SipRequest | SipResponse;

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** The body as text, null when it is empty. */
export function bodyText(message: SipMessage): string | null {
  return message.body.length === 0 ? null : utf8.decode(message.body);
}

let latest: { readonly message: SipMessage; readonly sdp: string | null } | null = null;

/**
 * The body when it is a session description: by its Content-Type, or undeclared but beginning as one. That of the last
 * message is remembered: several look at it in a row.
 */
export function sessionDescription(message: SipMessage): string | null {
  if (message.body.length === 0) return null;
  if (latest?.message !== message) latest = { message, sdp: describedBy(message) };
  return latest.sdp;
}

function describedBy(message: SipMessage): string | null {
  const text = bodyText(message);
  if (text === null) return null;
  const type = message.headers.first('content-type');
  if (type === undefined) return text.startsWith('v=') ? text : null;
  const media = type.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (media === 'application/sdp') return text;
  if (!media.startsWith('multipart/')) return null;
  return sdpOfMultipart(type, text);
}

/** The first application/sdp part of a multipart body (RFC 5621 section 3). */
function sdpOfMultipart(type: string, text: string): string | null {
  const boundary = /boundary\s*=\s*(?:"([^"]+)"|([^\s;]+))/i.exec(type);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined) return null;
  for (const part of text.split(`--${mark}`)) {
    const split = /\r?\n\r?\n/.exec(part);
    if (split === null) continue;
    if (!/content-type\s*:\s*application\/sdp/i.test(part.slice(0, split.index))) continue;
    return part.slice(split.index + split[0].length);
  }
  return null;
}
