import { readFile } from 'node:fs/promises';

import { parse } from 'csv-parse/sync';

import { AppFault } from '../app/faults.ts';
import { detectEncoding } from '../sources/decode-text.ts';

/** The rows of a csv file, as written. Throws `wrong_usage` for what cannot be read. */
export async function readRows(file: string): Promise<string[][]> {
  try {
    const bytes = await readFile(file);
    const text = new TextDecoder(detectEncoding(bytes) ?? 'utf-8').decode(bytes);
    return parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true });
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    const detail = { zh: `无法读取该文件：${said}`, en: `the file cannot be read: ${said}` };
    throw new AppFault('wrong_usage', { detail, command: 'plan' }, file);
  }
}
