import pg from 'pg';

import { ownerLock } from '../store/repositories/dial-repository.ts';
import { machineClock } from './clock.ts';

const againMs = 1_000;

/**
 * Makes this process the owner of the calls that it places: an advisory lock of a connection that
 * lives as long as the process, so that calls of a killed one are known to be orphaned. A connection
 * that is lost with the database is made anew.
 */
export async function ownCalls(
  connection: pg.ClientConfig,
  ownerId: string,
): Promise<{ release(): Promise<void> }> {
  let client: pg.Client | null = null;
  let released = false;

  const take = async (): Promise<void> => {
    const next = new pg.Client({
      ...connection,
      application_name: 'everyline:calls',
      keepAlive: true,
    });
    next.on('error', () => undefined);
    try {
      await next.connect();
      const { text, values } = ownerLock(ownerId);
      await next.query(text, [...values]);
    } catch (cause) {
      await next.end().catch(() => undefined);
      throw cause;
    }
    client = next;
    next.once('end', () => void retake());
  };
  const retake = async (): Promise<void> => {
    while (!released) {
      await machineClock.wait(againMs);
      try {
        if (!released) await take();
        return;
      } catch {
        // The database is still away.
      }
    }
  };
  await take();
  return {
    release: async () => {
      released = true;
      await client?.end();
    },
  };
}
