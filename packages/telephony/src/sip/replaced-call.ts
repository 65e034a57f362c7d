import type { EndpointCall } from './endpoint-call.ts';
import type { HeaderFields } from './header-fields.ts';
import { readReplaces } from './replaces.ts';

/** The call of ours that an INVITE is to replace, or the status that refuses it (RFC 3891 section 3). */
export function replacedCall(
  headers: HeaderFields,
  find: (callId: string, localTag: string) => EndpointCall | undefined,
): EndpointCall | null | 400 | 481 | 486 | 603 {
  const values = headers.lines('replaces');
  if (values.length === 0) return null;
  const replaces = values.length === 1 ? readReplaces(values[0] ?? '') : null;
  if (replaces === null || headers.first('join') !== undefined) return 400;
  const call = find(replaces.callId, replaces.localTag);
  const session = call?.sessionWith(replaces.remoteTag) ?? null;
  if (call === undefined || session === null) return 481;
  if (session === 'over' || call.over || session.over) return 603;
  if (session.confirmed) return replaces.earlyOnly ? 486 : call;
  return call.placed ? call : 481;
}
