import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

import { AppFault } from '../app/faults.ts';

/** The text of a file of a set of questions, unpacked if it ends in `.gz`; null if there is none. */
export async function readSetFile(path: string): Promise<string | null> {
  try {
    const bytes = await readFile(path);
    const text = path.endsWith('.gz') ? await promisify(gunzip)(bytes) : bytes;
    return new TextDecoder('utf-8', { fatal: true }).decode(text);
  } catch (cause) {
    return absentOr(cause, path);
  }
}

/** The names in a folder, in order; null if there is no such folder. */
export async function namesInFolder(path: string): Promise<string[] | null> {
  try {
    return (await readdir(path)).toSorted();
  } catch (cause) {
    return absentOr(cause, path);
  }
}

function absentOr(cause: unknown, path: string): null {
  if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
  const said = cause instanceof Error ? cause.message : String(cause);
  const detail = {
    zh: `无法读取（应为 UTF-8 文本）：${said}`,
    en: `cannot be read as UTF-8 text: ${said}`,
  };
  throw new AppFault('wrong_usage', { detail, command: 'evaluate' }, path);
}
