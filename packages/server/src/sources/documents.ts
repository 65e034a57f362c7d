import { createHash } from 'node:crypto';

import type { DocumentFile, Documents } from '../app/ports/document-reader.ts';
import { detectFormat, endingOf, type DocumentFormat } from './detect-format.ts';
import { documentChunks, documentHead } from './document-bytes.ts';
import { FETCH_OPTIONS } from './fetch-document.ts';
import { findDocuments } from './find-documents.ts';
import { READING_LIMITS, SMALL_LIMITS } from './limits.ts';
import { readApart } from './read-apart.ts';
import { readTask, type Found, type ReadingTask } from './read-task.ts';
import { HEAD_BYTES } from './read-blocks.ts';
import { rejectFile } from './rejected.ts';
import { tableRows } from './table-rows.ts';

/** Larger documents are read in a thread of their own. */
const APART_BYTES = 1024 * 1024;
/** Formats whose readers hold no more than a piece of the document. */
const STREAMED = new Set<DocumentFormat>(['csv', 'html', 'text', 'markdown', 'jsonl']);
/** Formats whose readers are given a thread whatever the size: a small file can become large. */
const UNPREDICTABLE = new Set<DocumentFormat>(['pdf', 'xlsx', 'docx']);
/** Bytes below which such a file cannot become dangerous within the limits of its reader. */
const TINY_BYTES = 64 * 1024;

/** What an administrator settles about reading. */
export interface DocumentOptions {
  /** Hosts inside the own network that may be fetched from. */
  readonly allowedHosts: readonly string[];
  /** Program that converts old office documents: a name on the PATH or a full path. */
  readonly officeProgram: string;
}

/** The documents of files, folders and addresses. */
export function documents(options: DocumentOptions): Documents {
  const { allowedHosts, officeProgram } = options;
  const reading = { limits: READING_LIMITS, officeProgram };
  const fetching = { ...FETCH_OPTIONS, allowedPrivateHosts: allowedHosts };
  return {
    find: (named) => findDocuments(named, fetching),
    listings: (file, find) => read({ wanted: 'listings', file, find, reading }),
    passages: (file) => read({ wanted: 'passages', file, reading }),
    rows: (file) => tableRows(file, { limits: SMALL_LIMITS, officeProgram }),
    parts: (file) => read({ wanted: 'parts', file, reading }),
    longRows: (file) => read({ wanted: 'rows', file, reading }),
    identify: async (file) => {
      const hash = createHash('sha256');
      for await (const chunk of documentChunks(file)) hash.update(chunk);
      return { format: formatName(await formatOf(file), file), sha256: hash.digest('hex') };
    },
  };
}

async function* read<T extends ReadingTask>(task: T): AsyncGenerator<Found<T>> {
  const { file } = task;
  let format: DocumentFormat;
  try {
    format = await formatOf(file);
  } catch {
    yield rejectFile('file_missing') as Found<T>;
    return;
  }
  const largest = UNPREDICTABLE.has(format) ? TINY_BYTES : APART_BYTES;
  if (file.sizeBytes <= largest) yield* readTask(task);
  else yield* readApart(task, STREAMED.has(format));
}

async function formatOf(file: DocumentFile): Promise<DocumentFormat> {
  const head = await documentHead(file, HEAD_BYTES);
  return detectFormat(head, file.name, file.declared?.mediaType);
}

function formatName(format: DocumentFormat, file: DocumentFile): string {
  if (format === 'office') return endingOf(file.name) || 'office';
  return format === 'jsonl' || format === 'js' ? 'json' : format;
}
