import {
  freeTcpPort,
  requireDebianCommand,
  requireDebianFile,
  requireKamailio,
  seededRandom,
  startKamailio,
  type RunningKamailio,
} from '@everyline/testkit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Address, Transport } from '../sip/address.ts';
import type { CallEvent } from '../sip/call-event.ts';
import { answerAudio, writeAudioSdp } from '../sip/sdp.ts';
import { NetworkEndpoint } from './network-endpoint.ts';
import { TestAuthority } from './test-certificates.ts';
import type { TlsSettings } from './tls-settings.ts';

const program = await requireKamailio();
const openssl = await requireDebianCommand('openssl', 'openssl');
const modules = '/usr/lib/*/kamailio/modules';
const withTls = await requireDebianFile(`${modules}/tls.so`, 'kamailio-tls-modules');
const withWeb = await requireDebianFile(`${modules}/websocket.so`, 'kamailio-websocket-modules');
const haveAll = [program, openssl, withTls, withWeb].every((path) => path !== null);
const clock = { nowMs: () => performance.timeOrigin + performance.now() };
const audio = { codecs: ['PCMA'], telephoneEvent: 101, sessionId: 1 } as const;

/** What the proxy sends to when this is dialled: the called party by each transport. */
type Dialled = 'udp' | 'tcp' | 'tls';

describe.skipIf(!haveAll)('Kamailio in the path', () => {
  const authority = new TestAuthority(openssl ?? '');
  const own = authority.certify('agent', 'IP:127.0.0.1,DNS:agent.example');
  const tls: TlsSettings = { ...own, authorities: [authority.authority] };
  const events: CallEvent[] = [];
  let proxy: RunningKamailio | null = null;
  let called: NetworkEndpoint | null = null;
  let plainPort = 0;
  let securePort = 0;
  const callers: NetworkEndpoint[] = [];

  beforeAll(async () => {
    called = await NetworkEndpoint.open({
      listen: (['udp', 'tcp', 'tls'] as const).map((transport) => ({
        ...{ transport, host: '127.0.0.1', port: 0 },
      })),
      tls,
      clock,
      random: seededRandom(2),
      onEvent: (event) => {
        events.push(event);
        if (event.kind !== 'incoming') return;
        const local = { host: '127.0.0.1', port: 50_000 };
        const sdp = answerAudio(event.sdp ?? '', { ...audio, local })?.sdp ?? '';
        setImmediate(() => {
          called?.run((sip, nowMs) => sip.ring(event.callId, nowMs));
          called?.run((sip, nowMs) => sip.answer(event.callId, sdp, nowMs));
        });
      },
    });
    const certificate = authority.certify('proxy', 'DNS:proxy.example,IP:127.0.0.1');
    plainPort = await freeTcpPort();
    securePort = await freeTcpPort();
    const routes = (['udp', 'tcp', 'tls'] as const).map((dialled) => {
      const port = called?.localOf(dialled)?.port ?? 0;
      return `    if ($rU == "${dialled}") $du = "sip:127.0.0.1:${port};transport=${dialled}";`;
    });
    proxy = await startKamailio(program ?? '', {
      listen: [
        `udp:127.0.0.1:${plainPort}`,
        `tcp:127.0.0.1:${plainPort}`,
        `tls:127.0.0.1:${securePort}`,
      ],
      domain: 'proxy.example',
      tls: { certificate: certificate.certificateFile, privateKey: certificate.privateKeyFile },
      webSocket: true,
      before: [
        '  if (is_method("INVITE") && !has_totag()) {',
        '    force_rport(); record_route(); $du = $null;',
        // A WebSocket client is reached by its connection alone, which the proxy writes into its Contact.
        '    if (nat_uac_test("64")) add_contact_alias();',
        ...routes,
        '    t_relay(); exit;',
        '  }',
        '  if (has_totag() && loose_route()) {',
        '    if (!isdsturiset()) handle_ruri_alias();',
        '    t_relay(); exit;',
        '  }',
      ].join('\n'),
    });
  }, 40_000);

  afterEach(async () => {
    for (const caller of callers.splice(0)) await caller.close();
    events.length = 0;
  });

  afterAll(async () => {
    await called?.close();
    await proxy?.stop();
    authority.remove();
  });

  async function until(given: readonly CallEvent[], kind: CallEvent['kind']): Promise<CallEvent> {
    for (let tries = 0; tries < 250; tries += 1) {
      const found = given.find((event) => event.kind === kind);
      if (found !== undefined) return found;
      await new Promise((done) => setTimeout(done, 20));
    }
    throw new Error(`no ${kind}; Kamailio says: ${proxy?.log() ?? ''}`);
  }

  /** A call through the proxy, by one transport to it and by another from it; one of the two hangs up. */
  async function call(by: Transport, dialled: Dialled, hangsUp: 'caller' | 'called') {
    const secure = by === 'tls' || by === 'wss';
    const proxyAt: Address = {
      ...{ host: '127.0.0.1', port: secure ? securePort : plainPort },
      ...(by === 'udp' ? {} : { transport: by }),
      ...(secure ? { name: 'proxy.example' } : {}),
    };
    const heard: CallEvent[] = [];
    const listens = by === 'tcp' || by === 'udp' ? by : 'udp';
    const caller = await NetworkEndpoint.open({
      listen: [{ transport: listens, host: '127.0.0.1', port: 0 }],
      tls: { authorities: [authority.authority] },
      clock,
      random: seededRandom(Math.floor(performance.now())),
      onEvent: (event) => heard.push(event),
    });
    callers.push(caller);
    await caller.transports.reach(proxyAt);
    let callId = '';
    caller.run((sip, nowMs) => {
      const made = sip.invite(
        {
          requestUri: `sip:${dialled}@proxy.example`,
          from: { uri: 'sip:100@proxy.example' },
          sendTo: proxyAt,
          sdp: writeAudioSdp({ ...audio, local: { host: '127.0.0.1', port: 40_000 } }),
        },
        nowMs,
      );
      ({ callId } = made);
      return made.effects;
    });
    const incoming = await until(events, 'incoming');
    await until(heard, 'answered');
    await until(events, 'acknowledged');
    if (hangsUp === 'caller') caller.run((sip, nowMs) => sip.hangUp(callId, nowMs));
    else called?.run((sip, nowMs) => sip.hangUp(incoming.callId, nowMs));
    await Promise.all([until(heard, 'released'), until(events, 'released')]);
    const ends = [heard, events].map((side) => side.find(({ kind }) => kind === 'ended'));
    return { incoming, ends, caller };
  }

  const cases: readonly [Transport, Dialled][] = [
    ['udp', 'udp'],
    ['udp', 'tcp'],
    ['tcp', 'udp'],
    ['tcp', 'tcp'],
    ['tcp', 'tls'],
    ['tls', 'udp'],
    ['tls', 'tls'],
    ['ws', 'udp'],
    ['ws', 'tcp'],
    ['wss', 'tls'],
  ];

  it.each(cases)(
    'a call goes in by %s and out by %s, and ends from either side',
    async (by, out) => {
      for (const hangsUp of ['caller', 'called'] as const) {
        const { incoming, ends, caller } = await call(by, out, hangsUp);
        if (incoming.kind !== 'incoming') throw new Error(incoming.kind);
        expect(incoming.source.transport ?? 'udp').toBe(out);
        expect(ends).toMatchObject([
          { kind: 'ended', by: hangsUp === 'caller' ? 'local' : 'remote' },
          { kind: 'ended', by: hangsUp === 'caller' ? 'remote' : 'local' },
        ]);
        // Where the caller listens, the proxy may make a connection of its own.
        const { flows, accepted } = caller.transports.counts();
        expect(flows - accepted).toBe(by === 'udp' ? 0 : 1);
        await caller.close();
        callers.length = 0;
        events.length = 0;
      }
    },
  );

  it('its answer to a keep-alive shows that the flow lives (RFC 5626 4.4.1)', async () => {
    const caller = await NetworkEndpoint.open({
      listen: [{ transport: 'udp', host: '127.0.0.1', port: 0 }],
      limits: { pingMs: 100, pongMs: 2000 },
      clock,
      random: seededRandom(9),
      onEvent: () => undefined,
    });
    callers.push(caller);
    await caller.transports.reach({ host: '127.0.0.1', port: plainPort, transport: 'tcp' });
    await new Promise((done) => setTimeout(done, 600));
    expect(caller.transports.counts().flows).toBe(1);
  });
});
