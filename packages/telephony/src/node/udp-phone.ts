import type { Socket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Address, RandomSource } from '../sip/address.ts';
import type { CallEvent, SipEffect } from '../sip/call-event.ts';
import { SipEndpoint, type EndpointCounts } from '../sip/endpoint.ts';
import { ProbeCall, type ProbeEffect } from '../user-agent/probe-call.ts';
import type { CallObservation } from '../user-agent/probe-observation.ts';
import type { ProbeRequest } from '../user-agent/probe-request.ts';
import { PhoneFault } from './phone-fault.ts';
import { RefusalWatch } from './refusal-watch.ts';
import { RtpPorts, type PortRange } from './rtp-ports.ts';
import { openUdpSocket, systemErrorCode } from './udp-socket.ts';

/** The time of day in ms; monotone enough for calls. */
export interface PhoneClock {
  nowMs(): number;
}

export interface UdpPhoneOptions {
  /** The SIP socket; port 0 takes any free one. */
  readonly local: Address;
  /** The address that far ends can send to, where it is not `local.host` (behind a NAT with fixed ports). */
  readonly publicHost?: string;
  readonly rtpPorts: PortRange;
  readonly clock: PhoneClock;
  readonly random: RandomSource;
  readonly userAgent?: string;
}

export interface PlaceCallOptions {
  /** Told of each event of the signalling while the call goes on. */
  readonly watch?: (event: CallEvent) => void;
  /** Ends this call as stop-all would. */
  readonly signal?: AbortSignal;
}

interface PlacedCall {
  readonly call: ProbeCall;
  readonly socket: Socket;
  readonly port: number;
  readonly watch: ((event: CallEvent) => void) | null;
  readonly finished: (observation: CallObservation) => void;
}

/** Room for the bursts of 100 calls' worth of datagrams while the thread is busy. */
const sipBufferBytes = 4 * 1024 * 1024;
/** When nothing has come in answer to an INVITE for so long, the trunk's port is looked at. */
const unansweredMs = 1000;

/**
 * Many test calls over one SIP socket, each with an RTP socket of its own, and one timer for all of them.
 * Binds the sans-I/O machines to UDP; a thread of its own keeps its 20 ms ticks even.
 */
export class UdpPhone {
  readonly local: Address;
  readonly #options: UdpPhoneOptions;
  readonly #sip: Socket;
  readonly #ports: RtpPorts;
  readonly #endpoint: SipEndpoint;
  readonly #refusals: RefusalWatch;
  readonly #calls = new Map<string, PlacedCall>();
  readonly #trunkHosts = new Set<string>();
  #pending = 0;
  #timer: NodeJS.Timeout | null = null;
  #timerAtMs = Infinity;
  #closed = false;

  private constructor(options: UdpPhoneOptions, sip: Socket) {
    const { port } = sip.address();
    this.#options = options;
    this.#sip = sip;
    this.local = { host: options.publicHost ?? options.local.host, port };
    this.#ports = new RtpPorts(options.local.host, options.rtpPorts);
    this.#endpoint = new SipEndpoint({
      local: this.local,
      random: options.random,
      admits: ({ host }) => this.#trunkHosts.has(host),
      takesCalls: false,
      ...(options.userAgent === undefined ? {} : { userAgent: options.userAgent }),
    });
    this.#refusals = new RefusalWatch((trunk) => {
      const nowMs = options.clock.nowMs();
      this.#perform(this.#endpoint.transportFailed(trunk, nowMs), nowMs);
    });
    sip.on('message', (bytes, { address, port: fromPort }) => {
      const nowMs = options.clock.nowMs();
      this.#perform(this.#endpoint.receive(bytes, { host: address, port: fromPort }, nowMs), nowMs);
    });
    sip.on('error', () => undefined);
  }

  /** Opens the SIP socket; throws PhoneFault when the address cannot be had. */
  static async open(options: UdpPhoneOptions): Promise<UdpPhone> {
    const { host, port } = options.local;
    try {
      return new UdpPhone(options, await openUdpSocket(options.local, sipBufferBytes));
    } catch (error) {
      if (systemErrorCode(error) === 'EADDRINUSE') {
        throw new PhoneFault(
          'sip_port_in_use',
          `another program holds UDP port ${port} of ${host}`,
        );
      }
      throw new PhoneFault(
        'sip_address_unavailable',
        `no SIP socket on ${host}:${port}: ${String(error)}`,
      );
    }
  }

  /** How many calls are going on. */
  get active(): number {
    return this.#calls.size + this.#pending;
  }

  counts(): EndpointCounts {
    return this.#endpoint.counts();
  }

  /** Places a call; resolves with its observation however it ends. Rejects with PhoneFault when it could not be placed. */
  async placeCall(request: ProbeRequest, options: PlaceCallOptions = {}): Promise<CallObservation> {
    if (this.#closed) throw new PhoneFault('phone_closed', 'the phone has been closed');
    this.#pending += 1;
    let placed: { socket: Socket; port: number };
    let resolved: ProbeRequest;
    try {
      resolved = await withLiteralAddresses(request);
      placed = await this.#ports.open();
    } finally {
      this.#pending -= 1;
    }
    const { socket, port } = placed;
    if (this.#isClosed()) {
      socket.close();
      throw new PhoneFault('phone_closed', 'the phone has been closed');
    }
    const { trunk } = resolved;
    this.#trunkHosts.add(trunk.address.host).add((trunk.outboundProxy ?? trunk.address).host);
    const call = new ProbeCall({
      endpoint: this.#endpoint,
      request: resolved,
      media: { host: this.local.host, port },
      random: this.#options.random,
    });
    return new Promise((finished) => {
      const nowMs = this.#options.clock.nowMs();
      const effects = call.start(nowMs);
      const entry: PlacedCall = { call, socket, port, watch: options.watch ?? null, finished };
      this.#calls.set(call.callId, entry);
      this.#listen(entry);
      this.#watchTrunk(entry, trunk.outboundProxy ?? trunk.address);
      this.#stopBySignal(entry, options.signal);
      this.#performProbe(entry, effects);
    });
  }

  /** Ends every call at once; resolves when all have their results. */
  async stopAll(): Promise<void> {
    const nowMs = this.#options.clock.nowMs();
    const calls = [...this.#calls.values()];
    const ends = calls.map(
      (entry) => new Promise<void>((resolve) => entry.socket.once('close', resolve)),
    );
    for (const entry of calls) this.#performProbe(entry, entry.call.stop(nowMs));
    await Promise.all(ends);
  }

  /** Stops every call and closes the sockets. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.stopAll();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#refusals.close();
    await new Promise<void>((resolve) => this.#sip.close(resolve));
  }

  #isClosed(): boolean {
    return this.#closed;
  }

  #listen(entry: PlacedCall): void {
    entry.socket.on('message', (bytes, { address, port }) => {
      const nowMs = this.#options.clock.nowMs();
      this.#performProbe(entry, entry.call.receiveRtp(bytes, { host: address, port }, nowMs));
    });
    entry.socket.on('error', () => undefined);
  }

  #watchTrunk({ call }: PlacedCall, trunk: Address): void {
    setTimeout(() => {
      if (!call.done && !call.heardFromTrunk && !this.#closed) this.#refusals.ask(trunk);
    }, unansweredMs).unref();
  }

  #stopBySignal(entry: PlacedCall, signal: AbortSignal | undefined): void {
    if (signal === undefined) return;
    const stop = (): void => {
      this.#performProbe(entry, entry.call.stop(this.#options.clock.nowMs()));
    };
    if (signal.aborted) queueMicrotask(stop);
    else signal.addEventListener('abort', stop, { once: true });
    entry.socket.once('close', () => {
      signal.removeEventListener('abort', stop);
    });
  }

  #perform(effects: readonly SipEffect[], nowMs: number): void {
    for (const effect of effects) {
      if (effect.kind === 'send') {
        this.#sendSip(effect.bytes, effect.to);
        continue;
      }
      const entry = this.#calls.get(effect.event.callId);
      if (entry === undefined) continue;
      this.#performProbe(entry, entry.call.receiveSip(effect.event, nowMs));
      entry.watch?.(effect.event);
    }
    this.#schedule(this.#endpoint.nextWakeMs());
  }

  #performProbe(entry: PlacedCall, effects: readonly ProbeEffect[]): void {
    for (const effect of effects) {
      if (effect.kind === 'rtp')
        entry.socket.send(effect.bytes, effect.to.port, effect.to.host, ignored);
      else if (effect.kind === 'sip') this.#sendSip(effect.bytes, effect.to);
      else this.#finish(entry);
    }
    this.#schedule(entry.call.nextWakeMs());
    if (effects.length > 0) this.#schedule(this.#endpoint.nextWakeMs());
  }

  #sendSip(bytes: Uint8Array, to: Address): void {
    this.#sip.send(bytes, to.port, to.host, ignored);
  }

  #finish(entry: PlacedCall): void {
    if (!this.#calls.delete(entry.call.callId)) return;
    entry.socket.close();
    this.#ports.release(entry.port);
    entry.finished(entry.call.result());
  }

  #schedule(atMs: number | null): void {
    if (atMs === null || atMs >= this.#timerAtMs || (this.#closed && this.#calls.size === 0))
      return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timerAtMs = atMs;
    const delayMs = Math.max(0, Math.ceil(atMs - this.#options.clock.nowMs()));
    this.#timer = setTimeout(() => {
      this.#wake();
    }, delayMs);
  }

  #wake(): void {
    this.#timer = null;
    this.#timerAtMs = Infinity;
    const nowMs = this.#options.clock.nowMs();
    this.#perform(this.#endpoint.wake(nowMs), nowMs);
    let nextMs = this.#endpoint.nextWakeMs() ?? Infinity;
    for (const entry of this.#calls.values()) {
      const dueMs = entry.call.nextWakeMs();
      if (dueMs !== null && dueMs <= nowMs) this.#performProbe(entry, entry.call.wake(nowMs));
      nextMs = Math.min(nextMs, entry.call.nextWakeMs() ?? Infinity);
    }
    if (nextMs !== Infinity) this.#schedule(nextMs);
  }
}

function ignored(): void {
  // A datagram that cannot be sent is a datagram that is lost: the transactions repeat it or time out.
}

/** The request with names of trunk and proxy looked up once. */
async function withLiteralAddresses(request: ProbeRequest): Promise<ProbeRequest> {
  const { trunk } = request;
  const address = await literalAddress(trunk.address);
  const proxy = trunk.outboundProxy;
  if (address === trunk.address && (proxy === undefined || isIP(proxy.host) !== 0)) return request;
  const domain = trunk.domain ?? trunk.address.host;
  return {
    ...request,
    trunk: {
      ...trunk,
      address,
      domain,
      ...(proxy === undefined ? {} : { outboundProxy: await literalAddress(proxy) }),
    },
  };
}

async function literalAddress(address: Address): Promise<Address> {
  if (isIP(address.host) !== 0) return address;
  try {
    return { host: (await lookup(address.host)).address, port: address.port };
  } catch (error) {
    throw new PhoneFault(
      'trunk_name_unresolved',
      `the trunk's name ${address.host} has no address: ${String(error)}`,
    );
  }
}
