import { monitorEventLoopDelay } from 'node:perf_hooks';
import { resolve } from 'node:path';

import { openCity } from '../packages/server/src/bindings/open-city.ts';
import { serveCity } from '../packages/server/src/bindings/serve.ts';
import { readConfig } from '../packages/server/src/config/config.ts';

/**
 * The server of the bench `console`, in a process of its own: what `everyline serve --role web` starts, with its event
 * loop watched. Told `loop`, it gives the longest delay since it was last asked.
 */
const root = resolve(import.meta.dirname, '..');
const config = readConfig(
  { EVERYLINE_LOG: 'silent' },
  { root, cwd: root, data: process.argv[2] ?? '', port: '0' },
);
const city = await openCity(config, 'serve', {
  maxConnections: 12,
  language: 'zh-CN',
  reckonsApart: true,
});
const loop = monitorEventLoopDelay({ resolution: 5 });
loop.enable();
const stop = new AbortController();
process.on('message', (asked) => {
  if (asked === 'loop') {
    process.send?.({ maxMs: loop.max / 1e6 });
    loop.reset();
  } else {
    stop.abort();
  }
});
await serveCity(
  city,
  { config, roles: ['web'], stop: stop.signal },
  {
    language: 'en',
    out: (line) => {
      const address = /http:\/\/\S+/.exec(line)?.[0];
      if (address !== undefined) process.send?.({ address });
    },
    err: () => undefined,
  },
);
await city.close();
process.disconnect();
