import type { Health } from '@everyline/contract';

import type { AppContext } from '../context.ts';

/** Whether the server and its database are up; never throws. */
export async function readHealth(
  context: Pick<AppContext, 'store' | 'clock'>,
  server: {
    readonly version: string;
    readonly roles: Health['roles'];
    readonly startedAtMs: number;
  },
): Promise<Health> {
  const up = await context.store.ping().then(
    () => true,
    () => false,
  );
  return {
    ok: up,
    version: server.version,
    database: up ? 'up' : 'down',
    roles: server.roles,
    upMs: context.clock.nowMs() - server.startedAtMs,
  };
}
