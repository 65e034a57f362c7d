import type { CallAuthorization } from './call-authorization.ts';
import type { ClientTransaction } from './client-transaction.ts';
import type { Core, TransactionOwner } from './core.ts';
import type { Dialog } from './dialog.ts';
import type { SipResponse } from './message.ts';
import type { Body, Field } from './outgoing-message.ts';
import type { TransactionLayer } from './transaction-layer.ts';

/** What became of a request of ours: its final response, or why none came. */
export type RequestOutcome =
  | { readonly kind: 'response'; readonly response: SipResponse }
  | { readonly kind: 'none'; readonly by: 'timeout' | 'transport' };

interface InDialogRequest {
  readonly method: string;
  readonly fields?: readonly Field[];
  readonly body?: Body | null;
  readonly done?: (outcome: RequestOutcome, nowMs: number) => void;
}

/** A challenge is answered at most so often for one request: once, and once more for a stale nonce. */
const mostTries = 3;

/** Sends requests other than INVITE within a dialog, and answers challenges to them (RFC 3261 sections 12.2.1, 22). */
export class DialogSender {
  readonly core: Core;
  readonly dialog: Dialog;
  readonly layer: TransactionLayer;
  readonly owner: TransactionOwner;
  readonly authorization: CallAuthorization;

  constructor(parts: {
    readonly core: Core;
    readonly dialog: Dialog;
    readonly layer: TransactionLayer;
    readonly owner: TransactionOwner;
    readonly authorization: CallAuthorization;
  }) {
    this.core = parts.core;
    this.dialog = parts.dialog;
    this.layer = parts.layer;
    this.owner = parts.owner;
    this.authorization = parts.authorization;
  }

  /** Sends and gives the CSeq number that the request had at first. */
  send(wanted: InDialogRequest, nowMs: number, tries = 1): number {
    const credentials = this.authorization.fields(
      wanted.method,
      this.dialog.requestUri,
      wanted.body?.text,
    );
    const request = this.dialog.request(this.core, wanted.method, {
      fields: [...(wanted.fields ?? []), ...credentials],
      body: wanted.body ?? null,
    });
    const responded = (response: SipResponse, atMs: number): void => {
      if (response.status < 200) return;
      if (this.mayTryAgain(response, tries)) {
        this.send(wanted, atMs, tries + 1);
        return;
      }
      wanted.done?.({ kind: 'response', response }, atMs);
    };
    const failed = (by: 'timeout' | 'transport', atMs: number): void => {
      wanted.done?.({ kind: 'none', by }, atMs);
    };
    this.layer.request(request, this.owner, { responded, failed }, nowMs);
    return request.cseq;
  }

  /** Sends a re-INVITE; its user hears every response and cares for the ACK. */
  sendInvite(
    fields: readonly Field[],
    body: Body | null,
    user: ConstructorParameters<typeof ClientTransaction>[3],
    nowMs: number,
  ): ClientTransaction {
    const credentials = this.authorization.fields('INVITE', this.dialog.requestUri, body?.text);
    const request = this.dialog.request(this.core, 'INVITE', {
      fields: [...fields, ...credentials],
      body,
    });
    return this.layer.request(request, this.owner, user, nowMs);
  }

  /** Whether a response is a challenge that can be answered. */
  mayTryAgain(response: SipResponse, tries: number): boolean {
    const challenged = response.status === 401 || response.status === 407;
    return challenged && tries < mostTries && this.authorization.challenged(response);
  }
}

/** Whether an outcome says that the far end knows the dialog no longer (RFC 3261 section 12.2.1.2, RFC 5057). */
export function endsDialog(outcome: RequestOutcome): boolean {
  if (outcome.kind === 'none') return true;
  return outcome.response.status === 481 || outcome.response.status === 408;
}
