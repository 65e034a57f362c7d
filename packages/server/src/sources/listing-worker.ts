import { parentPort, workerData } from 'node:worker_threads';

import type { FoundInDocument } from '../app/ports/document-reader.ts';
import { listingsIn } from '../app/sources/listings-in.ts';
import type { ReadingMessage, ReadingTask } from './listings-apart.ts';
import { readBlocks } from './read-blocks.ts';

/** Findings that are handed over at once. */
const PORTION = 200;

const task = workerData as ReadingTask;
const port = parentPort;
if (!port) throw new Error('listing-worker.ts runs as a thread of listings-apart.ts only');

/** Portions handed over and not yet used; one may wait while the next is read. */
let ahead = 0;
let goOn: () => void = () => undefined;
port.on('message', () => {
  ahead -= 1;
  goOn();
});

async function handOver(found: FoundInDocument[]): Promise<void> {
  if (ahead > 1) {
    await new Promise<void>((resolve) => {
      goOn = resolve;
    });
  }
  ahead += 1;
  port?.postMessage({ kind: 'portion', found } satisfies ReadingMessage);
}

let portion: FoundInDocument[] = [];
for await (const found of listingsIn(readBlocks(task.file, task.reading), task.find)) {
  portion.push(found);
  if (portion.length >= PORTION) {
    await handOver(portion);
    portion = [];
  }
}
if (portion.length > 0) await handOver(portion);
port.postMessage({ kind: 'done' } satisfies ReadingMessage);
port.close();
