import { isReliable, type Address } from './address.ts';
import type { Core, TransactionOwner } from './core.ts';
import type { SipRequest } from './message.ts';
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
const serverTimers = {
  G: 'timer-G',
  H: 'timer-H',
  I: 'timer-I',
  J: 'timer-J',
  L: 'timer-L',
} as const;
type ServerTimer = keyof typeof serverTimers;
/** Over a reliable transport nothing is repeated, and nothing is waited for behind the end (RFC 3261 table 4). */
const unneeded: ReadonlySet<ServerTimer> = new Set(['G', 'I', 'J']);

/** A server transaction (RFC 3261 section 17.2, RFC 6026): carries out what the tables say. */
export class ServerTransaction {
  readonly request: SipRequest;
  readonly from: Address;
  readonly key: string;
  /** Set when a call takes the transaction; until then nobody hears of it. */
  owner: TransactionOwner | null = null;
  readonly #core: Core;
  readonly #terminated: (transaction: ServerTransaction) => void;
  readonly #timers = new Map<ServerTimer, Timer>();
  #state: ServerState;
  #last: OutgoingResponse | null = null;
  #intervalMs: number;

  constructor(
    core: Core,
    request: SipRequest,
    from: Address,
    key: string,
    terminated: (transaction: ServerTransaction) => void,
  ) {
    this.#core = core;
    this.request = request;
    this.from = from;
    this.key = key;
    this.#terminated = terminated;
    this.#state = this.isInvite ? 'proceeding' : 'trying';
    this.#intervalMs = core.t1Ms;
  }

  get isInvite(): boolean {
    return this.request.method === 'INVITE';
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
    if (transition.to === 'terminated') {
      this.#stopTimers();
      this.#terminated(this);
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

  #do(action: ServerAction, nowMs: number): void {
    const { t1Ms, t2Ms, t4Ms } = this.#core;
    switch (action) {
      case 'send':
      case 'resend':
        if (this.#last !== null) this.#core.send(this.#last, this.owner?.ladder ?? null, nowMs);
        break;
      case 'start-G':
        this.#set('G', this.#intervalMs, nowMs);
        this.#intervalMs = Math.min(this.#intervalMs * 2, t2Ms);
        break;
      case 'start-H':
        this.#set('H', 64 * t1Ms, nowMs);
        break;
      case 'start-I':
        this.#set('I', t4Ms, nowMs);
        break;
      case 'start-J':
        this.#set('J', 64 * t1Ms, nowMs);
        break;
      case 'start-L':
        this.#set('L', 64 * t1Ms, nowMs);
        break;
      case 'stop-timers':
        this.#stopTimers();
        break;
    }
  }

  #set(timer: ServerTimer, afterMs: number, nowMs: number): void {
    if (isReliable(this.from) && unneeded.has(timer)) return;
    this.#timers.get(timer)?.stop();
    const fire = (atMs: number): void => {
      this.#timers.delete(timer);
      this.handle(serverTimers[timer], atMs);
      this.owner?.touched();
    };
    this.#timers.set(timer, this.#core.timers.set(nowMs + afterMs, fire));
  }

  #stopTimers(): void {
    for (const timer of this.#timers.values()) timer.stop();
    this.#timers.clear();
  }
}
