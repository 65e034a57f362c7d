import { createSocket } from 'node:dgram';

/** The octets of the datagrams of one call: INVITE, ACK and BYE in; 100, 180 and 200, and another 200, out. */
export const floorCall = { invite: 540, ack: 350, bye: 351, answers: [340, 450, 690] } as const;

/** Calls a floor process as sipp would: ACK and BYE follow the last answer to an INVITE. Resolves when all are sent. */
export async function callFloor(port: number, rate: number, calls: number): Promise<void> {
  const host = '127.0.0.1';
  const socket = createSocket({
    type: 'udp4',
    recvBufferSize: 4 * 1024 * 1024,
    lookup: (name, _options, done) => {
      done(null, name, 4);
    },
  });
  const [invite, ack, bye] = [floorCall.invite, floorCall.ack, floorCall.bye].map(
    (bytes) => new Uint8Array(bytes),
  );
  socket.on('message', (bytes) => {
    if (bytes.length !== floorCall.answers.at(-1)) return;
    socket.send(ack ?? bytes, port, host);
    socket.send(bye ?? bytes, port, host);
  });
  await new Promise<void>((bound) => socket.bind(0, host, bound));
  const startedMs = performance.now();
  let sent = 0;
  await new Promise<void>((done) => {
    const ticking = setInterval(() => {
      const due = Math.min(calls, ((performance.now() - startedMs) / 1000) * rate);
      for (; sent < due; sent += 1) socket.send(invite ?? '', port, host);
      if (sent < calls) return;
      clearInterval(ticking);
      setTimeout(done, 500);
    }, 2);
  });
  socket.close();
}
