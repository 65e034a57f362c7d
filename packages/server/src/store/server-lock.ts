import pg from 'pg';

/** What a server can do; one server can have all roles. */
export type ServerRole = 'web' | 'voice' | 'worker';

const lockClass = { web: 716_001, voice: 716_002, worker: 716_003 } as const;

/**
 * Takes the roles of a data directory for this process: an advisory lock of a connection that lives
 * as long as the process, so that a killed server holds nothing. Null when another server has one.
 */
export async function takeRoles(
  connection: pg.ClientConfig,
  dataId: string,
  roles: readonly ServerRole[],
  lost: () => void,
): Promise<{ release: () => Promise<void> } | null> {
  const client = new pg.Client({
    ...connection,
    application_name: 'everyline:lock',
    keepAlive: true,
  });
  let released = false;
  client.on('error', () => undefined);
  client.on('end', () => {
    if (!released) lost();
  });
  await client.connect();
  for (const role of roles) {
    const result = await client.query<{ taken: boolean }>(
      'select pg_try_advisory_lock($1, hashtext($2)) as taken',
      [lockClass[role], dataId],
    );
    if (result.rows[0]?.taken !== true) {
      released = true;
      await client.end();
      return null;
    }
  }
  return {
    release: async () => {
      released = true;
      await client.end();
    },
  };
}
