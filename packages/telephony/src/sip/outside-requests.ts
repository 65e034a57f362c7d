import type { Address } from './address.ts';
import type { Gate } from './admission/gate.ts';
import type { CallTable } from './call-table.ts';
import {
  acceptField,
  allowedMethods,
  allowField,
  otherMethods,
  supportedField,
} from './capabilities.ts';
import type { Core } from './core.ts';
import type { EndpointCall } from './endpoint-call.ts';
import { IncomingCallMachine } from './incoming-call.ts';
import { InviteAdmission, type InvitePolicy } from './invite-admission.ts';
import type { SipRequest } from './message.ts';
import type { Field } from './outgoing-message.ts';
import { refusalOf, statelessTag } from './outside-dialogs.ts';
import type { Registrar } from './registration/registrar.ts';
import { readTextMessage, textMessageOf, type TextMessage } from './text-message.ts';
import type { TransactionLayer } from './transaction-layer.ts';

/** Serves requests that belong to no call: they pass the gate, begin a call or are answered (RFC 3261 section 8.2). */
export class OutsideRequests {
  readonly #core: Core;
  readonly #layer: TransactionLayer;
  readonly #calls: CallTable;
  readonly #gate: Gate | null;
  readonly #registrar: Registrar | null;
  readonly #policy: InvitePolicy;
  readonly #messages: ((message: TextMessage) => void) | null;
  readonly #allow: Field;
  readonly #admission: InviteAdmission;

  constructor(parts: {
    readonly core: Core;
    readonly layer: TransactionLayer;
    readonly calls: CallTable;
    readonly gate: Gate | null;
    readonly registrar: Registrar | null;
    readonly policy: InvitePolicy;
    readonly messages: ((message: TextMessage) => void) | null;
  }) {
    this.#core = parts.core;
    this.#layer = parts.layer;
    this.#calls = parts.calls;
    this.#gate = parts.gate;
    this.#registrar = parts.registrar;
    this.#policy = parts.policy;
    this.#messages = parts.messages;
    this.#allow =
      parts.messages === null ? allowField : [allowField[0], `${allowField[1]}, MESSAGE`];
    this.#admission = new InviteAdmission(parts.core, parts.calls, parts.policy);
  }

  /** Serves a request that belongs to no call; `log` writes it on the ladder of the call that it begins. */
  receive(
    request: SipRequest,
    from: Address,
    log: (call: EndpointCall) => void,
    nowMs: number,
  ): void {
    const { method } = request;
    const decision = this.#gate?.judge(request, from, nowMs) ?? everybody;
    if (decision.kind === 'silence') return;
    if (decision.kind === 'answer')
      this.refuse(request, from, decision.status, nowMs, decision.fields);
    else if (method === 'REGISTER' && this.#registrar !== null) {
      const answer = this.#registrar.receive(request, from, decision.account, nowMs);
      this.#answer(request, from, answer.status, nowMs, answer.fields, answer.reason);
    } else if (request.to.params.has('tag')) {
      if (method !== 'INVITE') this.refuse(request, from, 481, nowMs);
      else this.#answer(request, from, 481, nowMs);
    } else if (method === 'INVITE') this.#invite(request, from, decision.account, log, nowMs);
    else if (method === 'MESSAGE' && this.#messages !== null)
      this.#message(request, from, decision.account, this.#messages, nowMs);
    else if (method === 'OPTIONS') {
      const refusal = refusalOf(request);
      const fields = refusal?.fields ?? [this.#allow, supportedField, acceptField];
      this.refuse(request, from, refusal?.status ?? 200, nowMs, fields);
    } else if (allowedMethods.some((allowed) => allowed === method))
      this.refuse(request, from, 481, nowMs);
    else {
      const registered = otherMethods.some((other) => other === method);
      this.refuse(request, from, registered ? 405 : 501, nowMs, [this.#allow]);
    }
  }

  /** Answers without keeping anything (RFC 3261 section 8.2.7). */
  refuse(
    request: SipRequest,
    from: Address,
    status: number,
    nowMs: number,
    fields: readonly Field[] = [],
    reason?: string,
  ): void {
    const toTag = statelessTag(request);
    this.#core.send(
      this.#core.response(request, from, { status, reason, toTag, fields }),
      null,
      nowMs,
    );
  }

  #invite(
    request: SipRequest,
    from: Address,
    account: string | null,
    log: (call: EndpointCall) => void,
    nowMs: number,
  ): void {
    const decision = this.#admission.decide(request);
    if (decision.kind === 'refuse') {
      this.#answer(request, from, decision.status, nowMs, decision.fields);
      return;
    }
    const transaction = this.#layer.accept(request, from);
    const call = new IncomingCallMachine({
      core: this.#core,
      layer: this.#layer,
      request,
      transaction,
      callId: this.#calls.freeId(request.callId),
      account,
      touched: this.#calls.touch,
      timerWish: this.#policy.timerWish,
      takesTransfers: this.#policy.takesTransfers,
      replaces: decision.replaces,
    });
    this.#layer.assign(transaction, call);
    this.#calls.addTaken(call, request, transaction);
    log(call);
    call.start(nowMs);
  }

  /** Tells of a message once; a repeat of it meets the transaction's answer. */
  #message(
    request: SipRequest,
    from: Address,
    account: string | null,
    tell: (message: TextMessage) => void,
    nowMs: number,
  ): void {
    const reading = readTextMessage(request);
    if (reading.kind === 'refuse') {
      this.#answer(request, from, reading.status, nowMs, reading.fields);
      return;
    }
    this.#answer(request, from, 200, nowMs);
    tell(textMessageOf(request, reading.text, { source: from, account, atMs: nowMs }));
  }

  /** Answers within a transaction: an INVITE's cares for the ACK, a REGISTER's for repeats. */
  #answer(
    request: SipRequest,
    from: Address,
    status: number,
    nowMs: number,
    fields: readonly Field[] = [],
    reason?: string,
  ): void {
    const transaction = this.#layer.accept(request, from);
    const response = this.#core.response(request, from, {
      status,
      reason,
      toTag: statelessTag(request),
      fields,
    });
    transaction.respond(response, nowMs);
  }
}

/** Without a gate everybody passes, and nobody has shown who he is. */
const everybody = { kind: 'pass', account: null } as const;
