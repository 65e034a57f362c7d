import { isReliable, type Address } from './address.ts';
import type { Core, TransactionOwner } from './core.ts';
import type { OutgoingResponse } from './outgoing-message.ts';
import type { Timer } from './timer-queue.ts';
import {
  inviteServerTable,
  nonInviteServerTable,
  type InviteServerEvent,
  type InviteServerState,
  type NonInviteServerEvent,
  type NonInviteServerState,
  type ServerAction,
  type Transition,
} from './transaction-tables.ts';

type ServerState = InviteServerState | NonInviteServerState;
type ServerEvent = InviteServerEvent | NonInviteServerEvent;
type ServerTimer = Extract<ServerEvent, `timer-${string}`>;

/** Who keeps server transactions while they last. */
export interface ServerTransactionKeeper {
  serverEnded(transaction: ServerTransaction): void;
}

/** A server transaction (RFC 3261 section 17.2, RFC 6026): carries out what the tables say. */
export class ServerTransaction {
  readonly isInvite: boolean;
  readonly from: Address;
  readonly key: string;
  /** Set when a call takes the transaction; until then nobody hears of it. */
  owner: TransactionOwner | null = null;
  readonly #core: Core;
  readonly #keeper: ServerTransactionKeeper;
  /** Timer G, which repeats; and the one that ends the present state. */
  #repeat: Timer | null = null;
  #end: Timer | null = null;
  #state: ServerState;
  /** What is sent again; null where nothing is any more. */
  #last: OutgoingResponse | null = null;
  #intervalMs: number;

  constructor(
    core: Core,
    request: { readonly method: string; readonly from: Address; readonly key: string },
    keeper: ServerTransactionKeeper,
  ) {
    this.#core = core;
    this.isInvite = request.method === 'INVITE';
    this.from = request.from;
    this.key = request.key;
    this.#keeper = keeper;
    this.#state = this.isInvite ? 'proceeding' : 'trying';
    this.#intervalMs = core.t1Ms;
  }

  get state(): ServerState {
    return this.#state;
  }

  /** Whether a final response was sent and needs no more care of ours. */
  get settled(): boolean {
    if (this.isInvite) return this.#state !== 'proceeding' && this.#state !== 'completed';
    return this.#state === 'completed' || this.#state === 'terminated';
  }

  /** Whether a final response was sent. */
  get isAnswered(): boolean {
    return this.#state !== 'proceeding' && this.#state !== 'trying';
  }

  respond(response: OutgoingResponse, nowMs: number): void {
    const { status } = response;
    const event: ServerEvent =
      status < 200
        ? 'send-1xx'
        : !this.isInvite
          ? 'send-final'
          : status < 300
            ? 'send-2xx'
            : 'send-3xx-6xx';
    if (this.#transition(event) === undefined) return;
    this.#last = response;
    this.handle(event, nowMs);
  }

  handle(event: ServerEvent, nowMs: number): void {
    const transition = this.#transition(event);
    if (transition === undefined) return;
    this.#state = transition.to;
    for (const action of transition.does) this.#do(action, nowMs);
    // The user repeats a 2xx by itself until the ACK comes (RFC 6026 section 7.1).
    if (transition.to === 'accepted') this.#last = null;
    if (transition.to === 'terminated') {
      this.#stopTimers();
      this.#keeper.serverEnded(this);
    } else if (!isReliable(this.from)) return;
    else if (this.isInvite && transition.to === 'confirmed') this.handle('timer-I', nowMs);
    else if (!this.isInvite && transition.to === 'completed') this.handle('timer-J', nowMs);
  }

  #transition(event: ServerEvent): Transition<ServerState, ServerAction> | undefined {
    if (this.isInvite) {
      return inviteServerTable[this.#state as InviteServerState][event as InviteServerEvent];
    }
    return nonInviteServerTable[this.#state as NonInviteServerState][event as NonInviteServerEvent];
  }

  timerDue(timer: ServerTimer, nowMs: number): void {
    this.handle(timer, nowMs);
    this.owner?.touched();
  }

  #do(action: ServerAction, nowMs: number): void {
    const { t1Ms, t2Ms, t4Ms } = this.#core;
    switch (action) {
      case 'send':
      case 'resend':
        if (this.#last !== null) this.#core.send(this.#last, this.owner?.ladder ?? null, nowMs);
        break;
      // Over a reliable transport nothing is repeated or waited for behind the end (RFC 3261 table 4).
      case 'start-G':
        if (isReliable(this.from)) break;
        this.#repeat = this.#core.timers.after(nowMs, this.#intervalMs, this, 'timer-G');
        this.#intervalMs = Math.min(this.#intervalMs * 2, t2Ms);
        break;
      case 'start-H':
        this.#endAfter(64 * t1Ms, 'timer-H', nowMs);
        break;
      case 'start-I':
        if (!isReliable(this.from)) this.#endAfter(t4Ms, 'timer-I', nowMs);
        break;
      case 'start-J':
        if (!isReliable(this.from)) this.#endAfter(64 * t1Ms, 'timer-J', nowMs);
        break;
      case 'start-L':
        this.#endAfter(64 * t1Ms, 'timer-L', nowMs);
        break;
      case 'stop-timers':
        this.#stopTimers();
        break;
    }
  }

  #endAfter(lengthMs: number, timer: ServerTimer, nowMs: number): void {
    this.#end = this.#core.timers.after(nowMs, lengthMs, this, timer);
  }

  #stopTimers(): void {
    this.#repeat?.stop();
    this.#end?.stop();
  }
}
