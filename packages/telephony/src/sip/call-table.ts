import type { Core } from './core.ts';
import type { EndpointCall } from './endpoint-call.ts';
import { IncomingCallMachine } from './incoming-call.ts';
import type { SipRequest } from './message.ts';
import type { ServerTransaction } from './server-transaction.ts';

/** The calls of one endpoint: how messages and commands find them, and when they are released and forgotten. */
export class CallTable {
  readonly #core: Core;
  readonly #calls = new Map<string, EndpointCall>();
  /** By Call-ID and our tag: how requests within a dialog find their call. */
  readonly #byDialog = new Map<string, EndpointCall>();
  readonly #byInvite = new Map<ServerTransaction, IncomingCallMachine>();
  /** Open INVITEs by From tag, Call-ID and CSeq: the same on another branch is merged (RFC 3261 section 8.2.2.2). */
  readonly #openInvites = new Set<string>();
  readonly #touched = new Set<EndpointCall>();

  constructor(core: Core) {
    this.#core = core;
  }

  get count(): number {
    return this.#calls.size;
  }

  get dialogs(): number {
    let dialogs = 0;
    for (const call of this.#calls.values()) dialogs += call.dialogs;
    return dialogs;
  }

  get(callId: string): EndpointCall | undefined {
    return this.#calls.get(callId);
  }

  /** A call in which we are the called party. */
  incoming(callId: string): IncomingCallMachine | null {
    const call = this.#calls.get(callId);
    return call instanceof IncomingCallMachine ? call : null;
  }

  /** The call whose dialogs have this Call-ID and our tag. */
  ofDialog(callId: string, localTag: string): EndpointCall | undefined {
    return this.#byDialog.get(`${callId}|${localTag}`);
  }

  /** The call that an INVITE transaction has begun. */
  ofInvite(invite: ServerTransaction): IncomingCallMachine | undefined {
    return this.#byInvite.get(invite);
  }

  /** Whether the same INVITE has come on another branch and its call is still known. */
  merges(invite: SipRequest): boolean {
    return this.#openInvites.has(mergingKey(invite));
  }

  /** An id for a call of this Call-ID: the Call-ID itself, with a number where that is taken. */
  freeId(callId: string): string {
    let id = callId;
    for (let copy = 2; this.#calls.has(id); copy += 1) id = `${callId}#${copy}`;
    return id;
  }

  /** Keeps a call that we place. */
  addPlaced(call: EndpointCall): void {
    this.#calls.set(call.callId, call);
    this.#byDialog.set(`${call.callId}|${call.localTag}`, call);
  }

  /** Keeps a call that came in. */
  addTaken(call: IncomingCallMachine): void {
    const { request } = call.invite;
    this.#calls.set(call.callId, call);
    this.#byDialog.set(`${request.callId}|${call.localTag}`, call);
    this.#byInvite.set(call.invite, call);
    this.#openInvites.add(mergingKey(request));
  }

  /** Something has happened to a call: the next sweep looks whether it is done with. */
  touch(call: EndpointCall): void {
    this.#touched.add(call);
  }

  /** Releases touched calls that are over and settled, and forgets those whose last transaction has ended. */
  sweep(nowMs: number): void {
    for (const call of this.#touched) {
      if (!call.over) continue;
      if (!call.released && settled(call)) {
        call.released = true;
        this.#core.emit({ kind: 'released', callId: call.callId, atMs: nowMs });
      }
      if (call.transactions.size === 0) this.#forget(call);
    }
    this.#touched.clear();
  }

  #forget(call: EndpointCall): void {
    this.#calls.delete(call.callId);
    if (!(call instanceof IncomingCallMachine)) {
      this.#byDialog.delete(`${call.callId}|${call.localTag}`);
      return;
    }
    const { request } = call.invite;
    this.#byDialog.delete(`${request.callId}|${call.localTag}`);
    this.#byInvite.delete(call.invite);
    this.#openInvites.delete(mergingKey(request));
  }
}

function mergingKey(invite: SipRequest): string {
  return `${invite.from.params.get('tag') ?? ''}|${invite.callId}|${invite.cseq.number}`;
}

function settled(call: EndpointCall): boolean {
  for (const transaction of call.transactions) if (!transaction.settled) return false;
  return true;
}
