import { acceptField, unsupportedOf } from './capabilities.ts';
import type { SipMessage, SipRequest } from './message.ts';
import type { Field } from './outgoing-message.ts';

/** A To tag that is the same for every repeat of a request, so that nothing need be kept. */
export function statelessTag(message: SipMessage): string {
  let hash = 0x811c9dc5;
  for (const character of `${message.callId}|${message.via.params.get('branch') ?? ''}|${message.cseq.number}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** Why a new INVITE or OPTIONS cannot be served, in the order of RFC 3261 section 8.2. */
export function refusalOf(
  request: SipRequest,
): { status: number; fields: readonly Field[] } | null {
  if (!/^(?:sips?|tel):/i.test(request.uri)) return { status: 416, fields: [] };
  const unsupported = unsupportedOf(request);
  if (unsupported !== null) return { status: 420, fields: [unsupported] };
  const type = request.headers.first('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  const readable =
    type === undefined || type === 'application/sdp' || type.startsWith('multipart/');
  if (request.body.length > 0 && !readable) return { status: 415, fields: [acceptField] };
  const accept = request.headers
    .list('accept')
    .map((value) => value.split(';', 1)[0]?.trim().toLowerCase());
  const sdp = ['application/sdp', 'application/*', '*/*'];
  if (accept.length > 0 && !accept.some((value) => value !== undefined && sdp.includes(value))) {
    return { status: 406, fields: [] };
  }
  return null;
}
