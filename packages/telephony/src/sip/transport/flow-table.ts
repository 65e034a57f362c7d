import { transportOf, type Address, type RandomSource } from '../address.ts';
import { TimerQueue } from '../timer-queue.ts';
import { aliasOf } from './alias.ts';
import { flowLimits, type FlowLimits } from './flow-limits.ts';
import type { Flow, FlowDue } from './flow.ts';
import { sourceKey } from './source-key.ts';
import { StreamFramer, type Framed } from './stream-framer.ts';

/** What the driver of a flow table is to do. */
export type FlowEffect =
  | { readonly kind: 'datagram'; readonly bytes: Uint8Array; readonly to: Address }
  /** Make a connection, and tell `opened` or `closed`. */
  | { readonly kind: 'connect'; readonly flow: number; readonly to: Address }
  | { readonly kind: 'write'; readonly flow: number; readonly bytes: Uint8Array }
  /** Close it at once; the table has forgotten it already. */
  | { readonly kind: 'close'; readonly flow: number; readonly reason: string }
  /** One whole message came. */
  | { readonly kind: 'message'; readonly bytes: Uint8Array; readonly from: Address }
  /** What was sent there is lost, unless its answer has come. */
  | { readonly kind: 'failed'; readonly to: Address; readonly reason: string };

const ping = new Uint8Array([13, 10, 13, 10]);
const pong = new Uint8Array([13, 10]);

/**
 * The connections of one user agent (RFC 3261 section 18, RFC 5626, RFC 5923): which message goes by which of them, when
 * one is made, kept alive and given up. Sans-I/O: what happens to sockets goes in, what sockets are to do comes out.
 */
export class FlowTable {
  readonly #limits: FlowLimits;
  readonly #random: RandomSource;
  readonly #timers = new TimerQueue();
  readonly #flows = new Map<number, Flow>();
  /** By transport, address, name and path; an accepted connection by its source and its alias too. */
  readonly #byPlace = new Map<string, Flow>();
  readonly #acceptedBySource = new Map<string, number>();
  #accepted = 0;
  #lastId = 0;
  #effects: FlowEffect[] = [];

  constructor(options: { readonly limits?: Partial<FlowLimits>; readonly random: RandomSource }) {
    this.#limits = { ...flowLimits, ...options.limits };
    this.#random = options.random;
  }

  /** How many flows there are, how many of them others opened, and how many timers run. */
  counts(): { readonly flows: number; readonly accepted: number; readonly timers: number } {
    return { flows: this.#flows.size, accepted: this.#accepted, timers: this.#timers.live };
  }

  /** The far end of a flow that stands, null for another. */
  far(flow: number): Address | null {
    return this.#flows.get(flow)?.far ?? null;
  }

  /** Whether the far end opened the flow. */
  isAccepted(flow: number): boolean {
    return this.#flows.get(flow)?.accepted ?? false;
  }

  /** The flow by which a message to an address would go now, null when there is none. */
  flowTo(to: Address): number | null {
    return this.#find(to)?.id ?? null;
  }

  /** Sends a message: by the connection that `to` names, by one that leads there, or by a new one. */
  send(bytes: Uint8Array, to: Address, otherwise: Address | null, nowMs: number): FlowEffect[] {
    if (transportOf(to) === 'udp') this.#effects.push({ kind: 'datagram', bytes, to });
    else {
      const known = this.#find(to);
      if (known !== null) this.#write(known, bytes, nowMs);
      else if (to.flow === undefined) this.#write(this.#connect(to, nowMs), bytes, nowMs);
      else if (otherwise !== null) return this.send(bytes, otherwise, null, nowMs);
      else this.#effects.push({ kind: 'failed', to, reason: 'the connection has closed' });
    }
    return this.#take();
  }

  /** Makes a connection to an address unless one stands; `flow` is the one that leads there. */
  reach(to: Address, nowMs: number): { flow: number; open: boolean; effects: FlowEffect[] } {
    const flow = this.#find(to) ?? this.#connect(to, nowMs);
    return { flow: flow.id, open: flow.state === 'open', effects: this.#take() };
  }

  /** A connection was opened to us; null when there are too many, and it is to be closed at once. */
  accept(far: Address, nowMs: number): number | null {
    const source = sourceKey(far.host);
    const bySource = this.#acceptedBySource.get(source) ?? 0;
    const { maxFlows, maxFlowsBySource } = this.#limits;
    if (this.#accepted >= maxFlows || bySource >= maxFlowsBySource) return null;
    this.#accepted += 1;
    this.#acceptedBySource.set(source, bySource + 1);
    const flow = this.#add(far, true, nowMs);
    this.#arm(flow, nowMs);
    return flow.id;
  }

  /** A connection of ours has been made. */
  opened(id: number, nowMs: number): FlowEffect[] {
    const flow = this.#flows.get(id);
    if (flow?.state !== 'connecting') return [];
    flow.state = 'open';
    flow.lastMessageMs = nowMs;
    this.#planPing(flow, nowMs);
    for (const bytes of flow.queue) this.#effects.push({ kind: 'write', flow: id, bytes });
    flow.queue = [];
    flow.queuedBytes = 0;
    this.#arm(flow, nowMs);
    return this.#take();
  }

  /** Bytes came; over WebSocket, one message. `certified`: the far end showed a certificate that was verified. */
  received(id: number, bytes: Uint8Array, certified: boolean, nowMs: number): FlowEffect[] {
    const flow = this.#flows.get(id);
    if (flow === undefined) return [];
    flow.lastBytesMs = nowMs;
    const framed = flow.framer === null ? framedWhole(bytes) : flow.framer.push(bytes);
    for (const one of framed) {
      if (one.kind === 'crlf') this.#lineEnd(flow, nowMs);
      else this.#message(flow, one.bytes, certified, nowMs);
    }
    const fault = flow.framer?.fault ?? null;
    if (fault !== null) this.#drop(flow, fault, true);
    else {
      if (!(flow.framer?.inMessage ?? false)) flow.messageSinceMs = null;
      else if (framed.length > 0 || flow.messageSinceMs === null) flow.messageSinceMs = nowMs;
      this.#arm(flow, nowMs);
    }
    return this.#take();
  }

  /** A connection was closed or lost, or could not be made. */
  closed(id: number, reason: string): FlowEffect[] {
    const flow = this.#flows.get(id);
    if (flow !== undefined) this.#drop(flow, reason, false);
    return this.#take();
  }

  /** Closes every connection. */
  closeAll(): FlowEffect[] {
    for (const flow of [...this.#flows.values()]) this.#drop(flow, 'closed here', true);
    return this.#take();
  }

  /** Does what is due: keep-alives, and the closing of flows that are idle or dead (RFC 5626 section 4.4). */
  wake(nowMs: number): FlowEffect[] {
    this.#timers.run(nowMs);
    return this.#take();
  }

  /** When `wake` is wanted next; null while nothing waits. */
  nextWakeMs(): number | null {
    return this.#timers.nextMs();
  }

  #find(to: Address): Flow | null {
    if (to.flow !== undefined) return this.#flows.get(to.flow) ?? null;
    return this.#byPlace.get(placeKey(to)) ?? null;
  }

  #connect(to: Address, nowMs: number): Flow {
    const flow = this.#add(to, false, nowMs);
    this.#effects.push({ kind: 'connect', flow: flow.id, to: flow.far });
    this.#arm(flow, nowMs);
    return flow;
  }

  #add(far: Address, accepted: boolean, nowMs: number): Flow {
    this.#lastId += 1;
    const transport = transportOf(far);
    const framed = transport === 'tcp' || transport === 'tls';
    const flow: Flow = {
      id: this.#lastId,
      far: { ...far, flow: this.#lastId },
      accepted,
      framer: framed ? new StreamFramer(this.#limits) : null,
      state: accepted ? 'open' : 'connecting',
      queue: [],
      queuedBytes: 0,
      aliases: [],
      firstMessageSeen: false,
      lastBytesMs: nowMs,
      lastMessageMs: nowMs,
      messageSinceMs: null,
      pingedAtMs: null,
      answersPings: false,
      halfPing: false,
      nextPingMs: Infinity,
      timer: null,
    };
    this.#flows.set(flow.id, flow);
    this.#leadsTo(flow, far);
    return flow;
  }

  /** Requests to a place go by this flow from now on, unless another leads there already. */
  #leadsTo(flow: Flow, place: Address): boolean {
    const free = placeKeys(place).filter((key) => !this.#byPlace.has(key));
    for (const key of free) this.#byPlace.set(key, flow);
    return free.length > 0;
  }

  #write(flow: Flow, bytes: Uint8Array, nowMs: number): void {
    flow.lastMessageMs = nowMs;
    if (flow.state === 'open') this.#effects.push({ kind: 'write', flow: flow.id, bytes });
    else if (flow.queuedBytes + bytes.length <= this.#limits.maxQueuedBytes) {
      flow.queue.push(bytes);
      flow.queuedBytes += bytes.length;
    }
    // What exceeds the queue is lost, as it would be in a network: its transaction times out.
  }

  #message(flow: Flow, bytes: Uint8Array, certified: boolean, nowMs: number): void {
    flow.lastMessageMs = nowMs;
    flow.halfPing = false;
    if (flow.accepted && !flow.firstMessageSeen) {
      const alias = aliasOf(bytes, flow.far, certified);
      if (alias !== null && this.#leadsTo(flow, alias)) flow.aliases.push(alias);
    }
    flow.firstMessageSeen = true;
    this.#effects.push({ kind: 'message', bytes, from: flow.far });
  }

  /** One CRLF: the pong that is waited for, else a half of a ping, which two make whole (RFC 5626 section 4.4.1). */
  #lineEnd(flow: Flow, nowMs: number): void {
    if (flow.pingedAtMs !== null) {
      flow.pingedAtMs = null;
      flow.answersPings = true;
      this.#planPing(flow, nowMs);
      return;
    }
    flow.halfPing = !flow.halfPing;
    if (!flow.halfPing) this.#effects.push({ kind: 'write', flow: flow.id, bytes: pong });
  }

  /** The next ping comes after 80 to 100 % of the interval, so that flows do not ping in step. */
  #planPing(flow: Flow, nowMs: number): void {
    if (!flow.accepted)
      flow.nextPingMs = nowMs + this.#limits.pingMs * (0.8 + 0.2 * this.#random());
  }

  #due(flow: Flow): FlowDue {
    const limits = this.#limits;
    const close = (atMs: number, reason: string): FlowDue => ({ atMs, what: 'close', reason });
    if (flow.state === 'connecting') {
      return close(flow.lastBytesMs + limits.connectMs, 'the connection could not be made in time');
    }
    const dues: FlowDue[] = [];
    if (flow.messageSinceMs !== null)
      dues.push(close(flow.messageSinceMs + limits.messageMs, 'a message did not end in time'));
    if (flow.accepted) {
      dues.push(
        flow.firstMessageSeen
          ? close(flow.lastBytesMs + limits.acceptedIdleMs, 'nothing came for too long')
          : close(flow.lastMessageMs + limits.messageMs, 'no message came in time'),
      );
    } else {
      dues.push(close(flow.lastMessageMs + limits.openedIdleMs, 'no longer used'));
      if (flow.pingedAtMs === null) dues.push({ atMs: flow.nextPingMs, what: 'ping', reason: '' });
      else if (flow.answersPings)
        dues.push(close(flow.pingedAtMs + limits.pongMs, 'a keep-alive was not answered'));
      else dues.push({ atMs: flow.pingedAtMs + limits.pingMs, what: 'ping', reason: '' });
    }
    return dues.reduce((earliest, due) => (due.atMs < earliest.atMs ? due : earliest));
  }

  /** Sets the flow's one timer; a time that moved later is looked at again when the timer runs. */
  #arm(flow: Flow, nowMs: number): void {
    if (!this.#flows.has(flow.id)) return;
    const due = this.#due(flow);
    if (flow.timer !== null && flow.timer.dueMs <= due.atMs && flow.timer.dueMs > nowMs) return;
    flow.timer?.stop();
    flow.timer = this.#timers.set(due.atMs, (atMs) => {
      flow.timer = null;
      this.#run(flow, atMs);
    });
  }

  #run(flow: Flow, nowMs: number): void {
    const due = this.#due(flow);
    if (due.atMs <= nowMs) {
      if (due.what === 'close') {
        this.#drop(flow, due.reason, true);
        return;
      }
      flow.pingedAtMs = nowMs;
      this.#effects.push({ kind: 'write', flow: flow.id, bytes: ping });
    }
    this.#arm(flow, nowMs);
  }

  #drop(flow: Flow, reason: string, close: boolean): void {
    flow.timer?.stop();
    this.#flows.delete(flow.id);
    for (const place of [flow.far, ...flow.aliases]) {
      for (const key of placeKeys(place))
        if (this.#byPlace.get(key) === flow) this.#byPlace.delete(key);
    }
    if (flow.accepted) {
      this.#accepted -= 1;
      const source = sourceKey(flow.far.host);
      const left = (this.#acceptedBySource.get(source) ?? 1) - 1;
      if (left > 0) this.#acceptedBySource.set(source, left);
      else this.#acceptedBySource.delete(source);
    }
    if (close) this.#effects.push({ kind: 'close', flow: flow.id, reason });
    for (const place of [flow.far, ...flow.aliases])
      this.#effects.push({ kind: 'failed', to: { ...place, flow: flow.id }, reason });
  }

  #take(): FlowEffect[] {
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }
}

/** A WebSocket message is one SIP message, or the line ends of a keep-alive. */
function framedWhole(bytes: Uint8Array): Framed[] {
  if (!bytes.every((byte) => byte === 13 || byte === 10)) return [{ kind: 'message', bytes }];
  return Array.from({ length: Math.min(2, bytes.length >> 1) }, () => ({ kind: 'crlf' }));
}

function placeKey(place: Address): string {
  const { host, port, name, path } = place;
  return `${transportOf(place)}|${host}|${port}|${name ?? ''}|${path ?? ''}`;
}

/** Under its name and without: a dialog knows only where its far end is. */
function placeKeys(place: Address): string[] {
  const { host, port, transport, name, path } = place;
  if (transport === undefined) return [placeKey(place)];
  const bare = placeKey({ host, port, transport });
  return name === undefined && path === undefined ? [bare] : [placeKey(place), bare];
}
