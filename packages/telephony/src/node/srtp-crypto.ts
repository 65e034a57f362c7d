import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { SrtpCrypto } from '../rtp/srtp-crypto.ts';

const TAG_OCTETS = 16;

/** SRTP's ciphers by node:crypto. */
export const srtpCrypto: SrtpCrypto = {
  aesCounter(key, counter, data) {
    return createCipheriv(key.length === 32 ? 'aes-256-ctr' : 'aes-128-ctr', key, counter).update(
      data,
    );
  },
  hmacSha1(key, parts) {
    const hmac = createHmac('sha1', key);
    for (const part of parts) hmac.update(part);
    return hmac.digest();
  },
  sealGcm(key, iv, associated, plain) {
    const cipher = createCipheriv(key.length === 32 ? 'aes-256-gcm' : 'aes-128-gcm', key, iv);
    cipher.setAAD(associated);
    return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  },
  openGcm(key, iv, associated, sealed) {
    const end = sealed.length - TAG_OCTETS;
    if (end < 0) return null;
    const cipher = createDecipheriv(key.length === 32 ? 'aes-256-gcm' : 'aes-128-gcm', key, iv, {
      authTagLength: TAG_OCTETS,
    });
    cipher.setAAD(associated);
    cipher.setAuthTag(sealed.subarray(end));
    try {
      return Buffer.concat([cipher.update(sealed.subarray(0, end)), cipher.final()]);
    } catch {
      // The only way in which OpenSSL tells that the tag is wrong.
      return null;
    }
  },
  randomOctets(length) {
    return new Uint8Array(randomBytes(length));
  },
};
