import { BlockList } from 'node:net';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AccessList } from './access-list.ts';
import { inNetwork, readIpAddress, readNetwork, sourceOf } from './network.ts';

it('finds in a network the same addresses as the machine does', () => {
  const ipv4 = fc.record({
    network: fc.ipV4(),
    bits: fc.integer({ min: 0, max: 32 }),
    host: fc.ipV4(),
    family: fc.constant('ipv4' as const),
  });
  const ipv6 = fc.record({
    network: fc.ipV6(),
    bits: fc.integer({ min: 0, max: 128 }),
    host: fc.ipV6(),
    family: fc.constant('ipv6' as const),
  });
  const near = fc.oneof(ipv4, ipv6).chain((one) =>
    // Random addresses rarely lie in a network: half the time the network's own is asked for.
    fc.boolean().map((own) => (own ? { ...one, host: one.network } : one)),
  );
  fc.assert(
    fc.property(near, ({ network, bits, host, family }) => {
      const list = new BlockList();
      list.addSubnet(network, bits, family);
      const read = readNetwork(`${network}/${bits}`);
      const address = readIpAddress(host);
      if (read === null || address === null) throw new Error(`${network}/${bits} ${host}`);
      expect(inNetwork(address, read)).toBe(list.check(host, family));
    }),
    { numRuns: 2000, examples: [] },
  );
});

it('refuses what is no network, and never throws', () => {
  for (const text of ['', '10.0.0.0/33', '10.0.0/8', '010.0.0.1', '::/129', '1:2:3', 'a.b.c.d/8'])
    expect(readNetwork(text), text).toBeNull();
  fc.assert(fc.property(fc.string(), (text) => void readNetwork(text)));
});

it('takes a mapped IPv4 address for the IPv4 address, and an IPv6 /64 for one source', () => {
  expect(sourceOf('::ffff:192.0.2.1')).toBe('192.0.2.1');
  expect(sourceOf('2001:db8:1:2:3:4:5:6')).toBe(sourceOf('2001:db8:1:2::1'));
  expect(sourceOf('2001:db8:1:2::1')).not.toBe(sourceOf('2001:db8:1:3::1'));
});

it('decides by the first rule that fits', () => {
  const list = new AccessList(
    [
      { network: '10.1.0.0/16', policy: 'ignore' },
      { network: '10.0.0.0/8', policy: 'trust' },
      { network: '2001:db8::/32', policy: 'trust' },
    ],
    'ask',
  );
  expect(list.policyOf('10.1.2.3')).toBe('ignore');
  expect(list.policyOf('10.2.2.3')).toBe('trust');
  expect(list.policyOf('::ffff:10.2.2.3')).toBe('trust');
  expect(list.policyOf('2001:db8::7')).toBe('trust');
  expect(list.policyOf('192.0.2.1')).toBe('ask');
  expect(() => new AccessList([{ network: '10/8', policy: 'trust' }], 'ask')).toThrow(
    /rule 1: "10\/8"/,
  );
});
