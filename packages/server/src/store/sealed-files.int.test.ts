import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { readKey, sealedSecrets } from './key.ts';
import { sealedRecordings } from './sealed-files.ts';

const probe = '01a20949-d004-7389-8069-05639967a8ef';
const other = '01a20949-d004-7389-8069-05639967a8ee';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everyline-key-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the key of a data directory', () => {
  it('is made once, for its owner’s eyes only, and a damaged one is refused by name', async () => {
    const file = join(folder, 'key');
    const asked = Array.from({ length: 20 }, () => readKey(file, undefined));
    const [first, ...others] = await Promise.all(asked);
    expect(first).toHaveLength(32);
    for (const key of others) expect(key).toEqual(first);
    expect(await readdir(folder)).toEqual(['key']);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await writeFile(file, 'short');
    await expect(readKey(file, undefined)).rejects.toMatchObject({ code: 'key_unreadable' });
  });
});

describe('recordings at rest', () => {
  it('come back as they were, are unreadable without the key, and cannot be exchanged', async () => {
    const key = new Uint8Array(32).fill(7);
    const recordings = sealedRecordings(folder, key);
    const audio = new Uint8Array(16_000).fill(0xd5);
    const { sealedBytes } = await recordings.write(probe, audio);
    expect(sealedBytes).toBeLessThan(1000);
    expect(await recordings.read(probe)).toEqual(audio);
    expect(await recordings.read(other)).toBeNull();
    const [shelf] = await readdir(folder);
    const file = join(folder, shelf!, `${probe}.rec`);
    await writeFile(join(folder, shelf!, `${other}.rec`), await readFile(file));
    const stranger = sealedRecordings(folder, new Uint8Array(32).fill(8));
    await expect(stranger.read(probe)).rejects.toThrow();
    await recordings.write(other, audio);
    await writeFile(join(folder, 'ee', `${other}.rec`), await readFile(file));
    await expect(recordings.read(other)).rejects.toThrow();
    await recordings.remove(probe);
    expect(await recordings.read(probe)).toBeNull();
  });
});

describe('secrets', () => {
  it('open to the same key only', () => {
    const secrets = sealedSecrets(new Uint8Array(32).fill(7));
    const sealed = secrets.seal('密码 password');
    expect(sealed).not.toContain('password');
    expect(secrets.open(sealed)).toBe('密码 password');
    expect(() => sealedSecrets(new Uint8Array(32)).open(sealed)).toThrow();
  });
});
