import { MemoryAccounts, MemoryBindings, accountOf } from '@everyline/telephony';
import { NetworkEndpoint } from '@everyline/telephony/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  TestAuthority,
  type TestCertificate,
} from '../../../telephony/src/node/test-certificates.ts';
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

describe.skipIf(openssl === null)('a carrier that asks who calls', () => {
  /** Of the carrier's customers, and of the carrier: neither is known to this machine. */
  const customers = new TestAuthority(openssl ?? '');
  const carriers = new TestAuthority(openssl ?? '');
  const own = customers.certify('city', 'DNS:city.example');
  const bindings = new MemoryBindings();
  let test: TestCity;
  let carrier: NetworkEndpoint;
  let placer: PhonesOnDemand;
  const invited: string[] = [];

  beforeAll(async () => {
    test = await openTestCity();
    const accounts = new MemoryAccounts(domain);
    accounts.add(accountOf('everyline', domain, 'geheim'));
    carrier = await NetworkEndpoint.open({
      listen: [{ transport: 'tls', host: '127.0.0.1', port: 0 }],
      tls: {
        ...carriers.certify('carrier', 'IP:127.0.0.1'),
        authorities: [customers.authority],
        verifyClients: true,
      },
      clock: { nowMs: () => Date.now() },
      random: seededRandom(1),
      gate: { digest: { realm: domain, accounts, key: new Uint8Array(32).fill(3) } },
      registrar: { domains: [domain], store: bindings, mayRegister: () => true },
      onEvent: (event) => {
        if (event.kind !== 'incoming') return;
        invited.push(event.callId);
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
    customers.remove();
    carriers.remove();
  });

  function shown({ certificate, privateKey }: TestCertificate): StoredTrunk['clientCertificate'] {
    const read = certificateReader.client(certificate, privateKey);
    if ('wrong' in read) throw new Error(read.wrong);
    const privateKeySealed = test.city.context.secrets.seal(read.privateKey);
    return { ...read.read, privateKeySealed };
  }

  function trunkWith(change: Partial<StoredTrunk>): StoredTrunk {
    const believed = certificateReader.authorities(carriers.authority);
    return buildTrunk(900, {
      port: carrier.local.port,
      transport: 'tls',
      simulated: false,
      username: 'everyline',
      passwordSealed: test.city.context.secrets.seal('geheim'),
      authorities: 'read' in believed ? believed.read : [],
      ...change,
    });
  }

  let calls = 0;
  async function callOver(trunk: StoredTrunk) {
    calls += 1;
    const { observation } = await placer.place({
      probeId: testId(calls),
      dialled: '02861881111',
      trunk,
      ringLimitMs: 30_000,
    });
    return { outcome: observation.outcome, ...observation.sip };
  }

  it('is shown the certificate, and called', async () => {
    expect(await callOver(trunkWith({ clientCertificate: shown(own) }))).toMatchObject({
      ...{ outcome: 'busy', status: 486 },
    });
  }, 30_000);

  it('is not called without one, and the reason is on record', async () => {
    expect(await callOver(trunkWith({ clientCertificate: null }))).toMatchObject({
      ...{ outcome: 'not_dialled', status: null, reason: 'tls_client_certificate_refused' },
    });
    expect(invited).toHaveLength(1);
  }, 30_000);

  it('is not called with a certificate that it does not take', async () => {
    const stranger = carriers.certify('stranger', 'DNS:city.example');
    expect(await callOver(trunkWith({ clientCertificate: shown(stranger) }))).toMatchObject({
      ...{ outcome: 'not_dialled', status: null },
    });
    expect(invited).toHaveLength(1);
  }, 30_000);

  it('is not called where its own authority is not believed', async () => {
    const trunk = trunkWith({ clientCertificate: shown(own), authorities: [] });
    expect(await callOver(trunk)).toMatchObject({
      ...{ outcome: 'not_dialled', reason: 'tls_certificate_untrusted' },
    });
  }, 30_000);

  it('is called with the renewed certificate from the next call on, and the old phone goes', async () => {
    const expired = trunkWith({
      clientCertificate: shown(customers.certify('city', 'DNS:city.example', -1)),
    });
    expect(await callOver(expired)).toMatchObject({ outcome: 'not_dialled' });
    const open = placer.count;
    const renewed = trunkWith({
      clientCertificate: shown(customers.certify('city', 'DNS:city.example')),
    });
    expect(await callOver(renewed)).toMatchObject({ outcome: 'busy', status: 486 });
    expect(placer.count).toBe(open);
    // A trunk that shows nothing has the phone that all such trunks share.
    const other = { ...renewed, id: testId(901), clientCertificate: null, authorities: [] };
    expect(await callOver(other)).toMatchObject({ reason: 'tls_certificate_untrusted' });
    expect(placer.count).toBe(open + 1);
  }, 30_000);

  it('keeps the account registered over a renewal', async () => {
    const { context } = test.city;
    const { trunks } = context.store;
    const registering = trunkWith({
      clientCertificate: shown(own),
      registration: { registrars: [], domain, user: null, expiresS: 600 },
    });
    await trunks.insert(registering);
    const faults: unknown[] = [];
    const report = (fault: unknown) => faults.push(fault);
    const watch = new TrunkWatch({ context, registrar: placer, report });
    const registered = async () => {
      await watch.look(await trunks.all());
      return (await trunks.registrations()).get(registering.id)?.state;
    };
    const soon = { timeout: 15_000, interval: 50 };
    await expect.poll(registered, soon).toBe('registered');
    const [before] = bindings.bindingsOf(`${number}@${domain}`);
    await trunks.update({
      ...registering,
      clientCertificate: shown(customers.certify('city', 'DNS:city.example')),
    });
    await expect
      .poll(async () => {
        await registered();
        return bindings.bindingsOf(`${number}@${domain}`).map(({ contact }) => contact);
      }, soon)
      .toSatisfy((now: readonly string[]) => now.length === 1 && now[0] !== before?.contact);
    await expect.poll(registered, soon).toBe('registered');
    await watch.close();
    await expect.poll(() => bindings.size, soon).toBe(0);
    expect(faults).toEqual([]);
  }, 60_000);
});
