import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { defaultCity } from '../packages/server/src/app/settings/default-city.ts';
import { setupNeeded } from '../packages/server/src/app/session/set-up.ts';
import { openCity, type City } from '../packages/server/src/bindings/open-city.ts';
import { serveCity, type ServeOptions } from '../packages/server/src/bindings/serve.ts';
import { readConfig, type Config } from '../packages/server/src/config/config.ts';

/** Who signs in to the console of these tests. */
export const administrator = { name: 'admin', password: 'correct horse battery' };

export async function addAdministrator({ context }: City): Promise<void> {
  await context.accounts.create({
    ...administrator,
    displayName: '管理员',
    role: 'city_admin',
    departmentId: null,
    language: 'zh-CN',
  });
}

/** A city with a name and an administrator, and nothing else, in a temporary folder. */
export interface EmptyCity {
  readonly city: City;
  readonly config: Config;
  close(): Promise<void>;
}

export async function openEmptyCity(purpose: string): Promise<EmptyCity> {
  const folder = await mkdtemp(join(tmpdir(), `everyline-${purpose}-`));
  const root = resolve(import.meta.dirname, '..');
  const config = readConfig(
    { EVERYLINE_LOG: 'silent' },
    { root, cwd: root, data: join(folder, 'data'), port: '0' },
  );
  const city = await openCity(config, `${purpose}-test`, { language: 'zh-CN' });
  await city.context.store.settings.saveCity(
    defaultCity({ name: '蓉江市', areaCode: '028', language: 'zh-CN' }),
  );
  await addAdministrator(city);
  return {
    city,
    config,
    close: async () => {
      await city.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export interface ServedCity {
  /** What it prints for people to open. */
  readonly address: string;
  /** The code for the set-up, where the city is not set up yet. */
  readonly setupCode: string | null;
  /** Ends the server; the city stays open. */
  end(): Promise<void>;
}

/** Serves a city as the program does; resolves once it has printed its address. */
export async function serve(
  city: City,
  config: Config,
  roles: ServeOptions['roles'],
): Promise<ServedCity> {
  const stop = new AbortController();
  const needsSetup = await setupNeeded(city.context);
  let address: string | undefined;
  return new Promise((resolved, rejected) => {
    const ended = serveCity(
      city,
      { config, roles, stop: stop.signal },
      {
        language: 'en',
        out: (line) => {
          address ??= /http:\/\/\S+/.exec(line)?.[0];
          const setupCode = /set-up code is (\S+)/.exec(line)?.[1] ?? null;
          if (address === undefined || (needsSetup && setupCode === null)) return;
          resolved({
            address,
            setupCode,
            end: async () => {
              stop.abort();
              await ended;
            },
          });
        },
        err: (line) => {
          if (line.includes('could not be built')) rejected(new Error(line));
        },
      },
    );
    ended.catch(rejected);
  });
}
