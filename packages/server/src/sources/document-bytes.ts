import { open, readFile } from 'node:fs/promises';
import type { DocumentFile } from '../app/ports/document-reader.ts';

const CHUNK_BYTES = 256 * 1024;

/**
 * The bytes of a document in chunks of at most 256 KB, from its beginning. A chunk is good until the next is asked
 * for: all are read into one buffer, because a large file's worth of them waits long for the collector.
 */
export async function* documentChunks(file: DocumentFile): AsyncGenerator<Uint8Array> {
  if ('path' in file.at) {
    const handle = await open(file.at.path, 'r');
    try {
      const chunk = new Uint8Array(CHUNK_BYTES);
      for (;;) {
        const { bytesRead } = await handle.read(chunk, 0, CHUNK_BYTES);
        if (bytesRead === 0) return;
        yield chunk.subarray(0, bytesRead);
      }
    } finally {
      await handle.close();
    }
  }
  const { bytes } = file.at;
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield bytes.subarray(at, at + CHUNK_BYTES);
}

/** The first bytes of a document, fewer when it is shorter. */
export async function documentHead(file: DocumentFile, length: number): Promise<Uint8Array> {
  if ('bytes' in file.at) return file.at.bytes.subarray(0, length);
  const handle = await open(file.at.path, 'r');
  try {
    const head = new Uint8Array(length);
    const { bytesRead } = await handle.read(head, 0, length, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** All bytes of a document; the caller has checked its size. */
export async function documentBytes(file: DocumentFile): Promise<Uint8Array> {
  return 'bytes' in file.at ? file.at.bytes : readFile(file.at.path);
}
