import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';

import type { Localised } from '@everyline/contract';
import { parse } from 'csv-parse/sync';

import { numberColumn, type NumberList } from '../cli/number-list.ts';
import { detectEncoding } from '../sources/decode-text.ts';

/** A list for the command line is read whole; a larger one is a source to be imported. */
const largestListBytes = 20 * 1024 * 1024;

/** Reads the numbers of a csv for the command line; `wrong` says why it cannot be used. */
export async function readNumberList(
  file: string,
): Promise<NumberList | { readonly wrong: Localised }> {
  const wrong = (zh: string, en: string) => ({ wrong: { zh, en } });
  let bytes: Uint8Array;
  try {
    const { size } = await stat(file);
    if (size > largestListBytes) {
      return wrong(
        `${file} 超过 20 MB；请先用 everyline import 导入，再建立行动。`,
        `${file} is larger than 20 MB; import it with everyline import and make a campaign.`,
      );
    }
    bytes = await readFile(file);
  } catch {
    return wrong(
      `无法读取 ${file}，请检查路径和权限。`,
      `${file} cannot be read; check the path and the permissions.`,
    );
  }
  // No text in any encoding holds zeros, but for UTF-16 with its mark, which is none of a list's.
  if (bytes.includes(0)) {
    return wrong(
      `${file} 不是文本文件；名单应为 UTF-8 或 GB18030 编码的 csv。`,
      `${file} is no text; a list is a csv in UTF-8 or GB18030.`,
    );
  }
  let rows: string[][];
  try {
    rows = parse(new TextDecoder(detectEncoding(bytes) ?? 'utf-8').decode(bytes), {
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      bom: true,
    });
  } catch (fault) {
    const detail = fault instanceof Error ? fault.message : '';
    return wrong(`${file} 不是可读的 csv：${detail}`, `${file} is no readable csv: ${detail}`);
  }
  const numbers = numberColumn(rows);
  if (numbers.length === 0) {
    return wrong(
      `${file} 中没有号码；需要一列名为 number 或 号码 的数据。`,
      `${file} holds no numbers; it needs a column named number or 号码.`,
    );
  }
  return { numbers, sha256: createHash('sha256').update(bytes).digest('hex') };
}
