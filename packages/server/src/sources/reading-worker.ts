import { parentPort, workerData } from 'node:worker_threads';

import type { ReadingMessage } from './read-apart.ts';
import { readTask, type Found, type ReadingTask } from './read-task.ts';

/** Findings that are handed over at once. */
const PORTION = 200;

const task = workerData as ReadingTask;
const port = parentPort;
if (!port) throw new Error('reading-worker.ts runs as a thread of read-apart.ts only');

/** Portions handed over and not yet used; one may wait while the next is read. */
let ahead = 0;
let goOn: () => void = () => undefined;
port.on('message', () => {
  ahead -= 1;
  goOn();
});

async function handOver(found: Found<ReadingTask>[]): Promise<void> {
  if (ahead > 1) {
    await new Promise<void>((resolve) => {
      goOn = resolve;
    });
  }
  ahead += 1;
  port?.postMessage({ kind: 'portion', found } satisfies ReadingMessage);
}

let portion: Found<ReadingTask>[] = [];
for await (const found of readTask(task)) {
  portion.push(found);
  if (portion.length >= PORTION) {
    await handOver(portion);
    portion = [];
  }
}
if (portion.length > 0) await handOver(portion);
port.postMessage({ kind: 'done' } satisfies ReadingMessage);
port.close();
