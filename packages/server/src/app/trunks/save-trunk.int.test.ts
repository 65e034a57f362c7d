import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { TestAuthority } from '../../../../telephony/src/node/test-certificates.ts';
import {
  openTestCity,
  requireDebianCommand,
  type TestCity,
} from '../../../../testkit/src/index.ts';
import { AppFault, faultSentence } from '../faults.ts';
import { changeTrunk, createTrunk } from './save-trunk.ts';

const openssl = await requireDebianCommand('openssl', 'openssl');
const plain = {
  ...{ name: 'carrier', host: 'sip.carrier.test', port: 5061, transport: 'tls' as const },
  ...{ channels: 4, perDay: 100 },
};

describe.skipIf(openssl === null)('the certificates of a trunk', () => {
  const authority = new TestAuthority(openssl ?? '');
  const own = authority.certify('city', 'DNS:city.example');
  const pair = { certificate: own.certificate, privateKey: own.privateKey };
  let test: TestCity;
  let id: string;

  beforeAll(async () => {
    test = await openTestCity();
    ({ id } = await createTrunk(test.city.context, {
      ...plain,
      clientCertificate: pair,
      authorities: authority.authority,
    }));
  }, 120_000);

  afterAll(async () => {
    await test?.close();
    authority.remove();
  });

  const stored = () => test.city.context.store.trunks.byId(id);
  const change = (input: Parameters<typeof changeTrunk>[2]) =>
    changeTrunk(test.city.context, id, input);

  /** The place and the sentence with which a change is refused. */
  async function refusal(input: Parameters<typeof changeTrunk>[2]) {
    const fault = await change(input).catch((error: unknown) => error);
    if (!(fault instanceof AppFault)) throw new Error('the change was not refused');
    return `${fault.place}: ${faultSentence(fault.code, fault.values, 'en').message}`;
  }

  it('are shown as whose they are and until when, and never given back', async () => {
    const shown = await change({ channels: 5 });
    expect(shown.clientCertificate).toMatchObject({
      ...{ subject: 'CN=city', issuer: 'CN=Everyline test authority', standing: 'in_force' },
    });
    expect(shown.authorities).toMatchObject([{ subject: 'CN=Everyline test authority' }]);
    expect(JSON.stringify(shown)).not.toContain('BEGIN');
    const audit = JSON.stringify(
      await test.city.context.store.audit.page({}, { page: 1, pageSize: 50 }),
    );
    expect(audit).toContain('CN=city');
    expect(audit).not.toContain('BEGIN');
  });

  it('keep the key sealed', async () => {
    const { clientCertificate } = (await stored()) ?? {};
    expect(JSON.stringify(await stored())).not.toContain('PRIVATE KEY');
    expect(test.city.context.secrets.open(clientCertificate?.privateKeySealed ?? '')).toBe(
      own.privateKey,
    );
  });

  it('stay as they are when something else is changed, and go when they are taken away', async () => {
    const before = await stored();
    await change({ perDay: 200 });
    expect(await stored()).toEqual({ ...before, perDay: 200 });
    await change({ clientCertificate: null, authorities: null });
    expect(await stored()).toMatchObject({ clientCertificate: null, authorities: [] });
    await change({ clientCertificate: pair, authorities: authority.authority });
    expect(await stored()).toMatchObject({ clientCertificate: { subject: 'CN=city' } });
  });

  it('are renewed for the key that there is', async () => {
    const again = await change({ clientCertificate: { certificate: own.certificate } });
    expect(again.clientCertificate?.subject).toBe('CN=city');
    const other = authority.certify('other', 'DNS:other.example');
    expect(await refusal({ clientCertificate: { certificate: other.certificate } })).toBe(
      'clientCertificate.privateKey: The input is not valid: the private key is not that of the certificate; give the one with which the certificate was asked for.',
    );
    await change({ clientCertificate: null });
    expect(await refusal({ clientCertificate: { certificate: own.certificate } })).toMatch(
      /^clientCertificate\.privateKey: .*there is no private key yet/,
    );
  });

  it('are refused with one sentence when they cannot be used', async () => {
    const old = authority.certify('old', 'DNS:old.example', -1);
    const { certificate, privateKey } = old;
    expect(await refusal({ clientCertificate: { certificate, privateKey } })).toBe(
      'clientCertificate.certificate: The input is not valid: the certificate has expired; give the renewed one.',
    );
    expect(await refusal({ clientCertificate: { ...pair, certificate: 'x' } })).toMatch(
      /^clientCertificate\.certificate: .*no certificate in PEM/,
    );
    expect(await refusal({ clientCertificate: { ...pair, privateKey: 'x' } })).toMatch(
      /^clientCertificate\.privateKey: .*no private key in PEM/,
    );
    expect(await refusal({ authorities: 'x' })).toMatch(/^authorities: .*no certificate in PEM/);
    expect(await refusal({ authorities: own.certificate })).toMatch(
      /^authorities: .*not the certificate of an authority/,
    );
    expect(await refusal({ transport: 'tcp', authorities: authority.authority })).toMatch(
      /^authorities: .*for TLS and WSS alone/,
    );
    expect(await refusal({ transport: 'udp', clientCertificate: pair })).toMatch(
      /TLS and WSS alone/,
    );
  });

  it('are kept while a trunk speaks no TLS, for when it does again', async () => {
    await change({ clientCertificate: pair });
    await change({ transport: 'udp' });
    await change({ transport: 'tls' });
    expect(await stored()).toMatchObject({ clientCertificate: { subject: 'CN=city' } });
  });
});
