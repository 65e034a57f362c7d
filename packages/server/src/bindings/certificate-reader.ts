import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { createSecureContext } from 'node:tls';

import type {
  CertificateProblem,
  CertificateReader,
  ReadCertificate,
} from '../app/ports/certificate-reader.ts';

const certificateBlocks = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;
const keyBlock = /-----BEGIN ((?:[A-Z]+ )?)PRIVATE KEY-----[\s\S]*?-----END \1PRIVATE KEY-----/;

/** Reads certificates with the machine's OpenSSL. Only the blocks asked for are kept: never a key among certificates. */
export const certificateReader: CertificateReader = {
  client: (certificate, privateKey) => {
    const chain = certificatesIn(certificate);
    const [own] = chain ?? [];
    if (chain === null || own === undefined) return { wrong: 'certificate_unreadable' };
    const key = keyIn(privateKey);
    if (typeof key === 'string') return { wrong: key };
    if (!own.checkPrivateKey(key.key)) return { wrong: 'key_of_another' };
    const cert = chain.map((one) => one.toString()).join('');
    try {
      createSecureContext({ cert, key: key.pem });
    } catch {
      return { wrong: 'certificate_unusable' };
    }
    return { read: { ...factsOf(own), certificate: cert }, privateKey: key.pem };
  },

  authorities: (text) => {
    const read = certificatesIn(text);
    if (read === null || read.length === 0) return { wrong: 'certificate_unreadable' };
    // One that nobody but itself vouches for stands for itself, though it may certify no others.
    if (read.some((one) => !one.ca && one.subject !== one.issuer)) return { wrong: 'no_authority' };
    return { read: read.map((one) => ({ ...factsOf(one), certificate: one.toString() })) };
  },
};

/** The certificates of a text in their order; null when one of them cannot be read. */
function certificatesIn(text: string): X509Certificate[] | null {
  try {
    return (text.match(certificateBlocks) ?? []).map((block) => new X509Certificate(block));
  } catch {
    return null;
  }
}

function keyIn(
  text: string,
): { readonly key: KeyObject; readonly pem: string } | CertificateProblem {
  const block = keyBlock.exec(text);
  if (block === null) return 'key_unreadable';
  const [pem, kind] = block;
  // PKCS #8 says so in its name, the older form in a header.
  if (kind === 'ENCRYPTED ' || pem.includes('Proc-Type: 4,ENCRYPTED')) return 'key_protected';
  try {
    return { key: createPrivateKey(pem), pem: `${pem}\n` };
  } catch {
    return 'key_unreadable';
  }
}

function factsOf(one: X509Certificate): Omit<ReadCertificate, 'certificate'> {
  return {
    subject: oneLine(one.subject),
    issuer: oneLine(one.issuer),
    validFromMs: one.validFromDate.getTime(),
    validToMs: one.validToDate.getTime(),
  };
}

/** A name as it is written on one line: `CN=sbc.city.example, O=City`, the most particular first. */
function oneLine(name: string): string {
  return name.split('\n').toReversed().join(', ');
}
