import type { Address } from '../sip/address.ts';
import { transportOf, type Transport } from '../sip/address.ts';
import type { CallEvent, SipEffect } from '../sip/call-event.ts';
import { SipEndpoint, type SipEndpointOptions } from '../sip/endpoint.ts';
import { SipTransports, type SipTransportsOptions } from './sip-transports.ts';
import { WakeTimer, type PhoneClock } from './wake-timer.ts';

export interface NetworkEndpointOptions
  extends
    Omit<SipEndpointOptions, 'local' | 'localFor' | 'transports'>,
    Omit<SipTransportsOptions, 'random'> {
  readonly clock: PhoneClock;
  /** Told of every event of every call. */
  readonly onEvent: (event: CallEvent, nowMs: number) => void;
  /** Told when a place cannot be reached or a connection is lost. */
  readonly onUnreachable?: (to: Address, reason: string) => void;
}

/** A SipEndpoint on sockets of any transports (RFC 3261 section 18): calling and called party of any number of calls. */
export class NetworkEndpoint {
  readonly #endpoint: SipEndpoint;
  readonly #transports: SipTransports;
  readonly #clock: PhoneClock;
  readonly #onEvent: (event: CallEvent, nowMs: number) => void;
  readonly #timer: WakeTimer;

  private constructor(options: NetworkEndpointOptions, transports: SipTransports) {
    this.#transports = transports;
    this.#endpoint = new SipEndpoint({
      ...options,
      local: transports.locals[0] ?? { host: '127.0.0.1', port: 0 },
      localFor: (to) => transports.localFor(to),
      transports: transports.locals.map((local) => transportOf(local)),
    });
    this.#clock = options.clock;
    this.#onEvent = options.onEvent;
    this.#timer = new WakeTimer(options.clock, () => {
      this.run((endpoint, nowMs) => endpoint.wake(nowMs));
    });
  }

  /** Opens the sockets; throws PhoneFault when an address or a certificate cannot be used. */
  static async open(options: NetworkEndpointOptions): Promise<NetworkEndpoint> {
    const made: { endpoint: NetworkEndpoint | null } = { endpoint: null };
    const transports = await SipTransports.open(options, {
      received: (bytes, from) => {
        made.endpoint?.run((endpoint, nowMs) => endpoint.receive(bytes, from, nowMs));
      },
      failed: (to, reason) => {
        options.onUnreachable?.(to, reason);
        made.endpoint?.run((endpoint, nowMs) => endpoint.transportFailed(to, nowMs));
      },
    });
    made.endpoint = new NetworkEndpoint(options, transports);
    return made.endpoint;
  }

  /** What stands in Via and Contact where nothing else was asked for: the first address that is listened on. */
  get local(): Address {
    return this.#transports.locals[0] ?? { host: '127.0.0.1', port: 0 };
  }

  /** Where a transport is listened for, null when it is not. */
  localOf(transport: Transport): Address | null {
    return this.#transports.locals.find((local) => transportOf(local) === transport) ?? null;
  }

  /** The machine itself; what its methods give back goes to `run` or `send`. */
  get endpoint(): SipEndpoint {
    return this.#endpoint;
  }

  get transports(): SipTransports {
    return this.#transports;
  }

  /** Asks the machine something and carries out what it says. */
  run(ask: (endpoint: SipEndpoint, nowMs: number) => readonly SipEffect[]): void {
    const nowMs = this.#clock.nowMs();
    for (const effect of ask(this.#endpoint, nowMs)) {
      if (effect.kind === 'send') this.#transports.send(effect.bytes, effect.to, effect.otherwise);
      else this.#onEvent(effect.event, nowMs);
    }
    this.#timer.ask(this.#endpoint.nextWakeMs());
  }

  /** Sends a message of the machine; one that cannot be sent is lost, and over a connection that is told. */
  send(bytes: Uint8Array, to: Address, otherwise?: Address): void {
    this.#transports.send(bytes, to, otherwise);
    this.#timer.ask(this.#endpoint.nextWakeMs());
  }

  /** Stops the timers and closes all sockets; calls in progress are not hung up. */
  async close(): Promise<void> {
    this.#timer.stop();
    await this.#transports.close();
  }
}
