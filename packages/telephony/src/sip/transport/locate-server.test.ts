import { seededRandom } from '@everyline/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Transport } from '../address.ts';
import { AvoidedPlaces } from './avoided-places.ts';
import { locateServer, type ServerName } from './locate-server.ts';
import type { NameResolver, SrvRecord } from './name-records.ts';
import { orderServices } from './order-services.ts';

const naptr = (order: number, preference: number, service: string, replacement: string) => ({
  ...{ order, preference, flags: 's', service, replacement },
});
const srv = (priority: number, weight: number, name: string, port = 5060): SrvRecord => ({
  ...{ priority, weight, port, name },
});

/** A zone, and what was asked of it. */
function zone(records: {
  naptr?: Record<string, ReturnType<typeof naptr>[]>;
  srv?: Record<string, SrvRecord[]>;
  addresses?: Record<string, string[]>;
}): { resolver: NameResolver; asked: string[] } {
  const asked: string[] = [];
  const from =
    <T>(kind: string, table: Record<string, T[]> | undefined) =>
    (name: string): Promise<T[]> => {
      asked.push(`${kind} ${name}`);
      return Promise.resolve(table?.[name] ?? []);
    };
  return {
    asked,
    resolver: {
      naptr: from('NAPTR', records.naptr),
      srv: from('SRV', records.srv),
      addresses: from('A', records.addresses),
    },
  };
}

const all: readonly Transport[] = ['udp', 'tcp', 'tls', 'ws', 'wss'];
const find = (server: ServerName, resolver: NameResolver, spoken = all) =>
  locateServer(server, { resolver, spoken, random: () => 0 });
const domain: ServerName = { host: 'city.example', port: null, transport: null };

describe('a server is located', () => {
  it('by NAPTR, SRV and addresses, in their order, for what is spoken (RFC 3263 4.1)', async () => {
    const { resolver } = zone({
      naptr: {
        'city.example': [
          naptr(20, 0, 'SIP+D2U', '_sip._udp.city.example'),
          naptr(10, 2, 'SIP+D2T', '_sip._tcp.city.example'),
          naptr(10, 1, 'SIPS+D2T', '_sips._tcp.city.example'),
          naptr(1, 1, 'E2U+sip', 'x'),
        ],
      },
      srv: {
        '_sips._tcp.city.example': [srv(1, 0, 'a.example', 5061)],
        '_sip._tcp.city.example': [srv(1, 0, 'b.example')],
        '_sip._udp.city.example': [srv(2, 0, 'b.example'), srv(1, 0, 'a.example', 5062)],
      },
      addresses: { 'a.example': ['10.0.0.1', '2001:db8::1'], 'b.example': ['10.0.0.2'] },
    });
    const secure = { transport: 'tls', name: 'city.example', port: 5061 };
    expect(await find(domain, resolver)).toEqual([
      { host: '10.0.0.1', ...secure },
      { host: '2001:db8::1', ...secure },
      { host: '10.0.0.2', port: 5060, transport: 'tcp' },
      { host: '10.0.0.1', port: 5062 },
      { host: '2001:db8::1', port: 5062 },
      { host: '10.0.0.2', port: 5060 },
    ]);
    expect(await find(domain, resolver, ['udp'])).toHaveLength(3);
    expect(await find({ ...domain, secure: true }, resolver)).toHaveLength(2);
  });

  it('by SRV alone where there is no NAPTR, and by address where there is neither (RFC 3263 4.2)', async () => {
    const { resolver, asked } = zone({
      srv: { '_sip._tcp.city.example': [srv(1, 0, 'a.example', 5070)] },
      addresses: { 'a.example': ['10.0.0.1'], 'bare.example': ['10.0.0.9'] },
    });
    expect(await find(domain, resolver, ['udp', 'tcp'])).toEqual([
      { host: '10.0.0.1', port: 5070, transport: 'tcp' },
    ]);
    expect(asked).toEqual([
      'NAPTR city.example',
      'SRV _sip._udp.city.example',
      'SRV _sip._tcp.city.example',
      'A a.example',
    ]);
    expect(await find({ ...domain, host: 'bare.example' }, resolver)).toEqual([
      { host: '10.0.0.9', port: 5060 },
    ]);
    expect(await find({ ...domain, host: 'bare.example', secure: true }, resolver)).toEqual([
      { host: '10.0.0.9', port: 5061, transport: 'tls', name: 'bare.example' },
    ]);
    expect(await find({ ...domain, host: 'nobody.example' }, resolver)).toEqual([]);
  });

  it('without asking for what is said already', async () => {
    const { resolver, asked } = zone({ addresses: { 'city.example': ['10.0.0.1'] } });
    expect(await find({ ...domain, port: 5080, transport: 'tcp' }, resolver)).toEqual([
      { host: '10.0.0.1', port: 5080, transport: 'tcp' },
    ]);
    expect(await find({ host: '2001:db8::7', port: null, transport: 'ws' }, resolver)).toEqual([
      { host: '2001:db8::7', port: 80, transport: 'ws' },
    ]);
    expect(asked).toEqual(['A city.example']);
    await find({ ...domain, transport: 'wss' }, resolver);
    expect(asked.slice(1)).toEqual(['SRV _sips._ws.city.example', 'A city.example']);
  });

  it('nowhere where the name says that it has no such service (RFC 2782)', async () => {
    const { resolver } = zone({ srv: { '_sip._udp.city.example': [srv(0, 0, '.')] } });
    expect(await find(domain, resolver, ['udp'])).toEqual([]);
  });
});

describe('SRV records of one priority', () => {
  it('are drawn by their weights (RFC 2782)', () => {
    const records = [srv(1, 10, 'a'), srv(1, 30, 'b'), srv(1, 60, 'c'), srv(0, 0, 'first')];
    const random = seededRandom(3);
    const second = new Map<string, number>();
    for (let draw = 0; draw < 10_000; draw += 1) {
      const order = orderServices(records, random).map(({ name }) => name);
      expect(order[0]).toBe('first');
      second.set(order[1] ?? '', (second.get(order[1] ?? '') ?? 0) + 1);
    }
    expect((second.get('a') ?? 0) / 10_000).toBeCloseTo(0.1, 1);
    expect((second.get('b') ?? 0) / 10_000).toBeCloseTo(0.3, 1);
    expect((second.get('c') ?? 0) / 10_000).toBeCloseTo(0.6, 1);
  });

  it('each come once, in the order of their priorities, whatever they are', () => {
    const record = fc.record({
      priority: fc.integer({ min: 0, max: 3 }),
      weight: fc.integer({ min: 0, max: 65_535 }),
      port: fc.integer({ min: 0, max: 65_535 }),
      name: fc.constantFrom('a', 'b', 'c'),
    });
    fc.assert(
      fc.property(
        fc.array(record),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (records, drawn) => {
          const order = orderServices(records, () => drawn);
          expect(order).toHaveLength(records.length);
          expect(new Set(order)).toEqual(new Set(records));
          const priorities = order.map(({ priority }) => priority);
          expect(priorities).toEqual([...priorities].sort((a, b) => a - b));
        },
      ),
    );
  });
});

it('places that failed are tried last for a while (RFC 3263 4.3)', () => {
  const [a, b, c] = ['10.0.0.1', '10.0.0.2', '10.0.0.3'].map((host) => ({ host, port: 5060 }));
  if (a === undefined || b === undefined || c === undefined) throw new Error('three places');
  const avoided = new AvoidedPlaces();
  avoided.failed(a, 0);
  avoided.failed(b, 0, 100_000);
  expect(avoided.order([a, b, c], 1)).toEqual([c, a, b]);
  expect(avoided.order([a, b, c], 31_000)).toEqual([a, c, b]);
  expect(avoided.order([{ ...a, transport: 'tcp' }, b], 1)).toEqual([
    { ...a, transport: 'tcp' },
    b,
  ]);
  avoided.answered(b);
  expect(avoided.order([a, b, c], 31_000)).toEqual([a, b, c]);
});
