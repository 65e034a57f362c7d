import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import type { Clock } from '../../server/src/app/ports/clock.ts';
import { openCity, type City } from '../../server/src/bindings/open-city.ts';
import { readConfig, type Config } from '../../server/src/config/config.ts';
import { beginFromTemplate } from './city-template.ts';

export interface TestCity {
  readonly city: City;
  readonly config: Config;
  close(): Promise<void>;
}

/**
 * A city of its own in a temporary folder, with tables and nothing else: on the embedded PostgreSQL,
 * or on the one of EVERYLINE_TEST_DATABASE_URL. Its time is the machine's unless a clock is given.
 */
export async function openTestCity(options: { readonly clock?: Clock } = {}): Promise<TestCity> {
  const folder = await mkdtemp(join(tmpdir(), 'everyline-test-'));
  const root = resolve(import.meta.dirname, '../../..');
  const url = process.env['EVERYLINE_TEST_DATABASE_URL'];
  const environment = { EVERYLINE_LOG: 'silent', ...(url && { EVERYLINE_DATABASE_URL: url }) };
  const data = join(folder, 'data');
  if (!url) await beginFromTemplate(data);
  const config = readConfig(environment, { root, cwd: root, data, port: '0' });
  const city = await openCity(config, 'test', options);
  return {
    city,
    config,
    close: async () => {
      await city.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
