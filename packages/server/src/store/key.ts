import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';

import { AppFault } from '../app/faults.ts';
import type { Secrets } from '../app/ports/secrets.ts';

/** Length of the nonce and the tag of AES-256-GCM (NIST SP 800-38D). */
const nonceBytes = 12;
const tagBytes = 16;

/** The key of a data directory: 32 bytes, given as hexadecimal or kept in a file only its owner reads. */
export async function readKey(file: string, given: string | undefined): Promise<Uint8Array> {
  if (given !== undefined) return parseKey(given, 'EVERYLINE_KEY');
  try {
    return parseKey(await readFile(file, 'utf8'), file);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
  }
  await makeKey(file);
  return parseKey(await readFile(file, 'utf8'), file);
}

/** Makes the file whole or not at all: of two processes that begin at once one must not read the other's half. */
async function makeKey(file: string): Promise<void> {
  const written = `${file}.${randomUUID()}`;
  await writeFile(written, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    await link(written, file);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  } finally {
    await rm(written, { force: true });
  }
}

function parseKey(text: string, file: string): Uint8Array {
  const hex = text.trim();
  if (!/^[0-9a-fA-F]{64}$/.test(hex)) {
    throw new AppFault('key_unreadable', { file, detail: 'not 64 hexadecimal digits' });
  }
  return new Uint8Array(Buffer.from(hex, 'hex'));
}

/** A key for one purpose, so that no two purposes share one (HKDF, RFC 5869). */
export function derivedKey(key: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, new Uint8Array(0), purpose, 32));
}

/** nonce ‖ ciphertext ‖ tag; `name` is authenticated, so that sealed things cannot be exchanged. */
export function sealBytes(key: Uint8Array, name: string, plain: Uint8Array): Uint8Array {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name));
  return new Uint8Array(
    Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]),
  );
}

/** Opens what `sealBytes` made; throws when key, name or bytes are not the same. */
export function openBytes(key: Uint8Array, name: string, sealed: Uint8Array): Uint8Array {
  const end = sealed.length - tagBytes;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes))
    .setAAD(Buffer.from(name))
    .setAuthTag(sealed.subarray(end));
  return new Uint8Array(
    Buffer.concat([decipher.update(sealed.subarray(nonceBytes, end)), decipher.final()]),
  );
}

export function sealedSecrets(key: Uint8Array): Secrets {
  const own = derivedKey(key, 'everyline secrets');
  return {
    seal: (plain) =>
      Buffer.from(sealBytes(own, 'secret', new TextEncoder().encode(plain))).toString('base64'),
    open: (sealed) =>
      new TextDecoder().decode(
        openBytes(own, 'secret', new Uint8Array(Buffer.from(sealed, 'base64'))),
      ),
  };
}
