import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import type { FastifyRequest } from 'fastify';

import { AppFault } from '../app/faults.ts';

/** The largest file that is taken over HTTP; larger ones are imported on the command line. */
export const maxUploadBytes = 2 * 1024 ** 3;
export const maxUploadFiles = 100;

export interface Upload {
  readonly name: string;
  readonly path: string;
  readonly sizeBytes: number;
}

export interface Uploads {
  /** The files of a request, one after the other; each is gone from disk when the next is asked for. */
  receive(request: FastifyRequest): AsyncGenerator<Upload>;
}

/** Streams uploads into a folder of the data directory, never into memory. */
export function uploadsTo(folder: string, newName: () => string): Uploads {
  return {
    receive: async function* (request) {
      if (!request.isMultipart()) throw new AppFault('unsupported_media');
      await mkdir(folder, { recursive: true, mode: 0o700 });
      let count = 0;
      for await (const part of request.files()) {
        const path = join(folder, newName());
        count += 1;
        try {
          await pipeline(part.file, createWriteStream(path, { mode: 0o600 }));
          if (part.file.truncated)
            throw new AppFault('too_large', { limit: '2 GB' }, part.filename);
          yield { name: basename(part.filename), path, sizeBytes: part.file.bytesRead };
        } finally {
          await rm(path, { force: true });
        }
      }
      if (count === 0) {
        const detail = { zh: '没有收到文件', en: 'no file was received' };
        throw new AppFault('invalid_input', { detail }, 'file');
      }
    },
  };
}
