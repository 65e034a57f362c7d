import type { Localised } from '@everyline/contract';

/** What keeps a call over a trunk from leaving at all, with the way out, for an administrator to read. */
const sentences: Readonly<Record<string, Localised>> = {
  trunk_name_unresolved: {
    zh: '中继的主机名没有地址，请检查主机名和域名服务。',
    en: 'The name of its host has no address; check the name and the name service.',
  },
  trunk_unreachable: {
    zh: '无法与中继建立连接，请检查地址、端口、传输方式和防火墙。',
    en: 'No connection to it can be made; check address, port, transport and firewall.',
  },
  tls_certificate_unusable: {
    zh: '本机的证书或私钥无法使用，请检查二者是否为 PEM 格式并互相匹配。',
    en: 'Our own certificate or private key cannot be used; check that both are PEM and belong together.',
  },
  tls_certificate_untrusted: {
    zh: '对方的证书来自不受信任的颁发机构，请填入其颁发机构的证书。',
    en: 'Its certificate comes from an authority that is not believed here; enter the certificate of that authority.',
  },
  tls_certificate_expired: {
    zh: '对方的证书不在有效期内，请联系运营商。',
    en: 'Its certificate is not in force; tell the carrier.',
  },
  tls_certificate_name_mismatch: {
    zh: '对方的证书属于另一个名称，请把主机改为证书上的名称。',
    en: 'Its certificate is for another name; enter the host name that it is for.',
  },
  tls_client_certificate_refused: {
    zh: '对方要求本机出示证书，或不接受所出示的证书；请填入运营商认可的证书和私钥。',
    en: 'It wants a certificate of ours, or does not take the one we show; enter the certificate and private key that the carrier knows.',
  },
  tls_handshake_failed: {
    zh: '对方在此端口上不使用 TLS，或版本和加密算法不一致；请检查端口和传输方式。',
    en: 'It does not speak TLS on this port, or in no version and cipher of ours; check port and transport.',
  },
};

/** Whether the trunk is to blame that no INVITE left; not so for a stop or a fault of this machine. */
export function isTrunkFault(code: string | null): boolean {
  return code !== null && Object.hasOwn(sentences, code);
}

/** The fault in words; null where the trunk is not to blame. */
export function trunkFaultSentence(code: string | null): Localised | null {
  return code === null ? null : (sentences[code] ?? null);
}
