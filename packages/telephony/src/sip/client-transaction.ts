import { isReliable } from './address.ts';
import type { Core, TransactionOwner } from './core.ts';
import { byTcpIfLarge } from './large-request.ts';
import { inOnePiece } from './in-one-piece.ts';
import type { SipResponse } from './message.ts';
import { composeRequest, type Field, type OutgoingRequest } from './outgoing-message.ts';
import type { Timer } from './timer-queue.ts';
import {
  inviteClientTable,
  nonInviteClientTable,
  type ClientAction,
  type InviteClientEvent,
  type InviteClientState,
  type NonInviteClientEvent,
  type NonInviteClientState,
  type Transition,
} from './transaction-tables.ts';

/** What the user of a client transaction is told. */
export interface ClientTransactionUser {
  responded(response: SipResponse, nowMs: number): void;
  failed(by: 'timeout' | 'transport', nowMs: number): void;
}

type ClientState = InviteClientState | NonInviteClientState;
type ClientEvent = InviteClientEvent | NonInviteClientEvent;
type ClientTimer = Extract<ClientEvent, `timer-${string}`>;

/** Who keeps client transactions while they last. */
export interface ClientTransactionKeeper {
  clientEnded(transaction: ClientTransaction): void;
}

/** A client transaction (RFC 3261 section 17.1, RFC 6026): carries out what the tables say. */
export class ClientTransaction {
  #request: OutgoingRequest;
  /** The same request by UDP, when it moved to TCP for its size and nothing has come of it yet. */
  #retreat: OutgoingRequest | null;
  owner: TransactionOwner;
  readonly #core: Core;
  readonly #user: ClientTransactionUser;
  readonly #keeper: ClientTransactionKeeper;
  /** Timer A or E, which repeat; and the one that ends the present state. */
  #repeat: Timer | null = null;
  #end: Timer | null = null;
  #state: ClientState;
  #intervalMs: number;
  #ack: OutgoingRequest | null = null;

  constructor(
    core: Core,
    request: OutgoingRequest,
    owner: TransactionOwner,
    user: ClientTransactionUser,
    keeper: ClientTransactionKeeper,
  ) {
    this.#core = core;
    this.#request = byTcpIfLarge(request, core.transports, (branch, to) => core.via(branch, to));
    this.#retreat = this.#request === request ? null : request;
    this.owner = owner;
    this.#user = user;
    this.#keeper = keeper;
    this.#state = this.isInvite ? 'calling' : 'trying';
    this.#intervalMs = core.t1Ms;
  }

  get request(): OutgoingRequest {
    return this.#request;
  }

  get isInvite(): boolean {
    return this.request.method === 'INVITE';
  }

  get state(): ClientState {
    return this.#state;
  }

  /** The key by which responses find it (RFC 3261 section 17.1.3). */
  get key(): string {
    return inOnePiece(`${this.request.branch}|${this.request.method}`);
  }

  /** Whether a final response has come, or none will. */
  get settled(): boolean {
    return (
      this.#state === 'completed' || this.#state === 'accepted' || this.#state === 'terminated'
    );
  }

  start(nowMs: number): void {
    this.#do(
      this.isInvite ? ['send', 'start-A', 'start-B'] : ['send', 'start-E', 'start-F'],
      null,
      nowMs,
    );
  }

  receive(response: SipResponse, nowMs: number): void {
    const { status } = response;
    if (status < 200) this.handle('1xx', nowMs, response);
    else if (!this.isInvite) this.handle('final', nowMs, response);
    else this.handle(status < 300 ? '2xx' : '3xx-6xx', nowMs, response);
  }

  handle(event: ClientEvent, nowMs: number, response: SipResponse | null = null): void {
    if (event === 'transport-error' && this.#retreats(nowMs)) return;
    const transition = this.#transition(event);
    if (transition === undefined) return;
    this.#state = transition.to;
    this.#do(transition.does, response, nowMs);
    if (transition.to === 'terminated') {
      this.#stopTimers();
      this.#keeper.clientEnded(this);
    }
    if (this.#reliable && transition.to === 'completed')
      this.handle(this.isInvite ? 'timer-D' : 'timer-K', nowMs);
  }

  get #reliable(): boolean {
    return isReliable(this.#request.to);
  }

  /** Goes back to UDP when there is no way by TCP, where size alone asked for it (RFC 3261 section 18.1.1). */
  #retreats(nowMs: number): boolean {
    const untouched = this.#state === 'calling' || this.#state === 'trying';
    if (this.#retreat === null || !untouched) return false;
    this.#request = this.#retreat;
    this.#retreat = null;
    this.#stopTimers();
    this.#intervalMs = this.#core.t1Ms;
    this.start(nowMs);
    return true;
  }

  #transition(event: ClientEvent): Transition<ClientState, ClientAction> | undefined {
    if (this.isInvite) {
      return inviteClientTable[this.#state as InviteClientState][event as InviteClientEvent];
    }
    return nonInviteClientTable[this.#state as NonInviteClientState][event as NonInviteClientEvent];
  }

  #do(actions: readonly ClientAction[], response: SipResponse | null, nowMs: number): void {
    const { t1Ms, t2Ms, t4Ms } = this.#core;
    for (const action of actions) {
      switch (action) {
        case 'send':
          this.#core.send(this.request, this.owner.ladder, nowMs);
          break;
        case 'start-A':
          this.#repeatAfter(this.#intervalMs, 'timer-A', nowMs);
          this.#intervalMs *= 2;
          break;
        case 'start-E':
          this.#repeatAfter(this.#intervalMs, 'timer-E', nowMs);
          this.#intervalMs = Math.min(this.#intervalMs * 2, t2Ms);
          break;
        case 'start-E-slow':
          this.#repeatAfter(t2Ms, 'timer-E', nowMs);
          break;
        case 'start-B':
          this.#endAfter(64 * t1Ms, 'timer-B', nowMs);
          break;
        case 'start-F':
          this.#endAfter(64 * t1Ms, 'timer-F', nowMs);
          break;
        case 'start-M':
          this.#endAfter(64 * t1Ms, 'timer-M', nowMs);
          break;
        case 'start-D':
          if (!this.#reliable) this.#endAfter(64 * t1Ms, 'timer-D', nowMs);
          break;
        case 'start-K':
          if (!this.#reliable) this.#endAfter(t4Ms, 'timer-K', nowMs);
          break;
        case 'stop-A':
          this.#repeat?.stop();
          break;
        case 'stop-timers':
          this.#stopTimers();
          break;
        case 'ack':
          if (response !== null) this.#acknowledge(response, nowMs);
          break;
        case 'report':
          if (response !== null) this.#user.responded(response, nowMs);
          break;
        case 'report-timeout':
          this.#user.failed('timeout', nowMs);
          break;
        case 'report-transport-error':
          this.#user.failed('transport', nowMs);
          break;
      }
    }
  }

  /** The ACK to a 300–699 belongs to the transaction (RFC 3261 section 17.1.1.3). */
  #acknowledge(response: SipResponse, nowMs: number): void {
    const { request } = this;
    const to = response.headers.first('to') ?? '';
    const copied = new Set([
      'via',
      'route',
      'from',
      'call-id',
      'max-forwards',
      'authorization',
      'proxy-authorization',
    ]);
    const fields: Field[] = request.fields.filter(([name]) => copied.has(name));
    fields.push(['to', to], ['cseq', `${request.cseq} ACK`]);
    this.#ack ??= composeRequest({ ...request, method: 'ACK', fields, body: null });
    this.#core.send(this.#ack, this.owner.ladder, nowMs);
  }

  timerDue(timer: ClientTimer, nowMs: number): void {
    this.handle(timer, nowMs);
    this.owner.touched();
  }

  /** Over a reliable transport nothing is repeated or waited for behind the end (RFC 3261 table 4). */
  #repeatAfter(lengthMs: number, timer: ClientTimer, nowMs: number): void {
    this.#repeat?.stop();
    if (!this.#reliable) this.#repeat = this.#core.timers.after(nowMs, lengthMs, this, timer);
  }

  #endAfter(lengthMs: number, timer: ClientTimer, nowMs: number): void {
    this.#end = this.#core.timers.after(nowMs, lengthMs, this, timer);
  }

  #stopTimers(): void {
    this.#repeat?.stop();
    this.#end?.stop();
  }
}
