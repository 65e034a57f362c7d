import {
  freeUdpPort,
  requireKamailio,
  seededRandom,
  startKamailio,
  startLossyRelay,
  type KamailioSetting,
  type RunningKamailio,
} from '@everyline/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { accountOf, MemoryAccounts } from '../sip/admission/accounts.ts';
import type { CallEvent } from '../sip/call-event.ts';
import { MemoryBindings } from '../sip/registration/binding.ts';
import type { RegistrationEvent } from '../sip/registration/registration-event.ts';
import { answerAudio, writeAudioSdp } from '../sip/sdp.ts';
import { UdpEndpoint, type UdpEndpointOptions } from './udp-endpoint.ts';

const program = await requireKamailio();
const clock = { nowMs: () => performance.timeOrigin + performance.now() };
const domain = 'everyline.test';
const users = [
  { name: 'alice', password: 'geheim' },
  { name: 'bob', password: 'verraten' },
];
const own = { codecs: ['PCMA'], telephoneEvent: 101, sessionId: 1 } as const;
const cleanUp: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of cleanUp.splice(0).reverse()) await close();
});

async function kamailio(
  setting: Partial<KamailioSetting> & { readonly port: number; readonly advertise?: number },
): Promise<RunningKamailio> {
  const { port, advertise, ...rest } = setting;
  const advertised = advertise === undefined ? '' : ` advertise 127.0.0.1:${advertise}`;
  const running = await startKamailio(program ?? '', {
    listen: [`udp:127.0.0.1:${port}${advertised}`],
    domain,
    users,
    ...rest,
  });
  cleanUp.push(() => running.stop());
  return running;
}

interface Agent {
  readonly sip: UdpEndpoint;
  readonly calls: CallEvent[];
  readonly registration: RegistrationEvent[];
  readonly registrationId: string;
}

/** One of our endpoints: rings and answers every call; registers when given a registrar's port. */
async function agent(
  name: string,
  registrarPort: number | null,
  options: {
    readonly password?: string;
    readonly expiresS?: number;
    readonly endpoint?: Partial<UdpEndpointOptions>;
  } = {},
): Promise<Agent> {
  const calls: CallEvent[] = [];
  const registration: RegistrationEvent[] = [];
  const sip = await UdpEndpoint.open({
    local: { host: '127.0.0.1', port: 0 },
    clock,
    random: seededRandom(name.length + 11),
    onEvent: (event) => {
      calls.push(event);
      if (event.kind !== 'incoming') return;
      const local = { host: '127.0.0.1', port: 43_002 };
      const answer = answerAudio(event.sdp ?? '', { ...own, local })?.sdp ?? '';
      setImmediate(() => {
        sip.run((endpoint, nowMs) => endpoint.ring(event.callId, nowMs));
        sip.run((endpoint, nowMs) => endpoint.answer(event.callId, answer, nowMs));
      });
    },
    ...options.endpoint,
  });
  cleanUp.push(() => sip.close());
  let registrationId = '';
  if (registrarPort !== null) {
    const password = options.password ?? users.find((user) => user.name === name)?.password ?? '';
    sip.run((endpoint, nowMs) => {
      const started = endpoint.register(
        {
          aor: `sip:${name}@${domain}`,
          sendTo: [{ host: '127.0.0.1', port: registrarPort }],
          credentials: { username: name, password },
          expiresS: options.expiresS ?? 600,
          retry: { baseMs: 500, maxMs: 60_000 },
          watch: (event) => registration.push(event),
        },
        nowMs,
      );
      ({ registrationId } = started);
      return started.effects;
    });
  }
  return { sip, calls, registration, registrationId };
}

function call(from: Agent, name: string, port: number, password: string): string {
  let callId = '';
  from.sip.run((endpoint, nowMs) => {
    const made = endpoint.invite(
      {
        requestUri: `sip:${name}@${domain}`,
        from: { uri: `sip:alice@${domain}` },
        sendTo: { host: '127.0.0.1', port },
        sdp: writeAudioSdp({ ...own, local: { host: '127.0.0.1', port: 43_000 } }),
        credentials: { username: 'alice', password },
      },
      nowMs,
    );
    ({ callId } = made);
    return made.effects;
  });
  return callId;
}

const kinds = (events: readonly { readonly kind: string }[]): string[] =>
  events.map(({ kind }) => kind);
const soon = { timeout: 8000, interval: 20 };
const patiently = { timeout: 45_000, interval: 50 };

describe.skipIf(program === null)('Kamailio as registrar and proxy', () => {
  for (const algorithm of ['MD5', 'SHA-256'] as const) {
    it(`takes our registration with ${algorithm}, refreshes it, and lets it go (RFC 3261 10.2; RFC 8760)`, async () => {
      const port = await freeUdpPort();
      await kamailio({ port, algorithm });
      const alice = await agent('alice', port);
      await expect.poll(() => kinds(alice.registration), soon).toEqual(['registered']);
      expect(alice.registration[0]).toMatchObject({ expiresS: 600, contacts: 1, seenAs: null });
      const { sip, registrationId } = alice;
      sip.run((endpoint, nowMs) => endpoint.renewRegistration(registrationId, nowMs));
      await expect.poll(() => alice.registration.length, soon).toBe(2);
      sip.run((endpoint, nowMs) => endpoint.unregister(registrationId, nowMs));
      await expect
        .poll(() => alice.registration.at(-1), soon)
        .toMatchObject({
          kind: 'unregistered',
          status: 200,
        });
    });
  }

  it('refuses a wrong password, and we stop at once', async () => {
    const port = await freeUdpPort();
    await kamailio({ port });
    const alice = await agent('alice', port, { password: 'falsch' });
    await expect
      .poll(() => alice.registration, soon)
      .toMatchObject([{ kind: 'registration-failed', status: 401, refused: true }]);
  });

  it('says that the interval is too brief, and we ask for the longer one (RFC 3261 10.2.8)', async () => {
    const port = await freeUdpPort();
    await kamailio({ port, minExpiresSeconds: 300 });
    const alice = await agent('alice', port, { expiresS: 120 });
    await expect
      .poll(() => alice.registration, soon)
      .toMatchObject([{ kind: 'registered', expiresS: 300 }]);
  });

  it('finds our nonce stale after its life, and we answer the fresh one (RFC 7616 3.3)', async () => {
    const port = await freeUdpPort();
    await kamailio({ port, nonceSeconds: 1 });
    const alice = await agent('alice', port);
    await expect.poll(() => kinds(alice.registration), soon).toEqual(['registered']);
    await new Promise((done) => setTimeout(done, 2500));
    const { sip, registrationId } = alice;
    sip.run((endpoint, nowMs) => endpoint.renewRegistration(registrationId, nowMs));
    await expect.poll(() => kinds(alice.registration), soon).toEqual(['registered', 'registered']);
  });

  it('puts a call through between two of ours, challenged on its way, and ends it (RFC 3261 16; RFC 3261 22.3)', async () => {
    const port = await freeUdpPort();
    await kamailio({ port, challengesCalls: true });
    const [alice, bob] = [await agent('alice', port), await agent('bob', port)];
    await expect.poll(() => kinds(bob.registration), soon).toEqual(['registered']);
    const callId = call(alice, 'bob', port, 'geheim');
    await expect.poll(() => kinds(bob.calls), soon).toContain('acknowledged');
    expect(kinds(alice.calls)).toContain('answered');
    bob.sip.run((endpoint, nowMs) => {
      const incoming = bob.calls.find(({ kind }) => kind === 'incoming');
      return endpoint.hangUp(incoming?.callId ?? '', nowMs);
    });
    await expect
      .poll(() => alice.calls.find(({ kind }) => kind === 'ended'), soon)
      .toMatchObject({ callId, by: 'remote', answered: true });
  });

  it('puts no call through with a wrong password', async () => {
    const port = await freeUdpPort();
    await kamailio({ port, challengesCalls: true });
    const [alice, bob] = [await agent('alice', port), await agent('bob', port)];
    await expect.poll(() => kinds(bob.registration), soon).toEqual(['registered']);
    call(alice, 'bob', port, 'falsch');
    await expect
      .poll(() => alice.calls.find(({ kind }) => kind === 'failed'), soon)
      .toMatchObject({ status: 407 });
    expect(bob.calls).toEqual([]);
  });

  it('loses every fifth datagram in both directions: we register, call and end all the same (RFC 3261 17)', async () => {
    const [port, relayPort] = [await freeUdpPort(), await freeUdpPort()];
    await kamailio({ port, advertise: relayPort, challengesCalls: true });
    const random = seededRandom(20);
    const relay = await startLossyRelay({ serverPort: port, port: relayPort, loss: 0.2, random });
    cleanUp.push(() => relay.stop());
    const [alice, bob] = [await agent('alice', relay.port), await agent('bob', relay.port)];
    await expect.poll(() => kinds(bob.registration), patiently).toContain('registered');
    await expect.poll(() => kinds(alice.registration), patiently).toContain('registered');
    for (let round = 1; round <= 3; round += 1) {
      const callId = call(alice, 'bob', relay.port, 'geheim');
      const mine = (events: readonly CallEvent[]): string[] =>
        kinds(events.filter((event) => event.callId === callId));
      await expect.poll(() => mine(alice.calls), patiently).toContain('answered');
      await expect
        .poll(() => kinds(bob.calls).filter((kind) => kind === 'acknowledged').length, patiently)
        .toBe(round);
      alice.sip.run((endpoint, nowMs) => endpoint.hangUp(callId, nowMs));
      await expect
        .poll(() => kinds(bob.calls).filter((kind) => kind === 'ended').length, patiently)
        .toBe(round);
    }
    expect(relay.counts().lost).toBeGreaterThan(5);
  }, 150_000);
});

describe.skipIf(program === null)('Kamailio as the edge before our registrar', () => {
  it('adds its Path, by which our calls find the agent (RFC 3327 5)', async () => {
    const [edgePort, accounts, store] = [
      await freeUdpPort(),
      new MemoryAccounts(domain),
      new MemoryBindings(),
    ];
    accounts.add(accountOf('bob', domain, 'verraten'));
    const key = crypto.getRandomValues(new Uint8Array(32));
    const registrar = await agent('registrar', null, {
      endpoint: {
        gate: { digest: { realm: domain, accounts, key } },
        registrar: { domains: [domain], store },
      },
    });
    await kamailio({
      port: edgePort,
      users: [],
      before: `
  if (is_method("REGISTER")) {
    force_rport();
    add_path();
    $du = "sip:127.0.0.1:${registrar.sip.local.port}";
    t_relay();
    exit;
  }
  if (is_method("INVITE") && !has_totag() && $hdr(Route) != $null) {
    loose_route();
    record_route();
    t_relay();
    exit;
  }`,
    });
    const bob = await agent('bob', edgePort);
    await expect.poll(() => kinds(bob.registration), soon).toEqual(['registered']);
    const [target] =
      registrar.sip.endpoint.registrar?.targetsOf(`bob@${domain}`, clock.nowMs()) ?? [];
    expect(target?.binding.path).toHaveLength(1);
    expect(target?.sendTo).toMatchObject({ host: '127.0.0.1', port: edgePort });
    registrar.sip.run((endpoint, nowMs) => {
      const { requestUri, route, sendTo } = target ?? { requestUri: '', route: [], sendTo: null };
      const sdp = writeAudioSdp({ ...own, local: { host: '127.0.0.1', port: 43_000 } });
      const from = { uri: `sip:12345@${domain}` };
      return endpoint.invite(
        { requestUri, route, sendTo: sendTo ?? { host: '127.0.0.1', port: 9 }, from, sdp },
        nowMs,
      ).effects;
    });
    await expect.poll(() => kinds(bob.calls), soon).toContain('acknowledged');
    const incoming = bob.calls.find((event) => event.kind === 'incoming');
    expect(incoming?.source.port).toBe(edgePort);
  });
});
