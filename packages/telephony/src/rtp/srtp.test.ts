import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { srtpCrypto } from '../node/srtp-crypto.ts';
import { buildRtp } from './packet.ts';
import { buildReport } from './rtcp.ts';
import { SrtpReceiver, SrtpSender } from './srtp.ts';
import type { SrtpCrypto } from './srtp-crypto.ts';
import { deriveSrtpKeys } from './srtp-keys.ts';
import { srtpSuite, srtpSuites, type SrtpMaster, type SrtpSuiteName } from './srtp-suite.ts';

const hex = (text: string): Uint8Array =>
  Uint8Array.from(Buffer.from(text.replace(/\s/g, ''), 'hex'));
const toHex = (bytes: Uint8Array | null): string => Buffer.from(bytes ?? []).toString('hex');

function suiteOf(name: SrtpSuiteName) {
  const suite = srtpSuite(name);
  if (suite === null) throw new Error(`no suite ${name}`);
  return suite;
}

function masterOf(name: SrtpSuiteName, mki = new Uint8Array(0)): SrtpMaster {
  const suite = suiteOf(name);
  return {
    suite,
    key: Uint8Array.from({ length: suite.keyOctets }, (_, n) => 3 * n + 1),
    salt: Uint8Array.from({ length: suite.saltOctets }, (_, n) => 5 * n + 2),
    mki,
  };
}

/** The vectors of RFC 7714 give session keys, not master keys: derivation gives them as they are. */
function withSessionKeys(key: Uint8Array, salt: Uint8Array): SrtpCrypto {
  return {
    ...srtpCrypto,
    aesCounter: (_key, _counter, data) => (data.length === 12 ? salt : key),
  };
}

const packet = (
  sequence: number,
  ssrc = 0xcafebabe,
  payload = Uint8Array.of(1, 2, 3),
): Uint8Array =>
  buildRtp({ marker: false, payloadType: 8, sequence, timestamp: sequence * 160, ssrc, payload });

describe('the vectors of RFC 3711 appendix B', () => {
  it('come out of AES in counter mode at its beginning and around the carry of the counter (RFC 3711 B.2)', () => {
    const key = hex('2B7E151628AED2A6ABF7158809CF4F3C');
    const counter = hex('F0F1F2F3F4F5F6F7F8F9FAFBFCFD0000');
    const stream = srtpCrypto.aesCounter(key, counter, new Uint8Array(16 * 0xff02));
    const block = (n: number) => toHex(stream.subarray(16 * n, 16 * n + 16)).toUpperCase();
    expect([0, 1, 2].map(block)).toEqual([
      'E03EAD0935C95E80E166B16DD92B4EB4',
      'D23513162B02D0F72A43A2FE4A5F97AB',
      '41E95B3BB0A2E8DD477901E4FCA894C0',
    ]);
    expect([0xfeff, 0xff00, 0xff01].map(block)).toEqual([
      'EC8CDF7398607CB0F2D21675EA9EA1E4',
      '362B7C3C6773516318A077D7FC5073AE',
      '6A2CC3787889374FBEB4C81B17BA6C44',
    ]);
  });

  it('come out of the key derivation (RFC 3711 B.3)', () => {
    const keys = deriveSrtpKeys(
      srtpCrypto,
      {
        suite: suiteOf('AES_CM_128_HMAC_SHA1_80'),
        key: hex('E1F97A0D3E018BE0D64FA32C06DE4139'),
        salt: hex('0EC675AD498AFEEBB6960B3AABE6'),
        mki: new Uint8Array(0),
      },
      'rtp',
    );
    expect(toHex(keys.cipher).toUpperCase()).toBe('C61E7A93744F39EE10734AFE3FF7A087');
    expect(toHex(keys.salt).toUpperCase()).toBe('30CBBC08863D8C85D49DB34A9AE1');
    expect(toHex(keys.auth).toUpperCase()).toBe('CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4');
  });
});

describe('the vectors of RFC 7714', () => {
  const salt = hex('51756964 2070726f 2071756f');
  const rtp = hex(`8040f17b 8041f8d3 5501a0b2 47616c6c 69612065 7374206f 6d6e6973 20646976
    69736120 696e2070 61727465 73207472 6573`);
  const cases = [
    [
      'AEAD_AES_128_GCM',
      16,
      `8040f17b 8041f8d3 5501a0b2 f24de3a3 fb34de6c acba861c 9d7e4bca be633bd5 0d294e6f 42a5f47a
       51c7d19b 36de3adf 8833899d 7f27beb1 6a9152cf 765ee439 0cce`,
    ],
    [
      'AEAD_AES_256_GCM',
      32,
      `8040f17b 8041f8d3 5501a0b2 32b1de78 a822fe12 ef9f78fa 332e33aa b1801238 9a58e2f3 b50b2a02
       76ffae0f 1ba63799 b87b7aa3 db36dfff d6b0f9bb 7878d7a7 6c13`,
    ],
  ] as const;

  it('come out of and go into RTP (RFC 7714 16.1; RFC 7714 16.2)', () => {
    for (const [name, keyOctets, expected] of cases) {
      const crypto = withSessionKeys(
        Uint8Array.from({ length: keyOctets }, (_, n) => n),
        salt,
      );
      const master = masterOf(name);
      expect(toHex(new SrtpSender(crypto, master).protect(rtp)), name).toBe(toHex(hex(expected)));
      expect(toHex(new SrtpReceiver(crypto, master).unprotect(hex(expected)))).toBe(toHex(rtp));
    }
  });

  it('come out of SRTCP and go into it (RFC 7714 17.1)', () => {
    const rtcp = hex(`81c8000d 4d617273 4e545031 4e545032 52545020 0000042a 0000e930 4c756e61
      deadbeef deadbeef deadbeef deadbeef deadbeef`);
    const sealed = hex(`81c8000d 4d617273 63e94885 dcdab67c a727d766 2f6b7e99 7ff5c0f7 6c06f32d
      c676a5f1 730d6fda 4ce09b46 86303ded 0bb9275b c84aa458 96cf4d2f c5abf872 45d9eade 800005d4`);
    const crypto = withSessionKeys(
      Uint8Array.from({ length: 16 }, (_, n) => n),
      salt,
    );
    const master = masterOf('AEAD_AES_128_GCM');
    const sender = new SrtpSender(crypto, master);
    for (let index = 0; index < 0x5d4; index++) sender.protectRtcp(rtcp);
    expect(toHex(sender.protectRtcp(rtcp))).toBe(toHex(sealed));
    expect(toHex(new SrtpReceiver(crypto, master).unprotectRtcp(sealed))).toBe(toHex(rtcp));
  });
});

describe.each(srtpSuites.map(({ name }) => name))('SRTP with %s', (name) => {
  const report = buildReport(0xcafebabe, null, [], 'someone');

  it('carries RTP over rollovers of the sequence number with loss, and never shows the payload (RFC 3711 3.3.1)', () => {
    const sender = new SrtpSender(srtpCrypto, masterOf(name));
    const receiver = new SrtpReceiver(srtpCrypto, masterOf(name));
    for (let n = 0; n < 300; n++) {
      const plain = packet((60_000 + n * 997) & 0xffff, 7, new Uint8Array(160).fill(0x55));
      const sealed = sender.protect(plain);
      expect(toHex(sealed)).not.toContain('55555555');
      if (n % 7 !== 3) expect(toHex(receiver.unprotect(sealed))).toBe(toHex(plain));
    }
    expect(receiver.refused).toEqual({ malformed: 0, not_authentic: 0, replayed: 0 });
  });

  it('takes packets out of order across a rollover, and each only once (RFC 3711 3.3.2)', () => {
    const sender = new SrtpSender(srtpCrypto, masterOf(name));
    const receiver = new SrtpReceiver(srtpCrypto, masterOf(name));
    const plain = [65533, 65534, 65535, 0, 1, 2].map((sequence) => packet(sequence));
    const sealed = plain.map((one) => sender.protect(one));
    for (const n of [0, 3, 1, 2, 5, 4]) {
      expect(toHex(receiver.unprotect(sealed[n] ?? new Uint8Array()))).toBe(
        toHex(plain[n] ?? null),
      );
    }
    for (const one of sealed) expect(receiver.unprotect(one)).toBeNull();
    expect(receiver.refused.replayed).toBe(6);
  });

  it('refuses a packet of which any bit was changed, and then still takes the true one (RFC 3711 3.3)', () => {
    const sealed = new SrtpSender(srtpCrypto, masterOf(name)).protect(packet(9));
    const receiver = new SrtpReceiver(srtpCrypto, masterOf(name));
    for (let bit = 8; bit < sealed.length * 8; bit++) {
      const changed = sealed.slice();
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(receiver.unprotect(changed), `bit ${bit}`).toBeNull();
    }
    expect(toHex(receiver.unprotect(sealed))).toBe(toHex(packet(9)));
  });

  it('carries RTCP, refuses it changed or repeated (RFC 3711 3.4)', () => {
    const sender = new SrtpSender(srtpCrypto, masterOf(name));
    const receiver = new SrtpReceiver(srtpCrypto, masterOf(name));
    for (let n = 0; n < 5; n++) {
      const sealed = sender.protectRtcp(report);
      const changed = sealed.slice();
      changed[9] = (changed[9] ?? 0) ^ 1;
      expect(receiver.unprotectRtcp(changed)).toBeNull();
      expect(toHex(receiver.unprotectRtcp(sealed))).toBe(toHex(report));
      expect(receiver.unprotectRtcp(sealed)).toBeNull();
    }
  });

  it('keeps the master key identifier apart from the payload (RFC 3711 3.1)', () => {
    const master = masterOf(name, Uint8Array.of(0, 0, 0, 1));
    const sender = new SrtpSender(srtpCrypto, master);
    const receiver = new SrtpReceiver(srtpCrypto, master);
    expect(toHex(receiver.unprotect(sender.protect(packet(1))))).toBe(toHex(packet(1)));
    expect(toHex(receiver.unprotectRtcp(sender.protectRtcp(report)))).toBe(toHex(report));
    const other = new SrtpSender(srtpCrypto, { ...master, mki: Uint8Array.of(0, 0, 0, 2) });
    expect(receiver.unprotect(other.protect(packet(2)))).toBeNull();
  });

  it('never throws on anything and keeps few sources', () => {
    const receiver = new SrtpReceiver(srtpCrypto, masterOf(name));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        if (bytes.length > 0) bytes[0] = 0x80 | ((bytes[0] ?? 0) & 0x3f);
        expect(receiver.unprotect(bytes)).toBeNull();
        expect(receiver.unprotectRtcp(bytes)).toBeNull();
      }),
    );
  });
});
