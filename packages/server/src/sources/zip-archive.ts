import { crc32 } from 'node:zlib';

import { fromBuffer, open, type Entry, type ZipFile } from 'yauzl';
import type { DocumentFile } from '../app/ports/document-reader.ts';
import type { ReadingLimits } from './limits.ts';
import { faultDetail, ReadingFault } from './rejected.ts';

/** The zip around an office document, with a budget that no archive can exceed. */
export interface ZipArchive {
  readonly names: readonly string[];
  has(name: string): boolean;
  /** Inflated bytes of one entry, streamed; throws `part_missing`, `zip_bomb`, `zip_broken`. */
  chunks(name: string): AsyncGenerator<Uint8Array>;
  close(): void;
}

function opened(file: DocumentFile): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, zip: ZipFile): void =>
      error ? reject(error) : resolve(zip);
    const options = {
      lazyEntries: true,
      autoClose: false,
      validateEntrySizes: true,
      decodeStrings: true,
    };
    if ('path' in file.at) open(file.at.path, options, done);
    else {
      const { bytes } = file.at;
      fromBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), options, done);
    }
  });
}

function entriesOf(zip: ZipFile, limits: ReadingLimits): Promise<Map<string, Entry>> {
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>();
    zip.on('entry', (entry: Entry) => {
      if (entries.size >= limits.zipEntries) {
        reject(new ReadingFault('zip_bomb', { detail: `> ${limits.zipEntries} entries` }));
        return;
      }
      entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', reject);
    zip.readEntry();
  });
}

/** Opens the zip of a document; throws `zip_broken`, `zip_bomb` or `encrypted`. */
export async function openZip(file: DocumentFile, limits: ReadingLimits): Promise<ZipArchive> {
  let zip: ZipFile;
  try {
    zip = await opened(file);
  } catch (error) {
    throw new ReadingFault('zip_broken', { detail: faultDetail(error) });
  }
  let entries: Map<string, Entry>;
  try {
    entries = await entriesOf(zip, limits);
  } catch (error) {
    zip.close();
    if (error instanceof ReadingFault) throw error;
    throw new ReadingFault('zip_broken', { detail: faultDetail(error) });
  }
  let inflated = 0;
  const streamOf = (entry: Entry): Promise<AsyncIterable<Uint8Array>> =>
    new Promise((resolve, reject) =>
      zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream))),
    );
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    close: () => zip.close(),
    async *chunks(name) {
      const entry = entries.get(name);
      if (!entry) throw new ReadingFault('part_missing', { part: name });
      if (entry.isEncrypted()) throw new ReadingFault('encrypted');
      let size = 0;
      let checksum = 0;
      try {
        for await (const chunk of await streamOf(entry)) {
          size += chunk.length;
          inflated += chunk.length;
          checksum = crc32(chunk, checksum);
          const ratio = size / Math.max(entry.compressedSize, 1);
          if (
            inflated > limits.zipInflatedBytes ||
            (size > limits.zipRatioFromBytes && ratio > limits.zipRatio)
          ) {
            const megabytes = Math.round(size / 1024 / 1024);
            throw new ReadingFault('zip_bomb', {
              detail: `${name}: ${megabytes} MB, ${Math.round(ratio)}:1`,
            });
          }
          yield chunk;
        }
        if (checksum !== entry.crc32) throw new Error('checksum');
      } catch (error) {
        if (error instanceof ReadingFault) throw error;
        throw new ReadingFault('zip_broken', { detail: `${name}: ${faultDetail(error)}` });
      }
    },
  };
}
