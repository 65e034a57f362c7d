import type { Socket } from 'node:dgram';
import { transportOf, type Address, type RandomSource } from '../sip/address.ts';
import type { CallEvent } from '../sip/call-event.ts';
import type { EndpointCounts } from '../sip/endpoint.ts';
import { AvoidedPlaces } from '../sip/transport/avoided-places.ts';
import type { NameResolver } from '../sip/transport/name-records.ts';
import { ProbeCall, type ProbeEffect } from '../user-agent/probe-call.ts';
import type { CallObservation } from '../user-agent/probe-observation.ts';
import type { ProbeRequest } from '../user-agent/probe-request.ts';
import { systemResolver } from './dns-resolver.ts';
import { DeferredWork } from './deferred-work.ts';
import { NetworkEndpoint } from './network-endpoint.ts';
import { PhoneFault } from './phone-fault.ts';
import { RefusalWatch } from './refusal-watch.ts';
import { RtpPorts, type PortRange } from './rtp-ports.ts';
import type { TlsSettings } from './tls-settings.ts';
import { KeptRegistration, type PhoneRegistration } from './phone-registration.ts';
import { TrunkReach } from './trunk-reach.ts';
import { srtpCrypto } from './srtp-crypto.ts';
import { WakeTimer, type PhoneClock } from './wake-timer.ts';

export interface UdpPhoneOptions {
  /** The SIP socket; port 0 takes any free one. */
  readonly local: Address;
  /** The address that far ends can send to, where it is not `local.host` (behind a NAT with fixed ports). */
  readonly publicHost?: string;
  /** Certificates for trunks by TLS or WSS; those of the system are believed unless given. */
  readonly tls?: TlsSettings;
  /** Whether trunks may open TLS connections to us where `tls` holds a certificate of ours; yes unless given. */
  readonly takesTls?: boolean;
  /** Who is asked for the names of trunks; the machine's name service unless given. */
  readonly resolver?: NameResolver;
  readonly rtpPorts: PortRange;
  readonly clock: PhoneClock;
  readonly random: RandomSource;
  readonly userAgent?: string;
}

export interface PlaceCallOptions {
  /** Told of each event of the signalling while the call goes on. */
  readonly watch?: (event: CallEvent) => void;
  /** Told when the call is over and its channel free; what it heard is made out after that. */
  readonly freed?: () => void;
  /** Ends this call as stop-all would. */
  readonly signal?: AbortSignal;
}

interface PlacedCall {
  readonly call: ProbeCall;
  readonly socket: Socket;
  readonly port: number;
  readonly watch: ((event: CallEvent) => void) | null;
  readonly freed: (() => void) | null;
  readonly finished: (observation: CallObservation) => void;
  readonly broken: (fault: unknown) => void;
}

/** Results are made out while no call begins or ends: the next INVITE of a channel need not wait for them. */
const resultDeferral = { quietMs: 40, latestMs: 400 };

/** When nothing has come in answer to an INVITE for so long, the trunk's port is looked at. */
const unansweredMs = 1000;

/**
 * Many test calls over one SIP address, each with an RTP socket of its own, and one timer for all of them.
 * Binds the sans-I/O machines to sockets, SIP by any transport; a thread of its own keeps its 20 ms ticks even.
 */
export class UdpPhone {
  readonly local: Address;
  readonly #options: UdpPhoneOptions;
  readonly #sip: NetworkEndpoint;
  readonly #reach: TrunkReach;
  readonly #ports: RtpPorts;
  readonly #refusals: RefusalWatch;
  readonly #timer: WakeTimer;
  readonly #calls: Map<string, PlacedCall>;
  readonly #trunkHosts: Set<string>;
  readonly #kept = new Set<KeptRegistration>();
  readonly #results = new DeferredWork(resultDeferral);
  #pending = 0;
  #stops = 0;
  #closed = false;

  private constructor(
    options: UdpPhoneOptions,
    sip: NetworkEndpoint,
    calls: Map<string, PlacedCall>,
    trunkHosts: Set<string>,
    avoided: AvoidedPlaces,
  ) {
    this.#options = options;
    this.#sip = sip;
    this.#calls = calls;
    this.#trunkHosts = trunkHosts;
    this.local = sip.local;
    const { clock, random, tls, takesTls = true } = options;
    this.#reach = new TrunkReach({
      ...{ sip, avoided, clock, random },
      host: options.local.host,
      listensForTls: takesTls && tls?.certificate !== undefined,
      resolver: options.resolver ?? systemResolver(clock),
    });
    this.#ports = new RtpPorts(options.local.host, options.rtpPorts);
    this.#timer = new WakeTimer(options.clock, (nowMs) => {
      this.#wake(nowMs);
    });
    this.#refusals = new RefusalWatch((trunk) => {
      avoided.failed(trunk, options.clock.nowMs());
      sip.run((endpoint, nowMs) => endpoint.transportFailed(trunk, nowMs));
    });
  }

  /** Opens the SIP sockets; throws PhoneFault when the address or a certificate cannot be used. */
  static async open(options: UdpPhoneOptions): Promise<UdpPhone> {
    const calls = new Map<string, PlacedCall>();
    const trunkHosts = new Set<string>();
    const avoided = new AvoidedPlaces();
    const sip = await NetworkEndpoint.open({
      listen: [{ transport: 'udp', ...options.local }],
      ...(options.tls === undefined ? {} : { tls: options.tls }),
      clock: options.clock,
      random: options.random,
      admits: ({ host }) => trunkHosts.has(host),
      takesCalls: false,
      ...(options.publicHost === undefined ? {} : { publicHost: options.publicHost }),
      ...(options.userAgent === undefined ? {} : { userAgent: options.userAgent }),
      onEvent: (event, nowMs) => {
        phone.#event(event, nowMs);
      },
      onUnreachable: (place) => {
        avoided.failed(place, options.clock.nowMs());
      },
    });
    const phone = new UdpPhone(options, sip, calls, trunkHosts, avoided);
    return phone;
  }

  /** How many calls are going on. */
  get active(): number {
    return this.#pending;
  }

  /** What the endpoint holds: calls, dialogs, transactions, timers; all 0 when nothing is going on. */
  counts(): EndpointCounts {
    return this.#sip.endpoint.counts();
  }

  /**
   * Places a call; resolves with its observation however it ends. Rejects with PhoneFault when no INVITE left: the
   * trunk's name has no address, no connection leads there, the machine had no means, or the stop came first.
   */
  async placeCall(request: ProbeRequest, options: PlaceCallOptions = {}): Promise<CallObservation> {
    const stops = this.#stops;
    this.#pending += 1;
    try {
      this.#mustGoOn(stops, options.signal);
      const reached = await this.#reach.trunk(request);
      const { socket, port } = await this.#ports.open();
      try {
        this.#mustGoOn(stops, options.signal);
      } catch (fault) {
        socket.close();
        this.#ports.release(port);
        throw fault;
      }
      return await this.#start(reached, socket, port, options);
    } finally {
      this.#pending -= 1;
    }
  }

  /**
   * Keeps an account registered from this phone's own address, so that calls come from where the registrar knows it
   * (RFC 3261 section 10.2), until it leaves or the phone is closed; what happens, `watch` is told.
   */
  register(registration: PhoneRegistration): { leave(): Promise<void> } {
    const { clock } = this.#options;
    const locate = (): Promise<[Address, ...Address[]]> => this.#locateRegistrars(registration);
    const kept = new KeptRegistration({ sip: this.#sip, registration, locate, clock });
    this.#kept.add(kept);
    return {
      // Kept until it is gone, so that closing the phone does not cut the farewell off.
      leave: async () => {
        await kept.leave();
        this.#kept.delete(kept);
      },
    };
  }

  async #locateRegistrars({ registrars }: PhoneRegistration): Promise<[Address, ...Address[]]> {
    const places = await this.#reach.registrars(registrars);
    // Carriers ask their customers by OPTIONS whether they are still there.
    for (const { host } of places) this.#trunkHosts.add(host);
    return places;
  }

  #mustGoOn(stops: number, signal: AbortSignal | undefined): void {
    if (this.#closed) throw new PhoneFault('phone_closed', 'the phone has been closed');
    if (this.#stops !== stops || signal?.aborted === true) {
      throw new PhoneFault('stopped', 'the call was stopped before it was placed');
    }
  }

  #start(
    request: ProbeRequest,
    socket: Socket,
    port: number,
    options: PlaceCallOptions,
  ): Promise<CallObservation> {
    const { trunk } = request;
    const nextHop = trunk.outboundProxy ?? trunk.address;
    for (const { host } of [trunk.address, nextHop, ...(trunk.alternatives ?? [])])
      this.#trunkHosts.add(host);
    const call = new ProbeCall({
      endpoint: this.#sip.endpoint,
      request,
      media: { host: this.local.host, port },
      random: this.#options.random,
      srtp: srtpCrypto,
    });
    return new Promise((finished, broken) => {
      this.#results.busy();
      const effects = call.start(this.#options.clock.nowMs());
      const entry: PlacedCall = {
        call,
        socket,
        port,
        watch: options.watch ?? null,
        freed: options.freed ?? null,
        finished,
        broken,
      };
      this.#calls.set(call.callId, entry);
      this.#listen(entry);
      this.#watchTrunk(entry, nextHop);
      this.#stopBySignal(entry, options.signal);
      this.#perform(entry, effects);
    });
  }

  /** Ends every call at once; resolves when all have their results. */
  async stopAll(): Promise<void> {
    this.#stops += 1;
    const calls = [...this.#calls.values()];
    const ends = calls.map(
      (entry) => new Promise<void>((resolve) => entry.socket.once('close', resolve)),
    );
    for (const entry of calls) this.#ask(entry, (call, nowMs) => call.stop(nowMs));
    await Promise.all(ends);
    this.#results.bring();
  }

  /** Stops every call, takes registrations back and closes the sockets. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.stopAll();
    await Promise.all([...this.#kept].map((kept) => kept.leave()));
    this.#timer.stop();
    this.#refusals.close();
    this.#ports.close();
    await this.#sip.close();
  }

  #listen(entry: PlacedCall): void {
    entry.socket.on('message', (bytes, { address, port }) => {
      this.#ask(entry, (call, nowMs) => call.receiveRtp(bytes, { host: address, port }, nowMs));
    });
    entry.socket.on('error', () => undefined);
  }

  /** A connection tells by itself that nobody is there; a datagram does not. */
  #watchTrunk({ call }: PlacedCall, trunk: Address): void {
    if (transportOf(trunk) !== 'udp') return;
    setTimeout(() => {
      if (!call.done && !call.heardFromTrunk && !this.#closed) this.#refusals.ask(trunk);
    }, unansweredMs).unref();
  }

  #stopBySignal(entry: PlacedCall, signal: AbortSignal | undefined): void {
    if (signal === undefined) return;
    const stop = (): void => {
      this.#ask(entry, (call, nowMs) => call.stop(nowMs));
    };
    signal.addEventListener('abort', stop, { once: true });
    entry.socket.once('close', () => {
      signal.removeEventListener('abort', stop);
    });
  }

  #event(event: CallEvent, nowMs: number): void {
    const entry = this.#calls.get(event.callId);
    if (entry === undefined) return;
    this.#ask(entry, (call) => call.receiveSip(event, nowMs));
    entry.watch?.(event);
  }

  /** Asks a call something and carries out what it says; a fault in one call ends that call alone. */
  #ask(entry: PlacedCall, ask: (call: ProbeCall, nowMs: number) => readonly ProbeEffect[]): void {
    try {
      this.#perform(entry, ask(entry.call, this.#options.clock.nowMs()));
    } catch (fault) {
      this.#release(entry);
      entry.broken(fault);
      this.#sip.run((endpoint, nowMs) => endpoint.hangUp(entry.call.callId, nowMs));
    }
  }

  #perform(entry: PlacedCall, effects: readonly ProbeEffect[]): void {
    for (const effect of effects) {
      // One that cannot be sent is lost, as datagrams are; a callback would cost each its turn.
      if (effect.kind === 'rtp') entry.socket.send(effect.bytes, effect.to.port, effect.to.host);
      else if (effect.kind === 'sip') this.#sip.send(effect.bytes, effect.to);
      else this.#finish(entry);
    }
    this.#timer.ask(entry.call.nextWakeMs());
  }

  #finish(entry: PlacedCall): void {
    if (!this.#release(entry)) return;
    this.#results.busy();
    entry.freed?.();
    this.#results.add(() => {
      try {
        entry.finished(entry.call.result());
      } catch (fault) {
        entry.broken(fault);
      }
    });
  }

  #release(entry: PlacedCall): boolean {
    if (!this.#calls.delete(entry.call.callId)) return false;
    entry.socket.close();
    this.#ports.release(entry.port);
    return true;
  }

  #wake(nowMs: number): void {
    let nextMs = Infinity;
    for (const entry of this.#calls.values()) {
      const dueMs = entry.call.nextWakeMs();
      if (dueMs !== null && dueMs <= nowMs) this.#ask(entry, (call) => call.wake(nowMs));
      nextMs = Math.min(nextMs, entry.call.nextWakeMs() ?? Infinity);
    }
    if (nextMs !== Infinity) this.#timer.ask(nextMs);
  }
}
