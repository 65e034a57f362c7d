import { createCipheriv, createDecipheriv } from 'node:crypto';

/**
 * The encryption of WeChat's messages: AES-256-CBC with the key that the account's EncodingAESKey (43 letters, Base64) is,
 * its first 16 octets as the first block, PKCS#7 to blocks of 32 octets, over 16 random octets, the length of the message in
 * 4 octets of network order, the message, and the AppID.
 * Source: WeChat Open Platform, technical plan of message encryption.
 */
const blockOctets = 32;

export function keyOf(encodingAesKey: string): Buffer | null {
  if (!/^[A-Za-z0-9+/]{43}$/.test(encodingAesKey)) return null;
  return Buffer.from(`${encodingAesKey}=`, 'base64');
}

/** The message with the AppID that it was sealed for; null for what this key did not seal. */
export function openMessage(
  key: Buffer,
  sealed: string,
): { readonly message: string; readonly appId: string } | null {
  const octets = Buffer.from(sealed, 'base64');
  if (octets.length === 0 || octets.length % 16 !== 0) return null;
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16));
  decipher.setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(octets), decipher.final()]);
  const padding = padded.at(-1) ?? 0;
  if (padding < 1 || padding > blockOctets || padding > padded.length) return null;
  const plain = padded.subarray(0, padded.length - padding);
  if (plain.length < 20) return null;
  const end = 20 + plain.readUInt32BE(16);
  if (end > plain.length) return null;
  return {
    message: plain.subarray(20, end).toString('utf8'),
    appId: plain.subarray(end).toString('utf8'),
  };
}

/** @param random 16 octets */
export function sealMessage(
  key: Buffer,
  message: string,
  appId: string,
  random: Uint8Array,
): string {
  const body = Buffer.from(message, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const plain = Buffer.concat([random, length, body, Buffer.from(appId, 'utf8')]);
  const padding = blockOctets - (plain.length % blockOctets);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16));
  cipher.setAutoPadding(false);
  const padded = Buffer.concat([plain, Buffer.alloc(padding, padding)]);
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
}
