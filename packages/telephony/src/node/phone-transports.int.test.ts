import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';

import { requireDebianCommand, seededRandom } from '@everyline/testkit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CHINA } from '../progress/tone-plans.ts';
import type { Address } from '../sip/address.ts';
import type { NameResolver } from '../sip/transport/name-records.ts';
import type { ProbeRequest } from '../user-agent/probe-request.ts';
import { NetworkEndpoint } from './network-endpoint.ts';
import { TestAuthority } from './test-certificates.ts';
import type { TlsSettings } from './tls-settings.ts';
import { UdpPhone, type UdpPhoneOptions } from './udp-phone.ts';

const openssl = await requireDebianCommand('openssl', 'openssl');
const clock = { nowMs: () => performance.timeOrigin + performance.now() };

describe.skipIf(openssl === null)('a phone', () => {
  const authority = new TestAuthority(openssl ?? '');
  const trusting: TlsSettings = { authorities: [authority.authority] };
  let trunk: NetworkEndpoint;
  const phones: UdpPhone[] = [];

  beforeAll(async () => {
    trunk = await NetworkEndpoint.open({
      listen: (['udp', 'tcp', 'tls', 'ws', 'wss'] as const).map((transport) => ({
        ...{ transport, host: '127.0.0.1', port: 0 },
      })),
      tls: authority.certify('carrier', 'DNS:carrier.example'),
      clock,
      random: seededRandom(1),
      onEvent: (event) => {
        if (event.kind !== 'incoming') return;
        // 503 by UDP and 486 by connections tell which way was taken in the end.
        const status = event.source.transport === undefined ? 503 : 486;
        setImmediate(() => {
          trunk.run((sip, nowMs) => sip.reject(event.callId, status, nowMs));
        });
      },
    });
  });

  afterEach(async () => {
    for (const phone of phones.splice(0)) await phone.close();
  });

  afterAll(async () => {
    await trunk.close();
    authority.remove();
  });

  async function phone(options: Partial<UdpPhoneOptions> = {}): Promise<UdpPhone> {
    const opened = await UdpPhone.open({
      local: { host: '127.0.0.1', port: 0 },
      rtpPorts: { from: 46_400, to: 46_500 },
      clock,
      random: seededRandom(Math.floor(performance.now())),
      ...options,
    });
    phones.push(opened);
    return opened;
  }

  const to = (address: Address): ProbeRequest => ({
    dialled: '02861881111',
    trunk: { address, callerNumber: '02812345' },
    tonePlan: CHINA,
    announcement: new Int16Array(8000),
  });
  const secure = (name?: string): Address => ({
    ...{ host: '127.0.0.1', port: trunk.localOf('tls')?.port ?? 0, transport: 'tls' },
    ...(name === undefined ? {} : { name }),
  });

  it('calls over TLS where the certificate is for the name of the trunk', async () => {
    const calling = await phone({ tls: trusting });
    const { sip, ladder } = await calling.placeCall(to(secure('carrier.example')));
    expect(sip.status).toBe(486);
    expect(ladder[0]?.text).toContain('Via: SIP/2.0/TLS');
  });

  it.each(['ws', 'wss'] as const)(
    'calls over %s, and is answered by the connection that it opened (RFC 7118 5)',
    async (transport) => {
      const calling = await phone({ tls: trusting });
      const port = trunk.localOf(transport)?.port ?? 0;
      const { sip, ladder } = await calling.placeCall(
        to({ host: '127.0.0.1', port, transport, name: 'carrier.example', path: '/ws' }),
      );
      expect(sip.status).toBe(486);
      expect(ladder.map(({ summary }) => summary.split(' ')[0])).toEqual([
        ...['INVITE', '100', '486', 'ACK'],
      ]);
      expect(ladder[0]?.text).toMatch(
        new RegExp(`Via: SIP/2.0/${transport.toUpperCase()} \\w+\\.invalid`),
      );
      expect(ladder[0]?.text).toMatch(/Contact: <sip:\S+\.invalid;transport=ws>/);
      if (transport === 'wss') {
        const stranger = await phone();
        const place = { host: '127.0.0.1', port, transport, name: 'carrier.example' };
        await expect(stranger.placeCall(to(place))).rejects.toMatchObject({
          code: 'tls_certificate_untrusted',
        });
      }
    },
  );

  it('asks a web server for the path of the trunk, under its name, and says when there is no SIP (RFC 7118 4.1)', async () => {
    const asked: string[] = [];
    const web = createHttpServer().on('upgrade', ({ url, headers }, socket) => {
      asked.push(`${url} of ${headers.host} for ${headers['sec-websocket-protocol']}`);
      socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    });
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
    const { port } = web.address() as AddressInfo;
    const resolver: NameResolver = {
      naptr: () => Promise.resolve([]),
      srv: (name) =>
        Promise.resolve(
          name === '_sip._ws.carrier.example'
            ? [{ priority: 0, weight: 0, name: 'web.carrier.example', port }]
            : [],
        ),
      addresses: () => Promise.resolve(['127.0.0.1']),
    };
    const calling = await phone({ resolver });
    const place = { host: 'carrier.example', port: 0, transport: 'ws', path: '/ws?a=1' } as const;
    await expect(calling.placeCall(to(place))).rejects.toMatchObject({
      code: 'trunk_unreachable',
      message: expect.stringContaining('404') as string,
    });
    expect(asked).toEqual([`/ws?a=1 of carrier.example:${port} for sip`]);
    await new Promise((resolve) => web.close(resolve));
  });

  it('does not call where the certificate is no good, and says why', async () => {
    const stranger = await phone();
    await expect(stranger.placeCall(to(secure('carrier.example')))).rejects.toMatchObject({
      code: 'tls_certificate_untrusted',
    });
    const trusts = await phone({ tls: trusting });
    await expect(trusts.placeCall(to(secure()))).rejects.toMatchObject({
      code: 'tls_certificate_name_mismatch',
    });
    expect(trusts.active).toBe(0);
  });

  it('sends no INVITE where the connection is refused, and says so; the next place is called (RFC 3263 4.3)', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const nobody: Address = { host: '127.0.0.1', port, transport: 'tcp' };
    const calling = await phone();
    await expect(calling.placeCall(to(nobody))).rejects.toMatchObject({
      code: 'trunk_unreachable',
      message: `no tcp connection to 127.0.0.1 (127.0.0.1:${port}): ECONNREFUSED`,
    });
    expect(calling.counts()).toMatchObject({ calls: 0, transactions: 0 });
    const request = to(nobody);
    const tcp: Address = {
      ...{ host: '127.0.0.1', port: trunk.localOf('tcp')?.port ?? 0, transport: 'tcp' },
    };
    const { sip, ladder } = await calling.placeCall({
      ...request,
      trunk: { ...request.trunk, alternatives: [tcp] },
    });
    expect(sip.status).toBe(486);
    expect(ladder.filter(({ summary }) => summary.startsWith('INVITE'))).toHaveLength(1);
  });

  it('finds a trunk by its name, and goes on to the next place after 503 (RFC 3263 4.3)', async () => {
    const port = (transport: 'udp' | 'tcp'): number => trunk.localOf(transport)?.port ?? 0;
    const asked: string[] = [];
    const resolver: NameResolver = {
      naptr: (name) => {
        asked.push(name);
        const record = { flags: 's', preference: 0 };
        return Promise.resolve([
          { ...record, order: 1, service: 'SIP+D2U', replacement: '_sip._udp.carrier.example' },
          { ...record, order: 2, service: 'SIP+D2T', replacement: '_sip._tcp.carrier.example' },
        ]);
      },
      srv: (name) =>
        Promise.resolve([
          {
            ...{ priority: 0, weight: 0, name: 'sbc.carrier.example' },
            port: port(name.includes('_udp') ? 'udp' : 'tcp'),
          },
        ]),
      addresses: () => Promise.resolve(['127.0.0.1']),
    };
    const calling = await phone({ resolver });
    const { sip, ladder } = await calling.placeCall(to({ host: 'carrier.example', port: 0 }));
    expect(asked).toEqual(['carrier.example']);
    expect(sip.status).toBe(486);
    const heard = ladder.map(({ summary }) => summary.split(' ')[0]);
    expect(heard).toEqual(['INVITE', '100', '503', 'ACK', 'INVITE', '100', '486', 'ACK']);
    expect(ladder[0]?.text).toContain('INVITE sip:02861881111@carrier.example SIP/2.0');
  });

  it('refuses a trunk whose name has no address', async () => {
    const nowhere: NameResolver = {
      naptr: () => Promise.resolve([]),
      srv: () => Promise.resolve([]),
      addresses: () => Promise.resolve([]),
    };
    const calling = await phone({ resolver: nowhere });
    await expect(
      calling.placeCall(to({ host: 'nobody.example', port: 5060 })),
    ).rejects.toMatchObject({ code: 'trunk_name_unresolved' });
  });
});
