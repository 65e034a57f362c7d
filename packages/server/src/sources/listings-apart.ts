import { Worker } from 'node:worker_threads';

import type { FindOptions } from '@everyline/numbers';

import type { DocumentFile, FoundInDocument } from '../app/ports/document-reader.ts';
import type { ReadingOptions } from './read-blocks.ts';
import { faultDetail, rejectFile } from './rejected.ts';

/** Memory of a reading thread, MB: streamed formats need little, the others hold parts of the document. */
const STREAMED_MB = 64;
const WHOLE_MB = 512;
/** V8 keeps three of these for young objects. */
const YOUNG_MB = 6;

/** What the thread is given. */
export interface ReadingTask {
  readonly file: DocumentFile;
  readonly find: FindOptions;
  readonly reading: ReadingOptions;
}

/** What the thread says; after each portion it waits for a word before it goes on. */
export type ReadingMessage =
  | { readonly kind: 'portion'; readonly found: readonly FoundInDocument[] }
  | { readonly kind: 'done' };

/**
 * Reads a document in a thread of its own with bounded memory: a large or hostile document neither
 * stalls the server nor brings it down, and its garbage goes with the thread.
 */
export async function* listingsApart(
  task: ReadingTask,
  streamed: boolean,
): AsyncGenerator<FoundInDocument> {
  const limitMb = streamed ? STREAMED_MB : WHOLE_MB;
  const worker = new Worker(new URL('./listing-worker.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: limitMb, maxYoungGenerationSizeMb: YOUNG_MB },
  });
  const inbox: ReadingMessage[] = [];
  let fault: FoundInDocument | null = null;
  let wake: () => void = () => undefined;
  worker.on('message', (message: ReadingMessage) => {
    inbox.push(message);
    wake();
  });
  worker.on('error', (error: Error & { code?: string }) => {
    fault =
      error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? rejectFile('memory_exceeded', { limit: limitMb })
        : rejectFile('reader_failed', { detail: faultDetail(error) });
    wake();
  });
  worker.on('exit', (code) => {
    fault ??= rejectFile('reader_failed', { detail: `exit ${code}` });
    wake();
  });
  try {
    for (;;) {
      const message = inbox.shift();
      if (message?.kind === 'done') return;
      if (message) {
        yield* message.found;
        worker.postMessage('on');
      } else if (fault) {
        yield fault;
        return;
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    await worker.terminate();
  }
}
