import pg from 'pg';

import { ownerLock } from '../store/repositories/dial-repository.ts';

/**
 * Makes this process the owner of the calls that it places: an advisory lock of a connection that
 * lives as long as the process, so that calls of a killed one are known to be orphaned.
 */
export async function ownCalls(
  connection: pg.ClientConfig,
  ownerId: string,
): Promise<{ release(): Promise<void> }> {
  const client = new pg.Client({
    ...connection,
    application_name: 'everyline:calls',
    keepAlive: true,
  });
  // Lost with the database: then nothing can be dialled either.
  client.on('error', () => undefined);
  await client.connect();
  const { text, values } = ownerLock(ownerId);
  await client.query(text, [...values]);
  return { release: () => client.end() };
}
