import { isIP } from 'node:net';
import { TLSSocket } from 'node:tls';
import { WebSocket, type RawData } from 'ws';
import { hostPort, type Address } from '../sip/address.ts';
import { maxUnreadBytes, type Connection, type ConnectionUser } from './connection.ts';
import { clientTlsOptions, type TlsSettings } from './tls-settings.ts';

/** The name of SIP among WebSocket's subprotocols (RFC 7118 section 4). */
export const sipSubprotocol = 'sip';

interface Carrier {
  readonly localPort?: number;
}

/** A SIP connection over WebSocket, plain or secure (RFC 7118). */
export class WebSocketConnection implements Connection {
  readonly #socket: WebSocket;
  #carrier: Carrier | null;
  #lastError: unknown = null;

  constructor(socket: WebSocket, carrier: Carrier | null, user: ConnectionUser) {
    this.#socket = socket;
    this.#carrier = carrier;
    socket.on('message', (data: RawData) => {
      user.received(bytesOf(data));
    });
    socket.on('upgrade', (response) => {
      this.#carrier = response.socket;
    });
    socket.on('error', (error) => {
      this.#lastError = error;
    });
    socket.on('close', (code, reason) => {
      const error = this.#lastError;
      const why = reason.length > 0 ? `: ${reason.toString()}` : '';
      user.closed(error instanceof Error ? error.message : `closed with ${code}${why}`, error);
    });
  }

  /** Begins to connect; a server that does not choose the subprotocol is left again. */
  static connect(
    to: Address,
    tls: TlsSettings,
    limits: { readonly maxMessageBytes: number; readonly connectMs: number },
    user: ConnectionUser,
  ): WebSocketConnection {
    const secure = to.transport === 'wss';
    const named = { host: to.name ?? to.host, port: to.port };
    const url = `${secure ? 'wss' : 'ws'}://${hostPort(named)}${to.path ?? '/'}`;
    const socket = new WebSocket(url, sipSubprotocol, {
      ...(secure ? clientTlsOptions(tls, to) : {}),
      handshakeTimeout: limits.connectMs,
      maxPayload: limits.maxMessageBytes,
      perMessageDeflate: false,
      lookup: (_name, options, done) => {
        const family = isIP(to.host) === 6 ? 6 : 4;
        if (options.all === true) done(null, [{ address: to.host, family }]);
        else done(null, to.host, family);
      },
    });
    socket.once('open', () => {
      user.opened();
    });
    return new WebSocketConnection(socket, null, user);
  }

  get certified(): boolean {
    return this.#carrier instanceof TLSSocket && this.#carrier.authorized;
  }

  get localPort(): number {
    return this.#carrier?.localPort ?? 0;
  }

  write(bytes: Uint8Array): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    // SIP is UTF-8; browsers' stacks read text (RFC 7118 section 5).
    this.#socket.send(bytes, { binary: false }, () => undefined);
    if (this.#socket.bufferedAmount > maxUnreadBytes) this.#socket.terminate();
  }

  close(): void {
    this.#socket.close(1000);
    setTimeout(() => {
      this.#socket.terminate();
    }, 1000).unref();
  }
}

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}
