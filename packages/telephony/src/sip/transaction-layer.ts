import { sameAddress, type Address } from './address.ts';
import { ClientTransaction, type ClientTransactionUser } from './client-transaction.ts';
import type { Core, TransactionOwner } from './core.ts';
import { inOnePiece } from './in-one-piece.ts';
import type { SipRequest, SipResponse } from './message.ts';
import type { OutgoingRequest } from './outgoing-message.ts';
import { ServerTransaction } from './server-transaction.ts';

/** All transactions of an endpoint and how messages find them (RFC 3261 sections 17.1.3 and 17.2.3). */
export class TransactionLayer {
  readonly #core: Core;
  readonly #clients = new Map<string, ClientTransaction>();
  readonly #servers = new Map<string, ServerTransaction>();
  /** A request that is not known is looked up once more when it is accepted. */
  #lookedUp: { readonly request: SipRequest; readonly key: string } | null = null;

  constructor(core: Core) {
    this.#core = core;
  }

  get count(): number {
    return this.#clients.size + this.#servers.size;
  }

  /** Starts a client transaction for a request of a call. */
  request(
    request: OutgoingRequest,
    owner: TransactionOwner,
    user: ClientTransactionUser,
    nowMs: number,
  ): ClientTransaction {
    const transaction = new ClientTransaction(this.#core, request, owner, user, this);
    this.#clients.set(transaction.key, transaction);
    owner.transactions.add(transaction);
    transaction.start(nowMs);
    return transaction;
  }

  clientOf(response: SipResponse): ClientTransaction | undefined {
    return this.#clients.get(`${response.via.params.get('branch') ?? ''}|${response.cseq.method}`);
  }

  serverOf(request: SipRequest): ServerTransaction | undefined {
    return this.#servers.get(this.#keyOf(request));
  }

  /** The INVITE transaction that a CANCEL means (RFC 3261 section 9.2). */
  cancelledBy(cancel: SipRequest): ServerTransaction | undefined {
    return this.#servers.get(serverKey(cancel, 'INVITE'));
  }

  accept(request: SipRequest, from: Address): ServerTransaction {
    const key = this.#keyOf(request);
    const { method } = request;
    const transaction = new ServerTransaction(this.#core, { method, from, key }, this);
    this.#servers.set(key, transaction);
    return transaction;
  }

  #keyOf(request: SipRequest): string {
    if (this.#lookedUp?.request !== request)
      this.#lookedUp = { request, key: serverKey(request, request.method) };
    return this.#lookedUp.key;
  }

  clientEnded(transaction: ClientTransaction): void {
    this.#clients.delete(transaction.key);
    transaction.owner.transactions.delete(transaction);
  }

  serverEnded(transaction: ServerTransaction): void {
    this.#servers.delete(transaction.key);
    transaction.owner?.transactions.delete(transaction);
  }

  /** Gives a server transaction to the call that serves it. */
  assign(transaction: ServerTransaction, owner: TransactionOwner): void {
    transaction.owner = owner;
    owner.transactions.add(transaction);
  }

  /** The client transactions whose request goes to an address: those that an ICMP error or a lost connection may mean. */
  unsettledTo(to: Address): ClientTransaction[] {
    return [...this.#clients.values()].filter(
      ({ settled, request }) =>
        !settled &&
        sameAddress(request.to, to) &&
        (request.to.flow === undefined || request.to.flow === to.flow),
    );
  }
}

/** The key of a server transaction; requests without RFC 3261's magic cookie match as RFC 2543 says. */
function serverKey(request: SipRequest, method: string): string {
  const matching = method === 'ACK' ? 'INVITE' : method;
  const branch = request.via.params.get('branch') ?? '';
  const { host, port } = request.via;
  if (branch.startsWith('z9hG4bK') && branch.length > 7)
    return inOnePiece(`${branch}|${host}:${port ?? 5060}|${matching}`);
  const fromTag = request.from.params.get('tag') ?? '';
  return inOnePiece(
    `2543|${request.uri}|${request.callId}|${request.cseq.number}|${fromTag}|${host}:${port ?? 5060}|${matching}`,
  );
}
