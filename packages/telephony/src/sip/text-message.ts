import type { Address } from './address.ts';
import type { Party } from './call-event.ts';
import { unsupportedOf } from './capabilities.ts';
import { bodyText, type SipRequest } from './message.ts';
import type { Field } from './outgoing-message.ts';
import { partyOf } from './uri.ts';

/** An instant message that came outside of calls (RFC 3428 section 4). */
export interface TextMessage {
  readonly from: Party;
  readonly to: Party;
  readonly text: string;
  readonly source: Address;
  /** Who has shown by digest that he sends it; null where nobody is asked. */
  readonly account: string | null;
  readonly atMs: number;
}

type TextMessageReading =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'refuse'; readonly status: number; readonly fields: readonly Field[] };

const accepted: Field = ['accept', 'text/plain'];

/** The text of a MESSAGE; what is no plain text in UTF-8 is refused with what would be taken (RFC 3428 section 7). */
export function readTextMessage(request: SipRequest): TextMessageReading {
  const refuse = (status: number, fields: readonly Field[] = []): TextMessageReading => ({
    ...{ kind: 'refuse', status, fields },
  });
  if (!/^(?:sips?|tel|im):/i.test(request.uri)) return refuse(416);
  const unsupported = unsupportedOf(request);
  if (unsupported !== null) return refuse(420, [unsupported]);
  const coding = request.headers.first('content-encoding')?.trim().toLowerCase() ?? 'identity';
  if (coding !== 'identity') return refuse(415, [['accept-encoding', 'identity']]);
  const [type = '', ...params] = (request.headers.first('content-type') ?? 'text/plain')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = params.find((one) => one.startsWith('charset='))?.slice('charset='.length) ?? '';
  const isUtf8 = ['', 'utf-8', 'utf8', 'us-ascii'].includes(charset.replaceAll('"', ''));
  if (type !== 'text/plain' || !isUtf8) return refuse(415, [accepted]);
  return { kind: 'text', text: bodyText(request) ?? '' };
}

/** What the user of the endpoint is told of it. */
export function textMessageOf(
  request: SipRequest,
  text: string,
  about: Pick<TextMessage, 'source' | 'account' | 'atMs'>,
): TextMessage {
  return { from: partyOf(request.from), to: partyOf(request.to), text, ...about };
}
