import { Worker } from 'node:worker_threads';

import { sheetBytes, type Cell, type ListSheet } from './list-sheet.ts';

/** So many rows are written in a moment; more of them would hold up whoever else is served. */
const portion = 500;
/** What the thread may take, MB: 10,000 lines take a third of it. */
const MEMORY_MB = 256;

/** What the thread is told: some rows more, or that there are no more. */
export type ToSheetThread = { readonly rows: readonly (readonly Cell[])[] } | 'end';

/** A list as an Excel file: a long one is handed, as it is read, to a thread that writes it. */
export async function writeList(
  sheet: ListSheet,
  rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>,
): Promise<Buffer> {
  let thread: SheetThread | null = null;
  let waiting: (readonly Cell[])[] = [];
  try {
    for await (const row of rows) {
      waiting.push(row);
      if (waiting.length < portion) continue;
      thread ??= new SheetThread(sheet);
      thread.tell({ rows: waiting });
      waiting = [];
    }
    if (thread === null) return await sheetBytes(sheet, waiting);
    thread.tell({ rows: waiting });
    thread.tell('end');
    return await thread.bytes;
  } finally {
    await thread?.end();
  }
}

class SheetThread {
  readonly bytes: Promise<Buffer>;
  readonly #thread: Worker;

  constructor(sheet: ListSheet) {
    const thread = new Worker(new URL('./list-sheet-thread.ts', import.meta.url), {
      workerData: sheet,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    this.#thread = thread;
    this.bytes = new Promise((resolve, reject) => {
      thread.once('message', (bytes: Uint8Array) => resolve(Buffer.from(bytes)));
      thread.once('error', reject);
      thread.once('exit', (code) =>
        reject(new Error(`the thread that writes a list ended (${code})`)),
      );
    });
    // It may fail while rows are still being read; whoever waits for the bytes is told then.
    this.bytes.catch(() => undefined);
  }

  tell(what: ToSheetThread): void {
    this.#thread.postMessage(what);
  }

  async end(): Promise<void> {
    await this.#thread.terminate();
  }
}
