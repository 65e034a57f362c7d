import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server as HttpServer,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { WebSocketServer, type WebSocket } from 'ws';
import { hostPort, type Address, type Transport } from '../sip/address.ts';
import { PhoneFault } from './phone-fault.ts';
import { serverTlsOptions, type TlsSettings } from './tls-settings.ts';
import { systemErrorCode } from './udp-socket.ts';
import { sipSubprotocol } from './websocket-connection.ts';

/** Where connections are taken. */
export interface SipListener {
  readonly local: Address;
  close(): Promise<void>;
}

export interface SipListenerUser {
  /** A connection is there, its handshakes done. */
  accepted(socket: Socket | WebSocket, carrier: Socket): void;
}

export interface SipListenerOptions {
  readonly transport: Exclude<Transport, 'udp'>;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly tls: TlsSettings;
  readonly maxMessageBytes: number;
  /** How long handshakes may take. */
  readonly handshakeMs: number;
}

/** Opens a listener; throws PhoneFault when the address or the certificate cannot be used. */
export async function openSipListener(
  options: SipListenerOptions,
  user: SipListenerUser,
): Promise<SipListener> {
  const { transport, host } = options;
  const sockets = new Set<Socket>();
  const server = serverOf(options, user);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
  });
  const port = await listening(server, options);
  server.on('error', () => undefined);
  return {
    local: { host, port, transport },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function serverOf(options: SipListenerOptions, user: SipListenerUser): Server {
  const { transport, tls, handshakeMs } = options;
  if (transport === 'tcp')
    return createTcpServer((socket) => {
      user.accepted(socket, socket);
    });
  if (transport === 'tls') {
    const server = createTlsServer(
      { ...serverTlsOptions(tls), handshakeTimeout: handshakeMs },
      (socket) => {
        user.accepted(socket, socket);
      },
    );
    server.on('tlsClientError', () => undefined);
    return server;
  }
  const answer = { requestTimeout: handshakeMs, headersTimeout: handshakeMs };
  const server: HttpServer =
    transport === 'ws'
      ? createHttpServer(answer)
      : createHttpsServer({ ...answer, ...serverTlsOptions(tls), handshakeTimeout: handshakeMs });
  server.on('request', (_request, response) => {
    response.writeHead(426, { upgrade: 'websocket', 'content-length': '0' }).end();
  });
  server.on('tlsClientError', () => undefined);
  const web = new WebSocketServer({
    noServer: true,
    maxPayload: options.maxMessageBytes,
    perMessageDeflate: false,
    handleProtocols: () => sipSubprotocol,
  });
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    if (!asksForSip(request)) {
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    web.handleUpgrade(request, socket, head, (accepted) => {
      user.accepted(accepted, socket);
    });
  });
  return server;
}

/** A client must offer the subprotocol (RFC 7118 section 4.1). */
function asksForSip(request: IncomingMessage): boolean {
  const offered = request.headers['sec-websocket-protocol'] ?? '';
  return offered.split(',').some((protocol) => protocol.trim().toLowerCase() === sipSubprotocol);
}

function listening(server: Server, { host, port, transport }: SipListenerOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const place = hostPort({ host, port });
      reject(
        systemErrorCode(error) === 'EADDRINUSE'
          ? new PhoneFault(
              'sip_port_in_use',
              `another program holds the ${transport} port of ${place}`,
            )
          : new PhoneFault(
              'sip_address_unavailable',
              `no ${transport} listener on ${place}: ${error.message}`,
            ),
      );
    });
    server.listen({ host, port }, () => {
      server.removeAllListeners('error');
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
