/**
 * The floor that `bench sip` reports: a process that takes and sends as many datagrams for a call, of the same sizes, as
 * our called party does, through a bare node:dgram socket, and does nothing else. It prints its port, and on `report` the
 * calls and processor time since the last report.
 */
import { createSocket } from 'node:dgram';
import { createInterface } from 'node:readline';

import { floorCall } from './sip-floor.ts';

const answers = floorCall.answers.map((bytes) => new Uint8Array(bytes).fill(0x41));
const socket = createSocket({
  type: 'udp4',
  recvBufferSize: 4 * 1024 * 1024,
  lookup: (host, _options, done) => {
    done(null, host, 4);
  },
});
let ended = 0;
socket.on('message', (bytes, { address, port }) => {
  if (bytes.length === floorCall.invite)
    for (const answer of answers) socket.send(answer, port, address);
  else if (bytes.length === floorCall.bye) {
    ended += 1;
    socket.send(answers[0] ?? bytes, port, address);
  }
});
await new Promise<void>((bound) => socket.bind(0, '127.0.0.1', bound));
process.stdout.write(`${socket.address().port}\n`);

let cpu = process.cpuUsage();
createInterface({ input: process.stdin })
  .on('line', () => {
    const { user, system } = process.cpuUsage(cpu);
    process.stdout.write(`${JSON.stringify({ ended, cpuMs: (user + system) / 1000 })}\n`);
    ended = 0;
    cpu = process.cpuUsage();
  })
  .once('close', () => process.exit(0));
