import type { Core } from './core.ts';
import type { EndpointCall, TakenCall } from './endpoint-call.ts';
import { IncomingCallMachine } from './incoming-call.ts';
import { inOnePiece } from './in-one-piece.ts';
import type { SipRequest } from './message.ts';
import type { ServerTransaction } from './server-transaction.ts';
import { SpentCall } from './spent-call.ts';

/** A call, and the keys that lead to it. */
interface Kept<Call extends EndpointCall = EndpointCall> {
  /** Once it has been released, only what is left of it. */
  call: Call;
  readonly dialogKey: string;
  /** The INVITE that it came by; nothing and null for one that we placed. */
  readonly inviteKey: string;
  readonly invite: ServerTransaction | null;
}

/** The calls of one endpoint: how messages and commands find them, and when they are released and forgotten. */
export class CallTable {
  readonly #core: Core;
  readonly #calls = new Map<string, Kept>();
  /** By Call-ID and our tag: how requests within a dialog find their call. */
  readonly #byDialog = new Map<string, Kept>();
  /**
   * By From tag, Call-ID and CSeq number of the INVITE, which its CANCEL shares; another INVITE that has the same on
   * another branch is merged (RFC 3261 section 8.2.2.2).
   */
  readonly #byInvite = new Map<string, Kept<TakenCall>>();
  readonly #touched = new Set<EndpointCall>();

  constructor(core: Core) {
    this.#core = core;
  }

  get count(): number {
    return this.#calls.size;
  }

  get dialogs(): number {
    let dialogs = 0;
    for (const { call } of this.#calls.values()) dialogs += call.dialogs;
    return dialogs;
  }

  get(callId: string): EndpointCall | undefined {
    return this.#calls.get(callId)?.call;
  }

  /** A call in which we are the called party. */
  incoming(callId: string): IncomingCallMachine | null {
    const call = this.get(callId);
    return call instanceof IncomingCallMachine ? call : null;
  }

  /** The call whose dialogs have this Call-ID and our tag. */
  ofDialog(callId: string, localTag: string): EndpointCall | undefined {
    return localTag === '' ? undefined : this.#byDialog.get(`${callId}|${localTag}`)?.call;
  }

  /** The call whose INVITE, of that transaction, a CANCEL means. */
  cancelledBy(cancel: SipRequest, transaction: ServerTransaction): TakenCall | undefined {
    const kept = this.#byInvite.get(inviteKey(cancel));
    return kept?.invite === transaction ? kept.call : undefined;
  }

  /** Whether the same INVITE has come on another branch and its call is still known. */
  merges(invite: SipRequest): boolean {
    return this.#byInvite.has(inviteKey(invite));
  }

  /** An id for a call of this Call-ID: the Call-ID itself, with a number where that is taken. */
  freeId(callId: string): string {
    let id = callId;
    for (let copy = 2; this.#calls.has(id); copy += 1) id = `${callId}#${copy}`;
    return id;
  }

  /** Keeps a call that we place. */
  addPlaced(call: EndpointCall): void {
    const dialogKey = inOnePiece(`${call.callId}|${call.localTag}`);
    this.#keep({ call, dialogKey, inviteKey: '', invite: null });
  }

  /** Keeps a call that came in by an INVITE. */
  addTaken(call: TakenCall, request: SipRequest, transaction: ServerTransaction): void {
    const dialogKey = inOnePiece(`${request.callId}|${call.localTag}`);
    const kept = { call, dialogKey, inviteKey: inviteKey(request), invite: transaction };
    this.#keep(kept);
    this.#byInvite.set(kept.inviteKey, kept);
  }

  /** Something has happened to a call: the next sweep looks whether it is done with. One function for all calls. */
  readonly touch = (call: EndpointCall): void => {
    this.#touched.add(call);
  };

  /** Releases touched calls that are over and settled, and forgets those whose last transaction has ended. */
  sweep(nowMs: number): void {
    if (this.#touched.size === 0) return;
    for (const call of this.#touched) {
      if (!call.over) continue;
      if (!call.released && settled(call)) this.#release(call, nowMs);
      if (call.transactions.size === 0) this.#forget(call);
    }
    this.#touched.clear();
  }

  #keep(kept: Kept): void {
    this.#calls.set(kept.call.callId, kept);
    this.#byDialog.set(kept.dialogKey, kept);
  }

  #release(call: EndpointCall, nowMs: number): void {
    call.released = true;
    this.#core.emit({ kind: 'released', callId: call.callId, atMs: nowMs });
    const kept = this.#calls.get(call.callId);
    if (!(call instanceof IncomingCallMachine) || kept === undefined) return;
    kept.call = new SpentCall(call, this.#core, this.touch);
  }

  #forget({ callId }: EndpointCall): void {
    const kept = this.#calls.get(callId);
    if (kept === undefined) return;
    this.#calls.delete(callId);
    this.#byDialog.delete(kept.dialogKey);
    if (kept.invite !== null) this.#byInvite.delete(kept.inviteKey);
  }
}

/** What an INVITE and its CANCEL have in common, on whichever branch they come. */
function inviteKey({ from, callId, cseq }: SipRequest): string {
  return inOnePiece(`${from.params.get('tag') ?? ''}|${callId}|${cseq.number}`);
}

function settled(call: EndpointCall): boolean {
  for (const transaction of call.transactions) if (!transaction.settled) return false;
  return true;
}
