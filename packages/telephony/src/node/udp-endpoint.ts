import type { Socket } from 'node:dgram';
import type { Address } from '../sip/address.ts';
import type { CallEvent, SipEffect } from '../sip/call-event.ts';
import { SipEndpoint, type SipEndpointOptions } from '../sip/endpoint.ts';
import { PhoneFault } from './phone-fault.ts';
import { openUdpSocket, systemErrorCode } from './udp-socket.ts';
import { WakeTimer, type PhoneClock } from './wake-timer.ts';

export interface UdpEndpointOptions extends SipEndpointOptions {
  /** The SIP socket; port 0 takes any free one. */
  readonly local: Address;
  /** The address that far ends can send to, where it is not `local.host` (behind a NAT with fixed ports). */
  readonly publicHost?: string;
  readonly clock: PhoneClock;
  /** Told of every event of every call. */
  readonly onEvent: (event: CallEvent, nowMs: number) => void;
}

/** Room for the bursts of many calls' datagrams while the thread is busy. */
const bufferBytes = 4 * 1024 * 1024;

/** A SipEndpoint on a UDP socket (RFC 3261 section 18): calling and called party of any number of calls. */
export class UdpEndpoint {
  /** What stands in Via and Contact. */
  readonly local: Address;
  readonly #endpoint: SipEndpoint;
  readonly #socket: Socket;
  readonly #clock: PhoneClock;
  readonly #onEvent: (event: CallEvent, nowMs: number) => void;
  readonly #timer: WakeTimer;

  private constructor(options: UdpEndpointOptions, socket: Socket) {
    this.local = { host: options.publicHost ?? options.local.host, port: socket.address().port };
    this.#endpoint = new SipEndpoint({ ...options, local: this.local });
    this.#socket = socket;
    this.#clock = options.clock;
    this.#onEvent = options.onEvent;
    this.#timer = new WakeTimer(options.clock, () => {
      this.run((endpoint, nowMs) => endpoint.wake(nowMs));
    });
    socket.on('message', (bytes, { address, port }) => {
      this.run((endpoint, nowMs) => endpoint.receive(bytes, { host: address, port }, nowMs));
    });
    socket.on('error', () => undefined);
  }

  /** Opens the socket; throws PhoneFault when the address cannot be had. */
  static async open(options: UdpEndpointOptions): Promise<UdpEndpoint> {
    const { host, port } = options.local;
    try {
      return new UdpEndpoint(options, await openUdpSocket(options.local, bufferBytes));
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

  /** The machine itself; what its methods give back goes to `perform`. */
  get endpoint(): SipEndpoint {
    return this.#endpoint;
  }

  /** Asks the machine something and carries out what it says. */
  run(ask: (endpoint: SipEndpoint, nowMs: number) => readonly SipEffect[]): void {
    const nowMs = this.#clock.nowMs();
    for (const effect of ask(this.#endpoint, nowMs)) {
      if (effect.kind === 'send') this.send(effect.bytes, effect.to);
      else this.#onEvent(effect.event, nowMs);
    }
    this.#timer.ask(this.#endpoint.nextWakeMs());
  }

  /** Sends a datagram of the machine; one that cannot be sent is one that is lost. */
  send(bytes: Uint8Array, to: Address): void {
    this.#socket.send(bytes, to.port, to.host, () => undefined);
    this.#timer.ask(this.#endpoint.nextWakeMs());
  }

  async close(): Promise<void> {
    this.#timer.stop();
    await new Promise<void>((resolve) => this.#socket.close(resolve));
  }
}
