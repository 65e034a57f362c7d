import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';

import type { Recordings } from '../app/ports/recordings.ts';
import { derivedKey, openBytes, sealBytes } from './key.ts';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** The longest recording that is opened again: ten hours of G.711; more was not written by us. */
const maxBytes = 10 * 3600 * 8000;

/** Recordings as files `ab/<probe>.rec`, compressed by zstd, sealed by AES-256-GCM. */
export function sealedRecordings(folder: string, key: Uint8Array): Recordings {
  const own = derivedKey(key, 'everyline recordings');
  const fileOf = (probeId: string) => {
    if (!/^[0-9a-f-]{36}$/.test(probeId)) throw new Error('a recording is named by its probe');
    return join(folder, probeId.slice(-2), `${probeId}.rec`);
  };
  return {
    write: async (probeId, audio) => {
      const file = fileOf(probeId);
      const sealed = sealBytes(own, probeId, new Uint8Array(await compress(audio)));
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      await writeFile(`${file}.new`, sealed, { mode: 0o600 });
      await rename(`${file}.new`, file);
      return { sealedBytes: sealed.length };
    },
    read: async (probeId) => {
      let sealed: Uint8Array;
      try {
        sealed = new Uint8Array(await readFile(fileOf(probeId)));
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw cause;
      }
      const plain = await decompress(openBytes(own, probeId, sealed), {
        maxOutputLength: maxBytes,
      });
      return new Uint8Array(plain);
    },
    remove: async (probeId) => {
      const file = fileOf(probeId);
      await rm(file, { force: true });
      // What a killed process was writing.
      await rm(`${file}.new`, { force: true });
    },
  };
}
