import { execFile, spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Several test processes may want packages at once; apt allows one at a time. */
const lock = '/tmp/everyline-apt.lock';

function commandPath(command: string): string | null {
  const found = spawnSync('sh', ['-c', 'command -v "$1"', 'sh', command], { encoding: 'utf8' });
  const path = found.stdout.trim();
  return found.status === 0 && path !== '' ? path : null;
}

/**
 * The path of a command, its Debian package installed first when we are root and apt-get is there; null when it
 * cannot be had, after a warning that names what is skipped.
 */
export async function requireDebianCommand(
  command: string,
  debianPackage: string,
): Promise<string | null> {
  return required(command, debianPackage, () => commandPath(command));
}

/** The same for a file that no command stands for, such as a module: its path may be a pattern of the shell. */
export async function requireDebianFile(
  pattern: string,
  debianPackage: string,
): Promise<string | null> {
  return required(pattern, debianPackage, () => globSync(pattern)[0] ?? null);
}

async function required(
  what: string,
  debianPackage: string,
  find: () => string | null,
): Promise<string | null> {
  const present = find();
  if (present !== null) return present;
  const mayInstall = process.getuid?.() === 0 && commandPath('apt-get') !== null;
  if (!mayInstall) {
    warn(what, debianPackage, 'only root may install it, by apt-get');
    return null;
  }
  try {
    await aptGet(['install', '-y', '--no-install-recommends', debianPackage]).catch(async () => {
      await aptGet(['update']);
      await aptGet(['install', '-y', '--no-install-recommends', debianPackage]);
    });
  } catch (error) {
    warn(
      what,
      debianPackage,
      error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error),
    );
    return null;
  }
  const installed = find();
  if (installed === null) warn(what, debianPackage, 'the package does not bring it');
  return installed;
}

async function aptGet(words: readonly string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('flock', ['-w', '300', lock, 'apt-get', '-q', ...words], {
    env,
    timeout: 280_000,
    maxBuffer: 16 * 1024 * 1024,
  });
}

function warn(command: string, debianPackage: string, why: string): void {
  // eslint-disable-next-line no-console -- a skipped test must be seen
  console.warn(`SKIPPED: tests that need ${command} (Debian package ${debianPackage}): ${why}`);
}
