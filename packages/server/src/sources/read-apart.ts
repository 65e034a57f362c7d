import { Worker } from 'node:worker_threads';

import type { Rejected } from '../app/ports/document-reader.ts';
import type { Found, ReadingTask } from './read-task.ts';
import { faultDetail, rejectFile } from './rejected.ts';

/** Memory of a reading thread, MB: streamed formats need little, the others hold parts of the document. */
const STREAMED_MB = 64;
const WHOLE_MB = 512;
/** V8 keeps three of these for young objects. */
const YOUNG_MB = 6;

/** What the thread says; after each portion it waits for a word before it goes on. */
export type ReadingMessage<T extends ReadingTask = ReadingTask> =
  { readonly kind: 'portion'; readonly found: readonly Found<T>[] } | { readonly kind: 'done' };

/**
 * Reads a document in a thread of its own with bounded memory: a large or hostile document neither
 * stalls the server nor brings it down, and its garbage goes with the thread.
 */
export async function* readApart<T extends ReadingTask>(
  task: T,
  streamed: boolean,
): AsyncGenerator<Found<T>> {
  const limitMb = streamed ? STREAMED_MB : WHOLE_MB;
  const worker = new Worker(new URL('./reading-worker.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: limitMb, maxYoungGenerationSizeMb: YOUNG_MB },
  });
  const inbox: ReadingMessage<T>[] = [];
  let fault: Rejected | null = null;
  let wake: () => void = () => undefined;
  worker.on('message', (message: ReadingMessage<T>) => {
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
