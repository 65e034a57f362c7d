import { readdir } from 'node:fs/promises';

import { requireDebianCommand } from './debian-package.ts';

/** The newest PostgreSQL that Debian's package brought, installed first where we may; null when there is none. */
export async function debianPostgres(): Promise<{
  initdb: string;
  pgCtl: string;
  major: number;
} | null> {
  if ((await requireDebianCommand('pg_lsclusters', 'postgresql')) === null) return null;
  const majors = (await readdir('/usr/lib/postgresql')).map(Number).filter((major) => major >= 15);
  const major = Math.max(...majors);
  if (!Number.isFinite(major)) return null;
  const program = (name: string) => `/usr/lib/postgresql/${major}/bin/${name}`;
  return { initdb: program('initdb'), pgCtl: program('pg_ctl'), major };
}
