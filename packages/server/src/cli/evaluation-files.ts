import type { BadLine } from '@everyline/knowledge';

import { AppFault } from '../app/faults.ts';
import { badLineFault } from './bad-line.ts';
import type { EvaluateIo } from './evaluate-io.ts';

/** The text of a file of a set; throws `wrong_usage` where there is none. */
export async function textOf(path: string, io: EvaluateIo): Promise<string> {
  const text = await io.readText(path);
  if (text === null) throw wrong('没有这个文件', 'there is no such file', path);
  return text;
}

/** What was read of a file; throws `wrong_usage` with the line that could not be read. */
export function whole<Read>(path: string, read: Read | BadLine): Read {
  if (typeof read === 'object' && read !== null && 'fault' in read) {
    throw badLineFault(read, path, 'evaluate');
  }
  return read;
}

/** What is wrong with how `everyline evaluate` was called, or with what it was given. */
export function wrong(zh: string, en: string, place: string | null = null): AppFault {
  return new AppFault('wrong_usage', { detail: { zh, en }, command: 'evaluate' }, place);
}
