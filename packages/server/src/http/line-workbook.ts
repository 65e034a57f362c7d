import type { Language, Line } from '@everyline/contract';
import { verdictWord } from '@everyline/domain';

import { figureCell, textCell, type Cell } from './list-sheet.ts';
import { writeList } from './write-list.ts';

const headings = {
  'zh-CN': [
    '号码',
    '分机',
    '单位',
    '责任人',
    '责任人电话',
    '责任人邮箱',
    '服务事项',
    '用途',
    '公布时间',
    '分级',
    '定性',
    '接通率',
    '有效拨测',
    '许可',
  ],
  en: [
    'Number',
    'Ext.',
    'Department',
    'Keeper',
    'Keeper’s telephone',
    'Keeper’s e-mail',
    'Services',
    'Purpose',
    'Published hours',
    'Tier',
    'Verdict',
    'Reach rate',
    'Attempts',
    'Clearance',
  ],
} as const;

const widths = [20, 8, 28, 14, 18, 24, 36, 12, 28, 6, 12, 10, 10, 14];

/** A list of lines as an Excel file. */
export async function lineWorkbook(
  lines: AsyncIterable<Line>,
  language: Language,
): Promise<Buffer> {
  return writeList({ heading: headings[language], widths }, rowsOf(lines, language));
}

async function* rowsOf(lines: AsyncIterable<Line>, language: Language): AsyncGenerator<Cell[]> {
  for await (const line of lines) {
    yield [
      textCell(line.display),
      textCell(line.extension),
      textCell(line.department?.name ?? line.owner),
      textCell(line.keeper?.name ?? null),
      textCell(line.keeper?.telephone ?? null),
      textCell(line.keeper?.email ?? null),
      textCell(line.serviceItems.join('；')),
      textCell(line.purpose),
      textCell(line.publishedHours),
      textCell(line.tier),
      textCell(verdictWord(line.verdict.verdict, language)),
      figureCell(line.verdict.reachRate, '0%'),
      figureCell(line.verdict.attempts),
      textCell(line.clearance),
    ];
  }
}
