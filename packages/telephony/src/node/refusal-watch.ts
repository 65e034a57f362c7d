import { createSocket, type Socket } from 'node:dgram';
import type { Address } from '../sip/address.ts';
import { hostPort } from '../sip/address.ts';
import { systemErrorCode } from './udp-socket.ts';

const keepAlive = new Uint8Array([13, 10, 13, 10]);

/**
 * Learns whether a trunk's port is closed. A socket that serves many addresses is not told of ICMP errors, one
 * that is connected to a single address is: it sends RFC 5626's keep-alive and reports a refusal.
 */
export class RefusalWatch {
  readonly #refused: (trunk: Address) => void;
  readonly #sockets = new Map<string, Socket>();

  constructor(refused: (trunk: Address) => void) {
    this.#refused = refused;
  }

  /** Asks whether anybody listens there; only a refusal is told, once or more often. */
  ask(trunk: Address): void {
    const key = hostPort(trunk);
    const refused = (error: Error | null): void => {
      if (error !== null && systemErrorCode(error) === 'ECONNREFUSED') this.#refused(trunk);
    };
    const known = this.#sockets.get(key);
    if (known !== undefined) {
      send(known, refused);
      return;
    }
    const socket = createSocket(trunk.host.includes(':') ? 'udp6' : 'udp4');
    this.#sockets.set(key, socket);
    socket.unref();
    socket.on('error', refused);
    socket.connect(trunk.port, trunk.host, () => {
      send(socket, refused);
    });
  }

  close(): void {
    for (const socket of this.#sockets.values()) socket.close();
    this.#sockets.clear();
  }
}

/** The refusal of one datagram is told to the socket or to whoever sends the next, whichever comes first. */
function send(socket: Socket, refused: (error: Error | null) => void): void {
  try {
    socket.send(keepAlive, refused);
  } catch {
    // Not connected yet, or closed: the next call asks again.
  }
}
