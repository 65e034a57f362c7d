import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';

import type { Attachments } from '../app/ports/attachments.ts';
import type { Recordings } from '../app/ports/recordings.ts';
import { derivedKey, openBytes, sealBytes } from './key.ts';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** The longest recording that is opened again: ten hours of G.711; more was not written by us. */
const maxRecordingBytes = 10 * 3600 * 8000;
/** Attached files are taken up to 10 MB. */
const maxAttachmentBytes = 10 * 1024 ** 2;

/** Recordings as files `ab/<probe>.rec`, compressed by zstd, sealed by AES-256-GCM. */
export function sealedRecordings(folder: string, key: Uint8Array): Recordings {
  const own = derivedKey(key, 'everyline recordings');
  return sealedFiles({ folder, key: own, suffix: 'rec', maxBytes: maxRecordingBytes });
}

/** Attached files as `ab/<attachment>.file`, under a key of their own. */
export function sealedAttachments(folder: string, key: Uint8Array): Attachments {
  const own = derivedKey(key, 'everyline attachments');
  return sealedFiles({ folder, key: own, suffix: 'file', maxBytes: maxAttachmentBytes });
}

function sealedFiles(kept: {
  readonly folder: string;
  readonly key: Uint8Array;
  readonly suffix: string;
  /** What is opened again is no larger. */
  readonly maxBytes: number;
}): Recordings {
  const fileOf = (id: string) => {
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error('a sealed file is named by an identity');
    return join(kept.folder, id.slice(-2), `${id}.${kept.suffix}`);
  };
  return {
    write: async (id, bytes) => {
      const file = fileOf(id);
      const sealed = sealBytes(kept.key, id, new Uint8Array(await compress(bytes)));
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      await writeFile(`${file}.new`, sealed, { mode: 0o600 });
      await rename(`${file}.new`, file);
      return { sealedBytes: sealed.length };
    },
    read: async (id) => {
      let sealed: Uint8Array;
      try {
        sealed = new Uint8Array(await readFile(fileOf(id)));
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw cause;
      }
      const plain = await decompress(openBytes(kept.key, id, sealed), {
        maxOutputLength: kept.maxBytes,
      });
      return new Uint8Array(plain);
    },
    remove: async (id) => {
      const file = fileOf(id);
      await rm(file, { force: true });
      // What a killed process was writing.
      await rm(`${file}.new`, { force: true });
    },
  };
}
