import { createSocket, type Socket } from 'node:dgram';
import { afterEach, expect, test } from 'vitest';

import { PhoneFault } from './phone-fault.ts';
import { RtpPorts } from './rtp-ports.ts';

const host = '127.0.0.1';
const opened: Socket[] = [];
let ports: RtpPorts | null = null;
afterEach(() => {
  for (const socket of opened.splice(0)) socket.close();
  ports?.close();
});

async function open(from: RtpPorts): Promise<number> {
  const { socket, port } = await from.open();
  opened.push(socket);
  return port;
}

/** The media of a call that nobody remembers: a packet every 20 ms to each of the ports. */
function strayMedia(to: readonly number[]): () => void {
  const socket = createSocket('udp4');
  const stream = setInterval(() => {
    for (const port of to) socket.send(new Uint8Array(172), port, host);
  }, 20);
  return () => {
    clearInterval(stream);
    socket.close();
  };
}

test('a port to which the media of a forgotten call still come is given to no call', async () => {
  const quieten = strayMedia([41_200, 41_202, 41_206]);
  ports = new RtpPorts(host, { from: 41_200, to: 41_209 });
  expect([await open(ports), await open(ports)].toSorted()).toEqual([41_204, 41_208]);
  await expect(ports.open()).rejects.toThrow(PhoneFault);
  quieten();
  expect([41_200, 41_202, 41_206]).toContain(await open(ports));
});

test('each port is given once, the one that has rested longest first, until none is left', async () => {
  ports = new RtpPorts(host, { from: 41_220, to: 41_235 });
  const given = await Promise.all(Array.from({ length: 8 }, () => open(ports as RtpPorts)));
  expect(given.toSorted()).toEqual([
    41_220, 41_222, 41_224, 41_226, 41_228, 41_230, 41_232, 41_234,
  ]);
  await expect(ports.open()).rejects.toThrow('no RTP port is free on 127.0.0.1');
  opened.shift()?.close();
  ports.release(given[0] ?? 0);
  expect(await open(ports)).toBe(given[0]);
});

test('a port that another program holds is passed over', async () => {
  const held = createSocket('udp4');
  opened.push(held);
  await new Promise<void>((bound) => held.bind(41_240, host, bound));
  ports = new RtpPorts(host, { from: 41_240, to: 41_243 });
  expect(await open(ports)).toBe(41_242);
});
