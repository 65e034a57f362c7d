import { join } from 'node:path';

import type { Role } from '@everyline/contract';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';

import type { Clock } from '../../server/src/app/ports/clock.ts';
import { buildServer } from '../../server/src/http/server.ts';
import { openTestCity, type TestCity } from './test-city.ts';

/** The password of every account that tests make. */
export const testPassword = 'correct horse battery';

export interface TestServer extends TestCity {
  readonly server: FastifyInstance;
  /** Makes an account and signs it in; returns its cookie. */
  signedIn(name: string, role: Role, departmentId?: string | null): Promise<string>;
}

/** A server over a city of its own, asked without a socket; `setUp` false leaves the first run to the test. */
export async function openTestServer(
  options: {
    readonly setupCode?: string;
    readonly setUp?: boolean;
    readonly clock?: Clock;
  } = {},
): Promise<TestServer> {
  const opened = await openTestCity(options.clock === undefined ? {} : { clock: options.clock });
  const { context } = opened.city;
  if (options.setUp !== false) {
    await context.store.settings.saveCity({
      cityName: '蓉江市',
      areaCode: '028',
      country: 'CN',
      timeZone: 'Asia/Shanghai',
      language: 'zh-CN',
      announcement: '您好，这是自动拨测，打扰了。',
      recordingDays: 180,
      observationDays: 1095,
      sample: false,
    });
  }
  const server = await buildServer({
    system: context,
    health: { version: 'test', roles: ['web'], startedAtMs: 0 },
    setupCode: options.setupCode ?? null,
    publicUrl: undefined,
    behindProxy: false,
    consoleFolder: join(opened.config.data, 'no-pages'),
    uploadFolder: join(opened.config.data, 'uploads'),
    logger: pino({ level: process.env['EVERYLINE_LOG'] ?? 'silent' }),
  });
  await server.ready();
  return {
    ...opened,
    server,
    signedIn: async (name, role, departmentId = null) => {
      await context.accounts.create({
        name,
        displayName: name,
        password: testPassword,
        role,
        departmentId,
        language: 'zh-CN',
      });
      const result = await context.accounts.signIn({ name, password: testPassword }, new Headers());
      if (result.kind !== 'signed_in') throw new Error(`${name} could not sign in`);
      return result.setCookies.map((cookie) => cookie.split(';')[0]).join('; ');
    },
    close: async () => {
      await server.close();
      await opened.close();
    },
  };
}
