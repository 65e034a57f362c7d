import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';

import type { Clock } from '../../app/ports/clock.ts';

/**
 * Lets one process at a time start or stop the database of a data directory. The file holds the id
 * of its process and its time of birth, so that a lock left behind by a killed one is seen as such.
 */
export async function withStartLock<T>(
  file: string,
  by: { readonly pid: number; readonly clock: Clock },
  work: () => Promise<T>,
): Promise<T> {
  const mine = `${by.pid} ${await birthOf(by.pid)}`;
  const giveUpMs = by.clock.nowMs() + 90_000;
  for (;;) {
    try {
      await placeWhole(file, mine, by.pid);
      break;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    }
    const held = await readFile(file, 'utf8').catch(() => '');
    if (held !== '' && !(await lives(held))) {
      const aside = `${file}.${by.pid}`;
      await rename(file, aside).catch(() => undefined);
      const taken = await readFile(aside, 'utf8').catch(() => '');
      if (taken !== '' && taken !== held) await rename(aside, file);
      else await rm(aside, { force: true });
      continue;
    }
    if (by.clock.nowMs() > giveUpMs)
      throw new Error(`${file} has been held for too long by process ${held}`);
    await by.clock.wait(50);
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

/** Makes the file with all it holds in one step, or fails with EEXIST: a kill never leaves an empty one. */
async function placeWhole(file: string, text: string, pid: number): Promise<void> {
  const beside = `${file}.${pid}.new`;
  await writeFile(beside, text, { mode: 0o600 });
  try {
    await link(beside, file);
  } finally {
    await rm(beside, { force: true });
  }
}

async function lives(held: string): Promise<boolean> {
  const [pid, birth] = held.split(' ');
  if (!pid || !isRunning(Number(pid))) return false;
  return birth === (await birthOf(Number(pid)));
}

/** True while a process with that id exists, whoever owns it. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process was started, in the kernel's ticks (proc(5), field 22); `?` where there is no /proc. */
async function birthOf(pid: number): Promise<string> {
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    // A killed process that its parent has not buried yet is no process any more.
    return fields[0] === 'Z' ? 'dead' : (fields[19] ?? '?');
  } catch {
    return '?';
  }
}
