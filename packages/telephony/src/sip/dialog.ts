import type { Address } from './address.ts';
import type { Core } from './core.ts';
import { readNameAddress } from './header-values.ts';
import type { SipMessage, SipRequest, SipResponse } from './message.ts';
import { composeRequest, type Body, type Field, type OutgoingRequest } from './outgoing-message.ts';
import { readUri } from './uri.ts';

/** What a dialog is made of when it begins (RFC 3261 section 12.1). */
interface DialogParts {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
  /** From or To with tag, as it stands in our requests. */
  readonly localParty: string;
  readonly remoteParty: string;
  readonly localSequence: number;
  readonly remoteSequence: number | null;
  readonly remoteTarget: string;
  readonly routeSet: readonly string[];
  readonly peer: Address;
}

/** One dialog: the state that its two ends share (RFC 3261 section 12). */
export class Dialog {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
  readonly #localParty: string;
  readonly #remoteParty: string;
  #localSequence: number;
  #remoteSequence: number | null;
  #remoteTarget: string;
  #routeSet: readonly string[];
  readonly #peer: Address;
  /** The last RSeq that was acknowledged by PRACK (RFC 3262 section 4). */
  lastRSeq: number | null = null;

  private constructor(parts: DialogParts) {
    this.callId = parts.callId;
    this.localTag = parts.localTag;
    this.remoteTag = parts.remoteTag;
    this.#localParty = parts.localParty;
    this.#remoteParty = parts.remoteParty;
    this.#localSequence = parts.localSequence;
    this.#remoteSequence = parts.remoteSequence;
    this.#remoteTarget = parts.remoteTarget;
    this.#routeSet = parts.routeSet;
    this.#peer = parts.peer;
  }

  /** The calling party's dialog, from a 101–299 (RFC 3261 section 12.1.2). */
  static ofResponse(request: OutgoingRequest, localTag: string, response: SipResponse): Dialog {
    const fromField = request.fields.find(([name]) => name === 'from');
    return new Dialog({
      callId: response.callId,
      localTag,
      remoteTag: response.to.params.get('tag') ?? '',
      localParty: fromField?.[1] ?? '',
      remoteParty: response.headers.first('to') ?? '',
      localSequence: request.cseq,
      remoteSequence: null,
      remoteTarget: targetOf(response) ?? request.uri,
      routeSet: response.headers.list('record-route').reverse(),
      peer: request.to,
    });
  }

  /** The called party's dialog, from the INVITE (RFC 3261 section 12.1.1). */
  static ofRequest(
    request: SipRequest,
    localTag: string,
    from: Address,
    firstSequence: number,
  ): Dialog {
    return new Dialog({
      callId: request.callId,
      localTag,
      remoteTag: request.from.params.get('tag') ?? '',
      localParty: `${request.headers.first('to') ?? ''};tag=${localTag}`,
      remoteParty: request.headers.first('from') ?? '',
      localSequence: firstSequence,
      remoteSequence: request.cseq.number,
      remoteTarget: targetOf(request) ?? request.from.uri,
      routeSet: request.headers.list('record-route'),
      peer: from,
    });
  }

  /** Where the far end is: the URI of its Contact. */
  get remoteTarget(): string {
    return this.#remoteTarget;
  }

  /** The request URI of the next request: the target, or a strict router before it (RFC 3261 section 12.2.1.1). */
  get requestUri(): string {
    const first = this.#routeSet[0];
    const firstUri = first === undefined ? null : (readNameAddress(first)?.uri ?? null);
    if (firstUri === null || (readUri(firstUri)?.params.has('lr') ?? true))
      return this.#remoteTarget;
    return firstUri;
  }

  /** A target refresh: INVITE or UPDATE and the responses to them (RFC 3261 section 12.2.1.2). */
  refresh(message: SipMessage): void {
    this.#remoteTarget = targetOf(message) ?? this.#remoteTarget;
  }

  /** The answer to the first INVITE: the route set is computed anew from it and then stays (section 13.2.2.4). */
  confirm(response: SipResponse): void {
    this.refresh(response);
    this.#routeSet = response.headers.list('record-route').reverse();
  }

  /** Whether a request of the far end comes in order; a lower CSeq than the last is refused (section 12.2.2). */
  admits(request: SipRequest): boolean {
    if (this.#remoteSequence !== null && request.cseq.number < this.#remoteSequence) return false;
    this.#remoteSequence = request.cseq.number;
    return true;
  }

  /** The next request within the dialog (RFC 3261 section 12.2.1.1); ACK takes the sequence of its INVITE. */
  request(
    core: Core,
    method: string,
    options: {
      readonly cseq?: number;
      readonly fields?: readonly Field[];
      readonly body?: Body | null;
    } = {},
  ): OutgoingRequest {
    if (options.cseq === undefined) this.#localSequence += 1;
    const cseq = options.cseq ?? this.#localSequence;
    const first = this.#routeSet[0];
    const firstUri = first === undefined ? null : (readNameAddress(first)?.uri ?? null);
    const uri = this.requestUri;
    const routes =
      uri === this.#remoteTarget
        ? this.#routeSet
        : [...this.#routeSet.slice(1), `<${this.#remoteTarget}>`];
    const branch = core.newBranch();
    const to = core.addressOf(firstUri ?? this.#remoteTarget, this.#peer);
    const fields: Field[] = [
      ['via', core.via(branch, to)],
      ...routes.map((route): Field => ['route', route]),
      ['max-forwards', '70'],
      ['from', this.#localParty],
      ['to', this.#remoteParty],
      ['call-id', this.callId],
      ['cseq', `${cseq} ${method}`],
      ...(withContact.has(method) ? [['contact', core.contact(to)] as Field] : []),
      ['user-agent', core.userAgent],
      ...(options.fields ?? []),
    ];
    return composeRequest({ method, uri, branch, cseq, fields, body: options.body ?? null, to });
  }
}

/** Requests that say where we are (RFC 3261 section 8.1.1.8, RFC 3311, 3515, 6665). */
const withContact: ReadonlySet<string> = new Set(['INVITE', 'UPDATE', 'REFER', 'NOTIFY']);

/** The URI of the first Contact, null when there is none that can be read. */
function targetOf(message: SipMessage): string | null {
  const contact = message.headers.list('contact')[0];
  if (contact === undefined) return null;
  const uri = readNameAddress(contact)?.uri ?? null;
  return uri !== null && readUri(uri) !== null ? uri : null;
}
