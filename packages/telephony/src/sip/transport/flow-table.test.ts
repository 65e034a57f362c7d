import { describe, expect, it } from 'vitest';
import type { Address } from '../address.ts';
import type { FlowLimits } from './flow-limits.ts';
import { FlowTable, type FlowEffect } from './flow-table.ts';
import { sourceKey } from './source-key.ts';

const far: Address = { host: '10.0.0.1', port: 5060, transport: 'tcp' };
const bytes = new TextEncoder().encode('X');
const table = (limits: Partial<FlowLimits> = {}): FlowTable =>
  new FlowTable({ limits, random: () => 0.5 });
const told = (effects: readonly FlowEffect[]): string[] =>
  effects.map((effect) => {
    switch (effect.kind) {
      case 'write':
        return `write ${effect.flow} ${JSON.stringify(new TextDecoder().decode(effect.bytes))}`;
      case 'message':
        return `message from ${effect.from.flow}`;
      case 'failed':
        return `failed ${effect.to.port}: ${effect.reason}`;
      case 'connect':
        return `connect ${effect.flow}`;
      case 'close':
        return `close ${effect.flow}: ${effect.reason}`;
      case 'datagram':
        return `datagram ${effect.to.port}`;
    }
  });
const request = (via: string): Uint8Array =>
  new TextEncoder().encode(`OPTIONS sip:1@a SIP/2.0\r\nVia: ${via};branch=z9hG4bK1\r\n\r\n`);

describe('a flow table', () => {
  it('makes one connection for all that goes to a place, and holds messages until it stands (RFC 5923; RFC 3261 18.1.1)', () => {
    const flows = table();
    expect(told(flows.send(bytes, far, null, 0))).toEqual(['connect 1']);
    expect(told(flows.send(bytes, far, null, 1))).toEqual([]);
    expect(told(flows.opened(1, 2))).toEqual(['write 1 "X"', 'write 1 "X"']);
    expect(told(flows.send(bytes, far, null, 3))).toEqual(['write 1 "X"']);
    expect(told(flows.send(bytes, { ...far, transport: 'tls', name: 'a' }, null, 3))).toEqual([
      'connect 2',
    ]);
    // A certificate that was good for one name says nothing of another.
    expect(told(flows.send(bytes, { ...far, transport: 'tls', name: 'b' }, null, 3))).toEqual([
      'connect 3',
    ]);
    expect(told(flows.send(bytes, { ...far, transport: 'udp' }, null, 3))).toEqual([
      'datagram 5060',
    ]);
  });

  it('answers by the connection that was asked by, and by another only when that has closed (RFC 3261 18.2.2)', () => {
    const flows = table();
    const flow = flows.accept({ ...far, port: 40_000 }, 0) ?? 0;
    const back = { ...far, port: 40_000, flow };
    expect(told(flows.send(bytes, back, far, 1))).toEqual([`write ${flow} "X"`]);
    flows.closed(flow, 'gone');
    expect(told(flows.send(bytes, back, far, 2))).toEqual(['connect 2']);
    expect(told(flows.send(bytes, back, null, 2))).toEqual([
      'failed 40000: the connection has closed',
    ]);
  });

  it('gives up a connection that is not made in time, with all that waited for it', () => {
    const flows = table({ connectMs: 5000 });
    flows.send(bytes, far, null, 0);
    expect(flows.nextWakeMs()).toBe(5000);
    expect(told(flows.wake(5000))).toEqual([
      'close 1: the connection could not be made in time',
      'failed 5060: the connection could not be made in time',
    ]);
    expect(flows.counts()).toEqual({ flows: 0, accepted: 0, timers: 0 });
    expect(told(flows.opened(1, 5001))).toEqual([]);
  });

  it('sends requests to a client that listens elsewhere by the connection that it opened, if it says alias (RFC 5923 8)', () => {
    const by = (via: string, transport: 'tcp' | 'tls', certified: boolean): string[] => {
      const flows = table();
      const flow = flows.accept({ host: '10.0.0.1', port: 40_000, transport }, 0) ?? 0;
      flows.received(flow, request(via), certified, 1);
      return told(flows.send(bytes, { ...far, transport }, null, 2));
    };
    expect(by('SIP/2.0/TCP 10.0.0.1;alias', 'tcp', false)).toEqual(['write 1 "X"']);
    expect(by('SIP/2.0/TCP 10.0.0.1', 'tcp', false)).toEqual(['connect 2']);
    expect(by('SIP/2.0/TCP 10.0.0.9;alias', 'tcp', false)).toEqual(['connect 2']);
    expect(by('SIP/2.0/TLS 10.0.0.1:5060;alias', 'tls', false)).toEqual(['connect 2']);
    expect(by('SIP/2.0/TLS 10.0.0.1:5060;alias', 'tls', true)).toEqual(['write 1 "X"']);
  });

  it('does not let a second connection take over the alias of a first (RFC 5923 6)', () => {
    const flows = table();
    const via = 'SIP/2.0/TCP 10.0.0.1;alias';
    for (const port of [40_000, 40_001]) {
      const flow = flows.accept({ host: '10.0.0.1', port, transport: 'tcp' }, 0) ?? 0;
      flows.received(flow, request(via), false, 1);
    }
    expect(told(flows.send(bytes, far, null, 2))).toEqual(['write 1 "X"']);
    expect(told(flows.closed(1, 'gone'))).toEqual(['failed 40000: gone', 'failed 5060: gone']);
    expect(told(flows.send(bytes, far, null, 3))).toEqual(['connect 3']);
  });
});

describe('keep-alives', () => {
  const ping = 'write 1 "\\r\\n\\r\\n"';
  const crlf = new Uint8Array([13, 10]);

  it('are sent on connections of ours, and silence after an answer is death (RFC 5626 4.4.1)', () => {
    const flows = table({ pingMs: 100_000, pongMs: 10_000 });
    flows.send(bytes, far, null, 0);
    flows.opened(1, 0);
    expect(told(flows.wake(90_000))).toEqual([ping]);
    expect(told(flows.received(1, crlf, false, 90_100))).toEqual([]);
    expect(told(flows.wake(180_100))).toEqual([ping]);
    expect(flows.nextWakeMs()).toBe(190_100);
    expect(told(flows.wake(190_100))).toEqual([
      'close 1: a keep-alive was not answered',
      'failed 5060: a keep-alive was not answered',
    ]);
  });

  it('say nothing about a far end that has never answered one', () => {
    const flows = table({ pingMs: 100_000, pongMs: 10_000, openedIdleMs: 1_000_000 });
    flows.send(bytes, far, null, 0);
    flows.opened(1, 0);
    const heard: string[] = [];
    for (let next = flows.nextWakeMs(); next !== null; next = flows.nextWakeMs())
      heard.push(...told(flows.wake(next)));
    expect(heard.filter((one) => one === ping).length).toBeGreaterThan(8);
    expect(heard.slice(-2)).toEqual(['close 1: no longer used', 'failed 5060: no longer used']);
  });

  it('of the far end are answered: two line ends by one (RFC 5626 3.5.1)', () => {
    const flows = table();
    const flow = flows.accept(far, 0) ?? 0;
    expect(told(flows.received(flow, crlf, false, 1))).toEqual([]);
    expect(told(flows.received(flow, crlf, false, 2))).toEqual([`write ${flow} "\\r\\n"`]);
    const web = flows.accept({ ...far, transport: 'ws' }, 0) ?? 0;
    expect(told(flows.received(web, new Uint8Array([13, 10, 13, 10]), false, 3))).toEqual([
      `write ${web} "\\r\\n"`,
    ]);
  });
});

describe('a flow table guards its connections', () => {
  const begun = new TextEncoder().encode('OPTIONS sip:1@a SIP/2.0\r\n');

  it('against a message that never ends, however its bytes trickle', () => {
    const flows = table({ messageMs: 10_000 });
    const flow = flows.accept(far, 0) ?? 0;
    flows.received(flow, request('SIP/2.0/TCP a'), false, 0);
    flows.received(flow, begun, false, 1000);
    const heard: string[] = [];
    for (let atMs = 2000; atMs <= 11_000; atMs += 1000) {
      heard.push(...told(flows.wake(atMs)));
      heard.push(...told(flows.received(flow, new Uint8Array([97]), false, atMs)));
    }
    expect(heard[0]).toBe('close 1: a message did not end in time');
    expect(flows.counts()).toEqual({ flows: 0, accepted: 0, timers: 0 });
  });

  it('against the silent, the useless and the senseless', () => {
    const flows = table({ messageMs: 10_000, acceptedIdleMs: 60_000 });
    flows.accept(far, 0);
    expect(told(flows.wake(10_000))[0]).toBe('close 1: no message came in time');
    const second = flows.accept(far, 10_000) ?? 0;
    flows.received(second, request('SIP/2.0/TCP a'), false, 12_000);
    expect(told(flows.wake(71_999))).toEqual([]);
    expect(told(flows.wake(72_000))[0]).toBe('close 2: nothing came for too long');
    const third = flows.accept(far, 0) ?? 0;
    expect(told(flows.received(third, new Uint8Array([0, 1]), false, 0))[0]).toBe(
      'close 3: no SIP message begins so',
    );
  });

  it('against too many from one source, and in all', () => {
    const flows = table({ maxFlows: 4, maxFlowsBySource: 2 });
    const from = (host: string): number | null => flows.accept({ ...far, host }, 0);
    expect([from('10.0.0.1'), from('10.0.0.1'), from('10.0.0.1')]).toEqual([1, 2, null]);
    expect([from('2001:db8::1'), from('2001:db8::2'), from('2001:db8:0:0:7::1')]).toEqual([
      ...[3, 4, null],
    ]);
    flows.closed(1, 'gone');
    expect(from('10.0.0.1')).toBe(5);
  });

  it('counts an IPv6 network as one source, and a mapped address as its own', () => {
    expect(sourceKey('2001:db8::1')).toBe(sourceKey('2001:0db8:0:0:ffff::9'));
    expect(sourceKey('2001:db8:0:1::1')).not.toBe(sourceKey('2001:db8::1'));
    expect(sourceKey('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
    expect(sourceKey('::ffff:10.0.0.1')).toBe('10.0.0.1');
  });

  it('against a queue without end', () => {
    const flows = table({ maxQueuedBytes: 2 });
    for (let sent = 0; sent < 5; sent += 1) flows.send(bytes, far, null, 0);
    expect(flows.opened(1, 1)).toHaveLength(2);
  });
});
