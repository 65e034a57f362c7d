import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { requireDebianCommand } from '../debian-package.ts';

const run = promisify(execFile);

/** Debian's releases that have an Asterisk, the steadiest first; the present one has none. */
const suites = ['bullseye', 'sid'] as const;
/** A small Debian with an Asterisk takes a few minutes to download and unpack. */
const installMs = 900_000;

/**
 * A folder with a small Debian and its Asterisk, made once by debootstrap from the mirror that apt is set to, and kept
 * beside other temporary files; null, after a warning, where that cannot be done.
 */
export async function requireAsterisk(): Promise<string | null> {
  const present = installedAsterisk();
  if (present !== null) return present;
  const root = folderOfAsterisk;
  if (process.getuid?.() !== 0) return skipped('only root may make the folder');
  if (process.env['EVERYLINE_INSTALL'] === 'no') return skipped('nothing may be installed');
  const debootstrap = await requireDebianCommand('debootstrap', 'debootstrap');
  const mirror = debianMirror();
  if (debootstrap === null || mirror === null) return skipped('apt names no mirror of Debian');
  let why = '';
  for (const suite of suites) {
    const folder = `${root}.${process.pid}`;
    try {
      await mkdir(folder, { recursive: true });
      const words = ['--variant=minbase', '--include=asterisk', suite, folder, mirror];
      await run(debootstrap, words, { timeout: installMs, maxBuffer: 64 * 1024 * 1024 });
      await rm(join(folder, 'var/cache/apt/archives'), { recursive: true, force: true });
      await writeFile(join(folder, complete), suite);
      await rm(root, { recursive: true, force: true });
      await rename(folder, root);
      return root;
    } catch (error) {
      why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
      await rm(folder, { recursive: true, force: true });
    }
  }
  return skipped(why);
}

/** The folder, where it was made before; null where it was not. */
export function installedAsterisk(): string | null {
  return existsSync(join(folderOfAsterisk, complete)) ? folderOfAsterisk : null;
}

const folderOfAsterisk = join(tmpdir(), 'everyline-asterisk');
/** Stands in the folder when it is whole. */
const complete = '.everyline-complete';

/** Where apt gets Debian's own packages. */
function debianMirror(): string | null {
  const listed = spawnSync(
    'apt-get',
    ['indextargets', '--format', '$(LABEL)|$(REPO_URI)', 'Created-By: Packages'],
    { encoding: 'utf8' },
  );
  const line = listed.stdout?.split('\n').find((one) => one.startsWith('Debian|'));
  return line?.slice('Debian|'.length) ?? null;
}

function skipped(why: string): null {
  // eslint-disable-next-line no-console -- a skipped test must be seen
  console.warn(`SKIPPED: tests that need an Asterisk in a folder made by debootstrap: ${why}`);
  return null;
}
