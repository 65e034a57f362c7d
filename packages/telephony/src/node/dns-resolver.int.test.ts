import { createSocket, type Socket } from 'node:dgram';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { locateServer } from '../sip/transport/locate-server.ts';
import { systemResolver } from './dns-resolver.ts';

const types = { srv: 33, naptr: 35 } as const;
const asked: string[] = [];
let server: Socket;
let nowMs = 0;

const uint16 = (value: number): number[] => [value >> 8, value & 255];
const text = (value: string): number[] => [value.length, ...Buffer.from(value)];
const name = (value: string): number[] => [...value.split('.').flatMap((label) => text(label)), 0];

/** The zone: what a question of a name and a type is answered with. */
function answersTo(question: string, type: number): number[][] {
  if (type === types.naptr && question === 'city.test') {
    const record = [...uint16(10), ...uint16(5), ...text('s'), ...text('SIP+D2T'), ...text('')];
    return [[...record, ...name('_sip._tcp.city.test')]];
  }
  if (type === types.srv && question === '_sip._tcp.city.test')
    return [[...uint16(1), ...uint16(0), ...uint16(5070), ...name('localhost')]];
  return [];
}

/** A name server of a few lines (RFC 1035 section 4): one question, its answers, or "no such name". */
function respond(query: Buffer): Buffer {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const type = query.readUInt16BE(at + 1);
  const question = labels.join('.').toLowerCase();
  asked.push(`${type} ${question}`);
  const answers = answersTo(question, type);
  const header = [query[0] ?? 0, query[1] ?? 0, 0x81, answers.length > 0 ? 0x80 : 0x83];
  const counts = [...uint16(1), ...uint16(answers.length), 0, 0, 0, 0];
  const records = answers.flatMap((data) => [
    ...[0xc0, 12, ...uint16(type), ...uint16(1), 0, 0, 0, 60],
    ...[...uint16(data.length), ...data],
  ]);
  return Buffer.from([...header, ...counts, ...query.subarray(12, at + 5), ...records]);
}

beforeAll(async () => {
  server = createSocket('udp4');
  server.on('message', (query, { address, port }) => server.send(respond(query), port, address));
  await new Promise<void>((bound) => server.bind(0, '127.0.0.1', bound));
});
afterAll(() => server.close());

it('finds a server by NAPTR, SRV and address over the wire, and asks again only after a minute (RFC 3263 4)', async () => {
  const resolver = systemResolver({ nowMs: () => nowMs }, [`127.0.0.1:${server.address().port}`]);
  const options = { resolver, spoken: ['udp', 'tcp'], random: () => 0 } as const;
  const find = (host: string) => locateServer({ host, port: null, transport: null }, options);
  const places = await find('city.test');
  expect(places).toContainEqual({ host: '127.0.0.1', port: 5070, transport: 'tcp' });
  expect(asked).toEqual([`${types.naptr} city.test`, `${types.srv} _sip._tcp.city.test`]);
  await find('city.test');
  expect(asked).toHaveLength(2);
  nowMs = 61_000;
  await find('city.test');
  expect(asked).toHaveLength(4);
  // A name without records has none; that is no failure of the name service.
  expect(await resolver.srv('_sip._udp.nowhere.test')).toEqual([]);
});
