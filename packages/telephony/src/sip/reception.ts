import type { Address } from './address.ts';
import type { Gate } from './admission/gate.ts';
import type { CallTable } from './call-table.ts';
import type { Core } from './core.ts';
import type { Ladder } from './ladder.ts';
import type { SipRequest } from './message.ts';
import { statelessTag } from './outside-dialogs.ts';
import type { OutsideRequests } from './outside-requests.ts';
import { parseMessage, type Parsed } from './parse.ts';
import type { ServerTransaction } from './server-transaction.ts';
import type { TransactionLayer } from './transaction-layer.ts';

/** Takes every message that comes in to its transaction, its call, or where requests outside of calls are served. */
export class Reception {
  readonly #core: Core;
  readonly #layer: TransactionLayer;
  readonly #calls: CallTable;
  readonly #outside: OutsideRequests;
  readonly #admits: (from: Address) => boolean;
  readonly #gate: Gate | null;

  constructor(parts: {
    readonly core: Core;
    readonly layer: TransactionLayer;
    readonly calls: CallTable;
    readonly outside: OutsideRequests;
    readonly admits: (from: Address) => boolean;
    readonly gate: Gate | null;
  }) {
    this.#core = parts.core;
    this.#layer = parts.layer;
    this.#calls = parts.calls;
    this.#outside = parts.outside;
    this.#admits = parts.admits;
    this.#gate = parts.gate;
  }

  receive(bytes: Uint8Array, from: Address, nowMs: number): void {
    const parsed = parseMessage(bytes);
    switch (parsed.kind) {
      case 'response':
        this.#response(parsed, from, nowMs);
        break;
      case 'request':
        this.#request(parsed, from, nowMs);
        break;
      case 'faulty':
        if (parsed.message.method !== 'ACK' && this.#hears(from, nowMs)) {
          const { status, reason } = parsed.fault;
          this.#outside.refuse(parsed.message, from, status, nowMs, [], reason);
        }
        break;
      case 'keep-alive':
      case 'junk':
        break;
    }
  }

  #response(
    { message: response, forgiven, text }: Extract<Parsed, { kind: 'response' }>,
    from: Address,
    nowMs: number,
  ): void {
    if (response.headers.list('via').length !== 1) return;
    const transaction = this.#layer.clientOf(response);
    if (transaction === undefined) return;
    transaction.owner.ladder?.add('in', from, text, nowMs, forgiven);
    transaction.receive(response, nowMs);
    transaction.owner.touched();
  }

  #request(
    { message: request, forgiven, text }: Extract<Parsed, { kind: 'request' }>,
    from: Address,
    nowMs: number,
  ): void {
    const known = this.#layer.serverOf(request);
    const callOfDialog = this.#calls.ofDialog(request.callId, request.to.params.get('tag') ?? '');
    const cancelled = request.method === 'CANCEL' ? this.#layer.cancelledBy(request) : undefined;
    const owner = known?.owner ?? callOfDialog ?? cancelled?.owner ?? null;
    if (owner === null && !this.#hears(from, nowMs)) return;
    const log = (call: { readonly ladder: Pick<Ladder, 'add'> | null }): void => {
      call.ladder?.add('in', from, text, nowMs, forgiven);
    };
    if (owner !== null) {
      log(owner);
      owner.touched();
    }
    if (request.method === 'ACK') {
      if (known !== undefined && (known.state === 'completed' || known.state === 'confirmed'))
        known.handle('ack', nowMs);
      else callOfDialog?.acknowledged(request, nowMs);
    } else if (known !== undefined) known.handle('request', nowMs);
    else if (request.method === 'CANCEL') this.#cancel(request, cancelled, from, nowMs);
    else if (callOfDialog !== undefined) {
      const transaction = this.#layer.accept(request, from);
      this.#layer.assign(transaction, callOfDialog);
      callOfDialog.receive(request, transaction, nowMs);
    } else this.#outside.receive(request, from, log, nowMs);
  }

  #cancel(
    request: SipRequest,
    invite: ServerTransaction | undefined,
    from: Address,
    nowMs: number,
  ): void {
    const call = invite === undefined ? undefined : this.#calls.cancelledBy(request, invite);
    const status = call === undefined ? 481 : 200;
    const response = this.#core.response(request, from, {
      status,
      toTag: call?.localTag ?? statelessTag(request),
    });
    this.#core.send(response, call?.ladder ?? null, nowMs);
    call?.cancelled(request, nowMs);
  }

  /** Whether somebody is listened to at all outside of calls. */
  #hears(from: Address, nowMs: number): boolean {
    return this.#admits(from) && (this.#gate?.hears(from, nowMs) ?? true);
  }
}
