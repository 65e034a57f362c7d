import { parentPort, workerData } from 'node:worker_threads';

import { sheetBytes, type Cell, type ListSheet } from './list-sheet.ts';
import type { ToSheetThread } from './write-list.ts';

/** Gathers the rows of a list and answers with the file. */
const rows: (readonly Cell[])[] = [];
parentPort?.on('message', (told: ToSheetThread) => {
  if (told !== 'end') {
    for (const row of told.rows) rows.push(row);
    return;
  }
  void sheetBytes(workerData as ListSheet, rows).then((bytes) => parentPort?.postMessage(bytes));
});
