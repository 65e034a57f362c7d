import { createSocket, type Socket } from 'node:dgram';

/** A relay that is running. */
export interface LossyRelay {
  /** Where clients send: what arrives there goes on to the server, what the server answers comes back from there. */
  readonly port: number;
  /** How many datagrams were taken and how many of them lost. */
  counts(): { readonly taken: number; readonly lost: number };
  stop(): Promise<void>;
}

/**
 * A UDP relay on loopback that loses datagrams in both directions: a network between strangers that cannot be put
 * under virtual time. Each client has a socket of its own toward the server, as behind a NAT.
 */
export async function startLossyRelay(options: {
  readonly serverPort: number;
  /** 0 to 1. */
  readonly loss: number;
  readonly random: () => number;
  /** Any free one unless given. */
  readonly port?: number;
}): Promise<LossyRelay> {
  const front = await bound(options.port ?? 0);
  const backs = new Map<string, Promise<Socket>>();
  let taken = 0;
  let lost = 0;
  const arrives = (): boolean => {
    taken += 1;
    if (options.random() >= options.loss) return true;
    lost += 1;
    return false;
  };
  const backOf = (client: { address: string; port: number }): Promise<Socket> => {
    const key = `${client.address}:${client.port}`;
    const known = backs.get(key);
    if (known !== undefined) return known;
    const opening = bound(0).then((back) => {
      back.on('message', (bytes) => {
        if (arrives()) front.send(bytes, client.port, client.address, () => undefined);
      });
      return back;
    });
    backs.set(key, opening);
    return opening;
  };
  front.on('message', (bytes, client) => {
    if (!arrives()) return;
    void backOf(client).then((back) => {
      back.send(bytes, options.serverPort, '127.0.0.1', () => undefined);
    });
  });
  return {
    port: front.address().port,
    counts: () => ({ taken, lost }),
    stop: async () => {
      const sockets = [front, ...(await Promise.all(backs.values()))];
      await Promise.all(
        sockets.map(
          (socket) =>
            new Promise<void>((done) => {
              socket.close(done);
            }),
        ),
      );
    },
  };
}

function bound(port: number): Promise<Socket> {
  const socket = createSocket('udp4');
  return new Promise((done, failed) => {
    socket.once('error', failed);
    socket.bind(port, '127.0.0.1', () => {
      done(socket);
    });
  });
}
