import { createSocket, type Socket, type SocketOptions } from 'node:dgram';
import type { Address } from '../sip/address.ts';

type LookupFunction = NonNullable<SocketOptions['lookup']>;

/** Every host we send to is a literal address, so that nothing is ever looked up per datagram. */
const literal: LookupFunction = (host, _options, done) => {
  done(null, host, host.includes(':') ? 6 : 4);
};

/** Opens a UDP socket on a local address; rejects with the error of the system. */
export function openUdpSocket(local: Address, receiveBufferBytes?: number): Promise<Socket> {
  const socket = createSocket({
    type: local.host.includes(':') ? 'udp6' : 'udp4',
    lookup: literal,
    ...(receiveBufferBytes === undefined ? {} : { recvBufferSize: receiveBufferBytes }),
  });
  return new Promise((resolve, reject) => {
    socket.once('error', (error) => {
      socket.close();
      reject(error);
    });
    socket.bind(local.port, local.host, () => {
      socket.removeAllListeners('error');
      resolve(socket);
    });
  });
}

/** The code of a system error, empty for anything else. */
export function systemErrorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}
