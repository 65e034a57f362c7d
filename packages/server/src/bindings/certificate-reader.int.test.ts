import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { TestAuthority } from '../../../telephony/src/node/test-certificates.ts';
import { requireDebianCommand } from '../../../testkit/src/index.ts';
import { certificateReader } from './certificate-reader.ts';

const openssl = await requireDebianCommand('openssl', 'openssl');

describe.skipIf(openssl === null)('certificates as people give them', () => {
  const command = openssl ?? '';
  const authority = new TestAuthority(command);
  const own = authority.certify('city', 'DNS:city.example');
  const other = authority.certify('other', 'DNS:other.example');

  afterAll(() => authority.remove());

  it('are read with whose they are, who gave them and until when', () => {
    const read = certificateReader.client(own.certificate, own.privateKey);
    expect(read).toMatchObject({
      read: { subject: 'CN=city', issuer: 'CN=Everyline test authority' },
    });
    const { validFromMs = 0, validToMs = 0 } = 'read' in read ? read.read : {};
    expect(validToMs - validFromMs).toBe(2 * 86_400_000);
  });

  it('are read from one file with everything in it, of which each place keeps its own', () => {
    const bag = `Bag Attributes\n${own.privateKey}\nsubject=…\n${own.certificate}${authority.authority}`;
    const read = certificateReader.client(bag, bag);
    if (!('read' in read)) throw new Error(read.wrong);
    expect(read.read.certificate).not.toContain('PRIVATE');
    expect(read.read.certificate.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    expect(read.privateKey).not.toContain('CERTIFICATE');
    expect(certificateReader.client(read.read.certificate, read.privateKey)).toEqual(read);
  });

  it('are refused with what is wrong with them', () => {
    const { certificate, privateKey } = own;
    const wrong = (cert: string, key: string) => {
      const read = certificateReader.client(cert, key);
      return 'wrong' in read ? read.wrong : null;
    };
    expect(wrong('no certificate', privateKey)).toBe('certificate_unreadable');
    const cut = certificate.replace(/\n[A-Za-z0-9+/]{64}\n/, '\n');
    expect(wrong(cut, privateKey)).toBe('certificate_unreadable');
    expect(wrong(certificate, certificate)).toBe('key_unreadable');
    expect(wrong(certificate, privateKey.replace(/\n[A-Za-z0-9+/]{10}/, '\n'))).toBe(
      'key_unreadable',
    );
    expect(wrong(certificate, other.privateKey)).toBe('key_of_another');
    const hidden = join(authority.folder, 'hidden.key');
    for (const style of [[], ['-traditional']]) {
      execFileSync(command, [
        ...['pkey', '-in', own.privateKeyFile, '-aes256', '-passout', 'pass:geheim'],
        ...['-out', hidden, ...style],
      ]);
      expect(wrong(certificate, readFileSync(hidden, 'utf8'))).toBe('key_protected');
    }
  });

  it('too weak for TLS are refused', () => {
    const at = (name: string) => join(authority.folder, name);
    execFileSync(
      command,
      [
        ...['req', '-x509', '-newkey', 'rsa:512', '-nodes', '-subj', '/CN=weak', '-days', '2'],
        ...['-keyout', at('weak.key'), '-out', at('weak.pem')],
      ],
      { stdio: 'ignore' },
    );
    const [weak, key] = [
      readFileSync(at('weak.pem'), 'utf8'),
      readFileSync(at('weak.key'), 'utf8'),
    ];
    expect(certificateReader.client(weak, key)).toEqual({ wrong: 'certificate_unusable' });
  });

  it('of authorities are one or more, and no others', () => {
    const two = `${authority.authority}${authority.authority}`;
    expect(certificateReader.authorities(two)).toMatchObject({
      read: [{ subject: 'CN=Everyline test authority' }, {}],
    });
    expect(certificateReader.authorities(own.certificate)).toEqual({ wrong: 'no_authority' });
    expect(certificateReader.authorities('')).toEqual({ wrong: 'certificate_unreadable' });
  });
});
