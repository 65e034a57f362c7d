import type { Socket as UdpSocket } from 'node:dgram';
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import {
  hostPort,
  transportOf,
  type Address,
  type RandomSource,
  type Transport,
} from '../sip/address.ts';
import { flowLimits, type FlowLimits } from '../sip/transport/flow-limits.ts';
import { FlowTable, type FlowEffect } from '../sip/transport/flow-table.ts';
import type { Connection, ConnectionUser } from './connection.ts';
import { PhoneFault } from './phone-fault.ts';
import { openSipListener, type SipListener } from './sip-listener.ts';
import { StreamConnection } from './stream-connection.ts';
import { tlsFaultOf } from './tls-fault.ts';
import type { TlsSettings } from './tls-settings.ts';
import { openUdpSocket, systemErrorCode } from './udp-socket.ts';
import { WakeTimer, type PhoneClock } from './wake-timer.ts';
import { WebSocketConnection } from './websocket-connection.ts';

/** Where messages are taken: a literal address of this machine, and a port; 0 takes a free one. */
export interface ListenOn {
  readonly transport: Transport;
  readonly host: string;
  readonly port: number;
}

export interface SipTransportsOptions {
  readonly listen: readonly ListenOn[];
  /** The address that far ends can send to, where it is not the one that is listened on (behind a NAT with fixed ports). */
  readonly publicHost?: string;
  readonly tls?: TlsSettings;
  readonly limits?: Partial<FlowLimits>;
  readonly random: RandomSource;
  readonly clock: PhoneClock;
}

export interface SipTransportsUser {
  /** One whole message came. */
  received(bytes: Uint8Array, from: Address, nowMs: number): void;
  /** What was sent there is lost; with `flow`, because that connection was. */
  failed(to: Address, reason: string, nowMs: number): void;
}

interface Waiting {
  readonly resolve: (flow: number) => void;
  readonly reject: (fault: unknown) => void;
}

/** Room for the bursts of many calls' datagrams while the thread is busy. */
const bufferBytes = 4 * 1024 * 1024;

/** The sockets of one user agent: UDP, TCP, TLS, WS and WSS, as listener and as the one who connects. */
export class SipTransports {
  /** Where is listened, in the order asked for; what far ends send to. */
  readonly locals: Address[] = [];
  readonly #options: SipTransportsOptions;
  readonly #user: SipTransportsUser;
  readonly #table: FlowTable;
  readonly #limits: FlowLimits;
  readonly #udp: { readonly socket: UdpSocket; readonly family: 4 | 6 }[] = [];
  readonly #listeners: SipListener[] = [];
  readonly #connections = new Map<number, Connection>();
  readonly #waiting = new Map<number, Waiting[]>();
  readonly #faults = new Map<number, unknown>();
  readonly #timer: WakeTimer;
  /** What a WebSocket client is called, who cannot be reached by any address (RFC 7118 section 5). */
  readonly #webName: string;
  #closed = false;

  private constructor(options: SipTransportsOptions, user: SipTransportsUser) {
    this.#options = options;
    this.#user = user;
    this.#limits = { ...flowLimits, ...options.limits };
    this.#table = new FlowTable({ limits: this.#limits, random: options.random });
    this.#webName = `${Math.floor(options.random() * 2 ** 40).toString(36)}.invalid`;
    this.#timer = new WakeTimer(options.clock, (nowMs) => {
      this.#perform(this.#table.wake(nowMs), nowMs);
    });
  }

  /** Opens every socket; throws PhoneFault when one cannot be had, and leaves none open then. */
  static async open(
    options: SipTransportsOptions,
    user: SipTransportsUser,
  ): Promise<SipTransports> {
    const transports = new SipTransports(options, user);
    try {
      for (const on of options.listen) await transports.listen(on);
    } catch (fault) {
      await transports.close();
      throw fault;
    }
    return transports;
  }

  /** Listens at one more place; throws PhoneFault when it cannot be had. */
  async listen({ transport, host, port }: ListenOn): Promise<void> {
    const advertised = this.#options.publicHost ?? host;
    if (transport === 'udp') {
      const socket = await udpSocketOn({ host, port });
      this.#udp.push({ socket, family: socket.address().family === 'IPv6' ? 6 : 4 });
      this.locals.push({ host: advertised, port: socket.address().port });
      // A far end sends many messages, each of whose transactions keeps where it came from: as one object for all.
      let from: Address = { host: '', port: 0 };
      socket.on('message', (bytes, { address, port: fromPort }) => {
        if (from.port !== fromPort || from.host !== address)
          from = { host: address, port: fromPort };
        this.#user.received(bytes, from, this.#options.clock.nowMs());
      });
      socket.on('error', () => undefined);
      return;
    }
    const listener = await openSipListener(
      {
        transport,
        host,
        port,
        tls: this.#options.tls ?? {},
        maxMessageBytes: this.#limits.maxMessageBytes,
        handshakeMs: this.#limits.messageMs,
      },
      {
        accepted: (socket, carrier) => {
          this.#accept(socket, carrier, transport);
        },
      },
    );
    this.#listeners.push(listener);
    this.locals.push({ ...listener.local, host: advertised });
  }

  /** What stands in our Via and Contact toward a far end. */
  localFor(to: Address): Address {
    const transport = transportOf(to);
    // Datagrams need no connection.
    const flow = transport === 'udp' ? null : (to.flow ?? this.#table.flowTo(to));
    const isWeb = transport === 'ws' || transport === 'wss';
    if (isWeb && (flow === null || !this.#table.isAccepted(flow)))
      return { host: this.#webName, port: 0, transport };
    const isSix = to.host.includes(':');
    const speaks = (local: Address): boolean => transportOf(local) === transport;
    const local =
      this.locals.find((one) => speaks(one) && one.host.includes(':') === isSix) ??
      this.locals.find(speaks);
    if (local !== undefined) return local;
    // Nothing listens: the far end reaches us by the connection only, and knows it by our end of it.
    const host = (this.locals.find((one) => one.host.includes(':') === isSix) ?? this.locals[0])
      ?.host;
    const port = flow === null ? 0 : (this.#connections.get(flow)?.localPort ?? 0);
    return { host: host ?? this.#webName, port, transport };
  }

  /** Sends a message; what cannot be delivered is told to `failed`, or lost as datagrams are. */
  send(bytes: Uint8Array, to: Address, otherwise?: Address): void {
    if (transportOf(to) === 'udp') {
      this.#datagram(bytes, to);
      return;
    }
    const nowMs = this.#options.clock.nowMs();
    this.#perform(this.#table.send(bytes, to, otherwise ?? null, nowMs), nowMs);
  }

  /**
   * Makes a connection to an address, or finds the one that stands; nothing need be done for UDP. Rejects with
   * PhoneFault when certificates are the reason, with the error of the system otherwise.
   */
  async reach(to: Address): Promise<void> {
    if (transportOf(to) === 'udp' || this.#closed) return;
    const nowMs = this.#options.clock.nowMs();
    const { flow, open, effects } = this.#table.reach(to, nowMs);
    if (open) return;
    const made = new Promise<number>((resolve, reject) => {
      const waiting = this.#waiting.get(flow) ?? [];
      waiting.push({ resolve, reject });
      this.#waiting.set(flow, waiting);
    });
    this.#perform(effects, nowMs);
    await made;
  }

  /** How many flows there are, how many of them others opened, and how many timers run. */
  counts(): ReturnType<FlowTable['counts']> {
    return this.#table.counts();
  }

  /** Closes all flows, listeners and sockets; further calls do nothing. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#timer.stop();
    this.#perform(this.#table.closeAll(), this.#options.clock.nowMs());
    await Promise.all([
      ...this.#udp.map(({ socket }) => new Promise<void>((resolve) => socket.close(resolve))),
      ...this.#listeners.map((listener) => listener.close()),
    ]);
  }

  #datagram(bytes: Uint8Array, to: Address): void {
    const family = to.host.includes(':') ? 6 : 4;
    const one = this.#udp.find((udp) => udp.family === family) ?? this.#udp[0];
    // One that cannot be sent is lost: the transactions repeat it or time out. A callback would cost each its turn.
    one?.socket.send(bytes, to.port, to.host);
  }

  #accept(socket: Socket | WebSocket, carrier: Socket, transport: Transport): void {
    const { remoteAddress, remotePort } = carrier;
    const flow =
      remoteAddress === undefined || remotePort === undefined || this.#closed
        ? null
        : this.#table.accept(
            { host: unmapped(remoteAddress), port: remotePort, transport },
            this.#options.clock.nowMs(),
          );
    if (flow === null) {
      carrier.destroy();
      return;
    }
    const user = this.#userOf(flow);
    const connection =
      socket instanceof WebSocket
        ? new WebSocketConnection(socket, carrier, user)
        : new StreamConnection(socket, user);
    this.#connections.set(flow, connection);
    this.#timer.ask(this.#table.nextWakeMs());
  }

  #userOf(flow: number): ConnectionUser {
    const tell = (ask: (nowMs: number) => readonly FlowEffect[]): void => {
      const nowMs = this.#options.clock.nowMs();
      this.#perform(ask(nowMs), nowMs);
    };
    return {
      opened: () => {
        tell((nowMs) => this.#table.opened(flow, nowMs));
        for (const { resolve } of this.#waiting.get(flow) ?? []) resolve(flow);
        this.#waiting.delete(flow);
      },
      received: (bytes) => {
        const certified = this.#connections.get(flow)?.certified ?? false;
        tell((nowMs) => this.#table.received(flow, bytes, certified, nowMs));
      },
      closed: (reason, error) => {
        this.#connections.delete(flow);
        if (error !== null) this.#faults.set(flow, error);
        tell(() => this.#table.closed(flow, reason));
        this.#giveUp(flow, reason);
      },
    };
  }

  #perform(effects: readonly FlowEffect[], nowMs: number): void {
    for (const effect of effects) {
      switch (effect.kind) {
        case 'datagram':
          this.#datagram(effect.bytes, effect.to);
          break;
        case 'connect':
          this.#connect(effect.flow, effect.to, nowMs);
          break;
        case 'write':
          this.#connections.get(effect.flow)?.write(effect.bytes);
          break;
        case 'close':
          this.#connections.get(effect.flow)?.close();
          this.#connections.delete(effect.flow);
          this.#giveUp(effect.flow, effect.reason);
          break;
        case 'message':
          this.#user.received(effect.bytes, effect.from, nowMs);
          break;
        case 'failed':
          this.#user.failed(effect.to, effect.reason, nowMs);
          break;
      }
    }
    this.#timer.ask(this.#table.nextWakeMs());
  }

  #connect(flow: number, to: Address, nowMs: number): void {
    const user = this.#userOf(flow);
    const tls = this.#options.tls ?? {};
    try {
      const isWeb = to.transport === 'ws' || to.transport === 'wss';
      const connection = isWeb
        ? WebSocketConnection.connect(to, tls, this.#limits, user)
        : StreamConnection.connect(to, tls, user);
      this.#connections.set(flow, connection);
    } catch (error) {
      // Certificates that cannot be used, or a name that is none: as if the far end had refused.
      this.#faults.set(flow, error);
      this.#perform(this.#table.closed(flow, String(error)), nowMs);
      this.#giveUp(flow, String(error));
    }
  }

  /** Tells whoever waits for a connection why there is none. */
  #giveUp(flow: number, reason: string): void {
    const error = this.#faults.get(flow) ?? null;
    this.#faults.delete(flow);
    const far = this.#waiting.get(flow);
    this.#waiting.delete(flow);
    for (const { reject } of far ?? []) reject(error ?? new Error(reason));
  }
}

/** The PhoneFault behind a connection that could not be made, null when certificates are not the reason. */
export function certificateFault(error: unknown, to: Address): PhoneFault | null {
  return error instanceof PhoneFault ? error : tlsFaultOf(error, to);
}

async function udpSocketOn(local: { host: string; port: number }): Promise<UdpSocket> {
  try {
    return await openUdpSocket(local, bufferBytes);
  } catch (error) {
    if (systemErrorCode(error) === 'EADDRINUSE') {
      throw new PhoneFault(
        'sip_port_in_use',
        `another program holds UDP port ${local.port} of ${local.host}`,
      );
    }
    throw new PhoneFault(
      'sip_address_unavailable',
      `no SIP socket on ${hostPort(local)}: ${String(error)}`,
    );
  }
}

/** An IPv4 address as such where a socket for both families gives it mapped. */
function unmapped(host: string): string {
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(host)?.[1] ?? host;
}
