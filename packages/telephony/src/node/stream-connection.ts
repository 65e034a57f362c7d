import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, TLSSocket } from 'node:tls';
import type { Address } from '../sip/address.ts';
import { maxUnreadBytes, type Connection, type ConnectionUser } from './connection.ts';
import { clientTlsOptions, type TlsSettings } from './tls-settings.ts';

/** How long a server may take to object to our certificate before the connection is taken for good. */
const objectionMs = 500;

/** A SIP connection over TCP or TLS (RFC 3261 section 18). */
export class StreamConnection implements Connection {
  readonly #socket: Socket;
  #lastError: unknown = null;

  /** Takes over a socket that was accepted, or is being connected. */
  constructor(socket: Socket, user: ConnectionUser) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 60_000);
    socket.on('data', (bytes: Uint8Array) => {
      user.received(bytes);
    });
    socket.on('error', (error) => {
      this.#lastError = error;
    });
    socket.on('end', () => {
      socket.destroy();
    });
    socket.on('close', () => {
      const error = this.#lastError;
      user.closed(error instanceof Error ? error.message : 'closed by the far end', error);
    });
  }

  /** Begins to connect; a TLS connection is open once each side has taken the other's certificate. */
  static connect(to: Address, tls: TlsSettings, user: ConnectionUser): StreamConnection {
    const { host, port } = to;
    if (to.transport !== 'tls') {
      const socket = connectTcp({ host, port });
      socket.once('connect', () => {
        user.opened();
      });
      return new StreamConnection(socket, user);
    }
    const socket = connectTls({ host, port, ...clientTlsOptions(tls, to) });
    socket.once('secureConnect', () => {
      if (socket.getProtocol() === 'TLSv1.3') whenTaken(socket, () => user.opened());
      else user.opened();
    });
    return new StreamConnection(socket, user);
  }

  get certified(): boolean {
    return this.#socket instanceof TLSSocket && this.#socket.authorized;
  }

  get localPort(): number {
    return this.#socket.localPort ?? 0;
  }

  write(bytes: Uint8Array): void {
    if (this.#socket.destroyed) return;
    this.#socket.write(bytes);
    if (this.#socket.writableLength > maxUnreadBytes)
      this.#socket.destroy(new Error('the far end does not read'));
  }

  close(): void {
    // What was written still goes; a far end that does not take it is cut off.
    this.#socket.end();
    setTimeout(() => this.#socket.destroy(), 1000).unref();
  }
}

/**
 * With TLS 1.3 a client believes itself connected before the server has seen its certificate (RFC 8446 section 2).
 * A ticket or any word of the server says that it was taken; so does silence, for not all servers give tickets.
 */
function whenTaken(socket: TLSSocket, taken: () => void): void {
  let settled = false;
  const settle = (): void => {
    if (settled) return;
    settled = true;
    clearTimeout(timer);
    if (!socket.destroyed) taken();
  };
  const timer = setTimeout(settle, objectionMs);
  // A ticket is told of in the midst of reading, when nothing can be written yet.
  const ticket = (): void => void setImmediate(settle);
  socket.once('session', ticket).prependOnceListener('data', settle).once('close', settle);
}
