import type { Localised, TrunkChange } from '@everyline/contract';
import { certificateStanding, isEncrypted } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import { AppFault } from '../faults.ts';
import type { CertificateProblem, ReadCertificate } from '../ports/certificate-reader.ts';
import type { StoredTrunk } from '../ports/store/trunks.ts';

const problems: Readonly<Record<CertificateProblem, Localised>> = {
  certificate_unreadable: {
    zh: '其中没有可读的 PEM 格式证书；应包含“BEGIN CERTIFICATE”，.p12、.pfx 或 .der 文件请先转换',
    en: 'it holds no certificate in PEM that can be read; it must contain “BEGIN CERTIFICATE”, so convert a .p12, .pfx or .der file first',
  },
  key_unreadable: {
    zh: '其中没有可读的 PEM 格式私钥；应包含“BEGIN PRIVATE KEY”',
    en: 'it holds no private key in PEM that can be read; it must contain “BEGIN PRIVATE KEY”',
  },
  key_protected: {
    zh: '私钥有口令保护；请先去掉口令（openssl pkey -in 原文件 -out 新文件），保存时会重新加密',
    en: 'the private key is under a passphrase; take it off first (openssl pkey -in OLD -out NEW), it is sealed when it is kept',
  },
  key_of_another: {
    zh: '私钥与证书不是一对；请填入申请该证书时使用的私钥',
    en: 'the private key is not that of the certificate; give the one with which the certificate was asked for',
  },
  certificate_unusable: {
    zh: '证书或私钥的算法太弱或已淘汰，TLS 不接受；请向签发方换一张新证书',
    en: 'certificate or key are of a kind too weak or too old for TLS; ask whoever issued it for a new one',
  },
  no_authority: {
    zh: '其中有一张不是颁发机构的证书；请填签发运营商证书的机构的证书',
    en: 'one of them is not the certificate of an authority; give the certificate of whoever certified the carrier',
  },
};

const expired: Localised = {
  zh: '证书已过期；请填入续期后的证书',
  en: 'the certificate has expired; give the renewed one',
};
const keyMissing: Localised = {
  zh: '还没有私钥；请同时填入证书和私钥',
  en: 'there is no private key yet; give it together with the certificate',
};
const tlsOnly: Localised = {
  zh: '证书只用于 TLS 和 WSS；请把传输方式改为其中之一',
  en: 'certificates are for TLS and WSS alone; set the transport to one of them',
};

/** The certificates of a trunk after a change. Throws a fault with one sentence and its place for what cannot be used. */
export function changedCertificates(
  context: Pick<AppContext, 'certificates' | 'secrets' | 'clock'>,
  before: Pick<StoredTrunk, 'transport' | 'clientCertificate' | 'authorities'>,
  change: Pick<TrunkChange, 'transport' | 'clientCertificate' | 'authorities'>,
): Pick<StoredTrunk, 'clientCertificate' | 'authorities'> {
  const given = { client: change.clientCertificate ?? null, others: change.authorities ?? null };
  if (
    !isEncrypted(change.transport ?? before.transport) &&
    (given.client !== null || given.others !== null)
  ) {
    throw wrong(tlsOnly, given.client === null ? 'authorities' : 'clientCertificate');
  }
  return {
    clientCertificate:
      change.clientCertificate === undefined
        ? before.clientCertificate
        : given.client && clientCertificate(context, before.clientCertificate, given.client),
    authorities:
      change.authorities === undefined
        ? before.authorities
        : given.others === null
          ? []
          : authorities(context, given.others),
  };
}

function clientCertificate(
  { certificates, secrets, clock }: Pick<AppContext, 'certificates' | 'secrets' | 'clock'>,
  before: StoredTrunk['clientCertificate'],
  given: NonNullable<TrunkChange['clientCertificate']>,
): NonNullable<StoredTrunk['clientCertificate']> {
  const place = 'clientCertificate.certificate';
  // A certificate is often renewed for the key that there is.
  const key = given.privateKey ?? (before && secrets.open(before.privateKeySealed));
  if (key === null) throw wrong(keyMissing, 'clientCertificate.privateKey');
  const own = certificates.client(given.certificate, key);
  if ('wrong' in own) {
    const isOfKey = own.wrong.startsWith('key');
    throw wrong(problems[own.wrong], isOfKey ? 'clientCertificate.privateKey' : place);
  }
  if (isExpired(own.read, clock.nowMs())) throw wrong(expired, place);
  return { ...own.read, privateKeySealed: secrets.seal(own.privateKey) };
}

function authorities(
  { certificates, clock }: Pick<AppContext, 'certificates' | 'clock'>,
  text: string,
): StoredTrunk['authorities'] {
  const found = certificates.authorities(text);
  if ('wrong' in found) throw wrong(problems[found.wrong], 'authorities');
  const nowMs = clock.nowMs();
  if (found.read.some((one) => isExpired(one, nowMs))) throw wrong(expired, 'authorities');
  return found.read;
}

function isExpired(certificate: ReadCertificate, nowMs: number): boolean {
  return certificateStanding(certificate, nowMs) === 'expired';
}

function wrong(detail: Localised, place: string): AppFault {
  return new AppFault('invalid_input', { detail }, place);
}
