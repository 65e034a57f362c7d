import { execFile } from 'node:child_process';
import { chown, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whose processes PostgreSQL's programs become: PostgreSQL refuses to run as root. */
export interface RunAs {
  /** Gives a directory and all in it to that user. */
  own(directory: string): Promise<void>;
  /** The command that runs a program as that user. */
  command(program: string, args: readonly string[]): { program: string; args: string[] };
}

/** As whoever runs the server, who is not root. */
const asOneself: RunAs = {
  own: () => Promise.resolve(),
  command: (program, args) => ({ program, args: [...args] }),
};

/**
 * For root: the user `postgres` where there is one, else `nobody` (initdb needs a user with a name).
 * `setpriv` of util-linux, which every Debian has, changes the user and leaves it one right of root,
 * to pass directories that are closed to others, because a checkout under /root is such a directory.
 */
export async function runAsUnprivileged(uid: number | undefined): Promise<RunAs> {
  if (uid !== 0) return asOneself;
  const users = parseUsers(await readFile('/etc/passwd', 'utf8'));
  const user = users.get('postgres') ?? users.get('nobody');
  if (!user)
    throw new Error('neither the user postgres nor nobody exists, and PostgreSQL refuses root');
  const identity = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];
  const withRight = [...identity, '--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  const wrapped = (await works(withRight)) ? withRight : (await works(identity)) ? identity : null;
  if (!wrapped)
    throw new Error('the program setpriv (util-linux) is needed to start PostgreSQL as root');
  return {
    own: (directory) => chownAll(directory, user.uid, user.gid),
    command: (program, args) => ({ program: 'setpriv', args: [...wrapped, program, ...args] }),
  };
}

function parseUsers(passwd: string): Map<string, { uid: number; gid: number }> {
  const users = new Map<string, { uid: number; gid: number }>();
  for (const line of passwd.split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name && uid && gid) users.set(name, { uid: Number(uid), gid: Number(gid) });
  }
  return users;
}

async function works(options: readonly string[]): Promise<boolean> {
  try {
    await run('setpriv', [...options, 'true']);
    return true;
  } catch {
    return false;
  }
}

async function chownAll(path: string, uid: number, gid: number): Promise<void> {
  await chown(path, uid, gid);
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const inside = join(path, entry.name);
    if (entry.isDirectory()) await chownAll(inside, uid, gid);
    else await chown(inside, uid, gid);
  }
}
