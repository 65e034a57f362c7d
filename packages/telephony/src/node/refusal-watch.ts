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

  ask(trunk: Address): void {
    const key = hostPort(trunk);
    const known = this.#sockets.get(key);
    if (known !== undefined) {
      send(known);
      return;
    }
    const socket = createSocket(trunk.host.includes(':') ? 'udp6' : 'udp4');
    this.#sockets.set(key, socket);
    socket.unref();
    socket.on('error', (error) => {
      if (systemErrorCode(error) === 'ECONNREFUSED') this.#refused(trunk);
    });
    socket.connect(trunk.port, trunk.host, () => {
      send(socket);
    });
  }

  close(): void {
    for (const socket of this.#sockets.values()) socket.close();
    this.#sockets.clear();
  }
}

function send(socket: Socket): void {
  try {
    socket.send(keepAlive, () => undefined);
  } catch {
    // Not connected yet, or closed: the next call asks again.
  }
}
