import { MemoryAccounts, MemoryBindings, accountOf } from '@everyline/telephony';
import { NetworkEndpoint } from '@everyline/telephony/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { TestAuthority } from '../../../telephony/src/node/test-certificates.ts';
import {
  buildTrunk,
  openTestCity,
  requireDebianCommand,
  seededRandom,
  testId,
  type TestCity,
} from '../../../testkit/src/index.ts';
import type { StoredTrunk } from '../app/ports/store/trunks.ts';
import { certificateReader } from '../bindings/certificate-reader.ts';
import { PhonesOnDemand } from '../bindings/phones-on-demand.ts';
import { SoundMemory } from './sound-memory.ts';
import { TrunkWatch } from './trunk-watch.ts';

const openssl = await requireDebianCommand('openssl', 'openssl');
const domain = 'carrier.test';
const number = '+862861000000';

describe.skipIf(openssl === null)('a carrier that takes SIP over WebSocket', () => {
  const authority = new TestAuthority(openssl ?? '');
  const bindings = new MemoryBindings();
  const calledBy: (string | undefined)[] = [];
  let test: TestCity;
  let carrier: NetworkEndpoint;
  let placer: PhonesOnDemand;

  beforeAll(async () => {
    test = await openTestCity();
    const accounts = new MemoryAccounts(domain);
    accounts.add(accountOf('everyline', domain, 'geheim'));
    carrier = await NetworkEndpoint.open({
      listen: (['ws', 'wss'] as const).map((transport) => ({
        ...{ transport, host: '127.0.0.1', port: 0 },
      })),
      tls: authority.certify('carrier', 'IP:127.0.0.1'),
      clock: { nowMs: () => Date.now() },
      random: seededRandom(1),
      gate: { digest: { realm: domain, accounts, key: new Uint8Array(32).fill(3) } },
      registrar: { domains: [domain], store: bindings, mayRegister: () => true },
      onEvent: (event) => {
        if (event.kind !== 'incoming') return;
        calledBy.push(event.source.transport);
        setImmediate(() => {
          carrier.run((sip, nowMs) => sip.reject(event.callId, 486, nowMs));
        });
      },
    });
    placer = new PhonesOnDemand(test.city.context, test.config.data, new SoundMemory());
  }, 120_000);

  afterAll(async () => {
    await placer?.close();
    await carrier?.close();
    await test?.close();
    authority.remove();
  });

  function trunkBy(transport: 'ws' | 'wss', change: Partial<StoredTrunk> = {}): StoredTrunk {
    const believed = certificateReader.authorities(authority.authority);
    return buildTrunk(transport === 'ws' ? 910 : 911, {
      ...{ transport, port: carrier.localOf(transport)?.port ?? 0, webSocketPath: '/ws' },
      ...{ name: transport, simulated: false, username: 'everyline' },
      passwordSealed: test.city.context.secrets.seal('geheim'),
      authorities: 'read' in believed ? believed.read : [],
      ...change,
    });
  }

  let calls = 0;
  async function callOver(trunk: StoredTrunk) {
    calls += 1;
    const { observation } = await placer.place({
      ...{ probeId: testId(calls), dialled: '02861881111', trunk, ringLimitMs: 30_000 },
    });
    return { outcome: observation.outcome, ...observation.sip };
  }

  it.each(['ws', 'wss'] as const)(
    'is called over %s',
    async (transport) => {
      expect(await callOver(trunkBy(transport))).toMatchObject({ outcome: 'busy', status: 486 });
      expect(calledBy.at(-1)).toBe(transport);
    },
    30_000,
  );

  it('is not called where its certificate is not believed', async () => {
    const before = calledBy.length;
    expect(await callOver(trunkBy('wss', { authorities: [] }))).toMatchObject({
      ...{ outcome: 'not_dialled', reason: 'tls_certificate_untrusted' },
    });
    expect(calledBy).toHaveLength(before);
  }, 30_000);

  it('keeps the account registered, and is told when it goes', async () => {
    const { context } = test.city;
    const { trunks } = context.store;
    const registering = trunkBy('wss', {
      registration: { registrars: [], domain, user: null, expiresS: 600 },
    });
    await trunks.insert(registering);
    expect(await trunks.byId(registering.id)).toEqual(registering);
    const faults: unknown[] = [];
    const report = (fault: unknown) => faults.push(fault);
    const watch = new TrunkWatch({ context, registrar: placer, report });
    const soon = { timeout: 15_000, interval: 50 };
    await expect
      .poll(async () => {
        await watch.look(await trunks.all());
        return (await trunks.registrations()).get(registering.id)?.state;
      }, soon)
      .toBe('registered');
    const [bound] = bindings.bindingsOf(`${number}@${domain}`);
    expect(bound?.contact).toMatch(/\.invalid;transport=ws/);
    expect(await callOver(registering)).toMatchObject({ outcome: 'busy', status: 486 });
    await watch.close();
    await expect.poll(() => bindings.size, soon).toBe(0);
    expect(faults).toEqual([]);
  }, 60_000);
});
