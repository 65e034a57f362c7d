import { resolve } from 'node:path';

import { importSource } from '../packages/server/src/app/sources/import-source.ts';
import { readSource } from '../packages/server/src/app/sources/read-source.ts';
import type { AppContext } from '../packages/server/src/app/context.ts';
import { openCity } from '../packages/server/src/bindings/open-city.ts';
import { readConfig } from '../packages/server/src/config/config.ts';

const [data = '', small = '', large = ''] = process.argv.slice(2);
const root = resolve(import.meta.dirname, '..');
const MB = 1024 * 1024;

async function importFile(context: AppContext, path: string) {
  for await (const document of context.documents.find(path)) {
    if ('kind' in document) throw new Error(document.reason.code);
    const read = await readSource(context, { file: document, areaCode: '028' });
    if (read.state === 'failed') throw new Error(read.failure?.en ?? 'reading failed');
    return importSource(context, read.id);
  }
  throw new Error('there was no document');
}

const city = await openCity(readConfig({}, { root, cwd: root, data }), 'bench');
try {
  await importFile(city.context, small);
  const idle = process.memoryUsage.rss();
  let peak = idle;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 50);
  const startedMs = performance.now();
  const source = await importFile(city.context, large);
  const seconds = (performance.now() - startedMs) / 1000;
  clearInterval(watch);
  console.log(
    JSON.stringify({
      listings: source.listings,
      newNumbers: source.newNumbers,
      seconds: Math.round(seconds),
      idleMb: Math.round(idle / MB),
      peakMb: Math.round(peak / MB),
      addedMb: Math.round((peak - idle) / MB),
    }),
  );
} finally {
  await city.close();
}
