import type { Address } from '../address.ts';
import { quoted } from '../header-values.ts';
import type { SipRequest } from '../message.ts';
import type { Field } from '../outgoing-message.ts';
import type { Binding } from './binding.ts';
import type { AskedContact } from './contact-list.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A copy of text of its own: a piece of a message would keep the whole message in memory as long as it lives. */
function ownCopy(text: string): string {
  return decoder.decode(encoder.encode(text));
}

const none: readonly string[] = [];

/** The binding that a contact of a REGISTER makes, in text of its own; `names` are the programs known so far. */
export function lasting(
  contact: AskedContact,
  request: SipRequest,
  from: Address,
  expiresAtMs: number,
  names: Map<string, string>,
): Binding {
  const { flow } = contact;
  const path = request.headers.list('path');
  const userAgent = request.headers.first('user-agent');
  return {
    contact: ownCopy(contact.uri),
    q: contact.q,
    expiresAtMs,
    callId: ownCopy(request.callId),
    cseq: request.cseq.number,
    path: path.length === 0 ? none : path.map(ownCopy),
    flow: flow === null ? null : { instance: ownCopy(flow.instance), regId: flow.regId },
    source: from,
    userAgent: userAgent === undefined ? null : shared(userAgent.slice(0, 200), names),
  };
}

/** Programs have few names: one copy of each serves all bindings, as long as they are few. */
function shared(text: string, names: Map<string, string>): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const copy = ownCopy(text);
  if (names.size < 256) names.set(copy, copy);
  return copy;
}

/** The Contact header of a binding in a 200 (RFC 3261 section 10.3 step 8). */
export function bindingField({ contact, q, flow, expiresAtMs }: Binding, nowMs: number): Field {
  const expiresS = Math.max(1, Math.ceil((expiresAtMs - nowMs) / 1000));
  const parts = [`<${contact}>`];
  if (q < 1) parts.push(`q=${q}`);
  if (flow !== null)
    parts.push(`+sip.instance=${quoted(`<${flow.instance}>`)}`, `reg-id=${flow.regId}`);
  return ['contact', [...parts, `expires=${expiresS}`].join(';')];
}
