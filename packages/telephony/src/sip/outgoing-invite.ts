import type { Address } from './address.ts';
import type { CallAuthorization } from './call-authorization.ts';
import { allowField, supportedField } from './capabilities.ts';
import type { Core } from './core.ts';
import type { Credentials } from './digest.ts';
import { canonicalName } from './header-fields.ts';
import { quoted } from './header-values.ts';
import { composeRequest, type Field, type OutgoingRequest } from './outgoing-message.ts';
import { qosOffer } from './preconditions.ts';
import type { SessionTimer } from './session-timer.ts';

/** A call to be made. */
export interface OutgoingCall {
  /** e.g. `sip:02861881111@10.0.0.1:5060` or `tel:+862861881111`. */
  readonly requestUri: string;
  readonly from: { readonly uri: string; readonly displayName?: string };
  /** The To URI; the request URI unless given. */
  readonly to?: string;
  /** The next hop: the trunk, or the outbound proxy. */
  readonly sendTo: Address;
  /** Where it is tried next, in order, when nothing comes from there or 503 (RFC 3263 section 4.3). */
  readonly alternatives?: readonly Address[];
  /** Preloaded route set (RFC 3261 section 8.1.1.1), each a name-addr or URI. */
  readonly route?: readonly string[];
  /** Our description: the offer, and what offers of the far end are answered from. */
  readonly sdp: string;
  /** The INVITE carries no offer: the far end makes one, which is answered from `sdp` (RFC 3261 section 13.2.1). */
  readonly offerless?: boolean;
  /** The offer says that our access is ready, as an IMS trunk expects (RFC 3312). */
  readonly preconditions?: boolean;
  /** The Replaces value of a call at the far end that this one takes the place of (RFC 3891). */
  readonly replaces?: string;
  /** Who transferred us there: a name-addr (RFC 3892). */
  readonly referredBy?: string;
  /** How many hops it may take; 70 unless given. A call that goes on from another gives what is left of that one's. */
  readonly maxForwards?: number;
  /** Further headers, e.g. `P-Asserted-Identity`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Overrides the endpoint's credentials. */
  readonly credentials?: Credentials;
}

/** What the INVITE of a call offers, null when it leaves that to the far end. */
export function offerOf(call: OutgoingCall): string | null {
  if (call.offerless === true) return null;
  return call.preconditions === true ? qosOffer(call.sdp, null) : call.sdp;
}

/** The INVITE of a call, for one transaction (RFC 3261 section 13.2.1). */
export function inviteRequest(
  core: Core,
  call: OutgoingCall,
  attempt: {
    readonly callId: string;
    readonly localTag: string;
    readonly sequence: number;
    readonly sendTo: Address;
    readonly timer: SessionTimer;
    readonly authorization: CallAuthorization;
  },
): OutgoingRequest {
  const { sequence, sendTo } = attempt;
  const branch = core.newBranch();
  const routes = (call.route ?? []).map((route): Field => [
    'route',
    route.includes('<') ? route : `<${route}>`,
  ]);
  const offer = offerOf(call);
  const display = call.from.displayName === undefined ? '' : `${quoted(call.from.displayName)} `;
  const fields: Field[] = [
    ['via', core.via(branch, sendTo)],
    ...routes,
    ['max-forwards', String(call.maxForwards ?? 70)],
    ['from', `${display}<${call.from.uri}>;tag=${attempt.localTag}`],
    ['to', `<${call.to ?? call.requestUri}>`],
    ['call-id', attempt.callId],
    ['cseq', `${sequence} INVITE`],
    ['contact', core.contact(sendTo)],
    allowField,
    call.preconditions === true
      ? ['supported', `${supportedField[1]}, precondition`]
      : supportedField,
    ...attempt.timer.requestFields(),
    ...optional('replaces', call.replaces),
    ...optional('require', call.replaces === undefined ? undefined : 'replaces'),
    ...optional('referred-by', call.referredBy),
    ['user-agent', core.userAgent],
    ...Object.entries(call.headers ?? {}).map(([name, value]): Field => [
      canonicalName(name),
      value,
    ]),
    ...attempt.authorization.fields('INVITE', call.requestUri, offer ?? ''),
  ];
  return composeRequest({
    method: 'INVITE',
    uri: call.requestUri,
    branch,
    cseq: sequence,
    fields,
    body: offer === null ? null : { type: 'application/sdp', text: offer },
    to: sendTo,
  });
}

/** The CANCEL of an INVITE, whose branch, URI and CSeq number it shares (RFC 3261 section 9.1). */
export function cancelRequest(
  core: Core,
  invite: OutgoingRequest,
  reason: readonly Field[],
): OutgoingRequest {
  const copied = new Set(['via', 'route', 'max-forwards', 'from', 'to', 'call-id']);
  const fields: Field[] = [
    ...invite.fields.filter(([name]) => copied.has(name)),
    ['cseq', `${invite.cseq} CANCEL`],
    ['user-agent', core.userAgent],
    ...reason,
  ];
  return composeRequest({ ...invite, method: 'CANCEL', fields, body: null });
}

function optional(name: string, value: string | undefined): Field[] {
  return value === undefined ? [] : [[name, value]];
}
