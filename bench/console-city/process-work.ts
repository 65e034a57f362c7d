import { readdir, readFile } from 'node:fs/promises';

/** Time that processors worked for some processes with all their threads, ms (Linux); what others do beside counts nothing. */
export async function workMs(pids: readonly number[]): Promise<number> {
  const times = await Promise.all(
    pids.map(async (pid) => {
      try {
        const threads = await readdir(`/proc/${String(pid)}/task`);
        const texts = await Promise.all(
          threads.map((one) => readFile(`/proc/${String(pid)}/task/${one}/schedstat`, 'utf8')),
        );
        return texts.reduce((sum, text) => sum + Number(text.split(' ')[0]) / 1e6, 0);
      } catch {
        return 0; // It ended meanwhile.
      }
    }),
  );
  return times.reduce((sum, one) => sum + one, 0);
}

/** The processes that a process has started. */
export async function childrenOf(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${String(pid)}/task/${String(pid)}/children`, 'utf8');
  return text.trim().split(' ').filter(Boolean).map(Number);
}
