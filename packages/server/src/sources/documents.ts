import { createHash } from 'node:crypto';

import type { DocumentFile, Documents } from '../app/ports/document-reader.ts';
import { detectFormat, endingOf } from './detect-format.ts';
import { documentChunks, documentHead } from './document-bytes.ts';
import { FETCH_OPTIONS, type FetchOptions } from './fetch-document.ts';
import { findDocuments } from './find-documents.ts';
import { HEAD_BYTES, readBlocks, READING_OPTIONS, type ReadingOptions } from './read-blocks.ts';

/** The documents of files, folders and addresses. */
export function documents(
  options: { readonly reading?: ReadingOptions; readonly fetching?: FetchOptions } = {},
): Documents {
  const { reading = READING_OPTIONS, fetching = FETCH_OPTIONS } = options;
  return {
    find: (named) => findDocuments(named, fetching),
    read: (file) => readBlocks(file, reading),
    identify: async (file) => {
      const hash = createHash('sha256');
      for await (const chunk of documentChunks(file)) hash.update(chunk);
      return { format: await formatName(file), sha256: hash.digest('hex') };
    },
  };
}

async function formatName(file: DocumentFile): Promise<string> {
  const head = await documentHead(file, HEAD_BYTES);
  const format = detectFormat(head, file.name, file.declared?.mediaType);
  if (format === 'office') return endingOf(file.name) || 'office';
  return format === 'jsonl' || format === 'js' ? 'json' : format;
}
