import type { Language, Line } from '@everyline/contract';
import { verdictWord } from '@everyline/domain';
import writeXlsxFile, { type Row } from 'write-excel-file/node';

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

/** A list of lines as an Excel file; numbers are text, so that no leading zero is lost. */
export async function lineWorkbook(
  lines: AsyncIterable<Line>,
  language: Language,
): Promise<Buffer> {
  const rows: Row[] = [headings[language].map((value) => ({ value, fontWeight: 'bold' as const }))];
  for await (const line of lines) {
    const text = (value: string | null) => (value === null ? null : { type: String, value });
    rows.push([
      text(line.display),
      text(line.extension),
      text(line.department?.name ?? line.owner),
      text(line.keeper?.name ?? null),
      text(line.keeper?.telephone ?? null),
      text(line.keeper?.email ?? null),
      text(line.serviceItems.join('；')),
      text(line.purpose),
      text(line.publishedHours),
      text(line.tier),
      text(verdictWord(line.verdict.verdict, language)),
      line.verdict.reachRate === null
        ? null
        : { type: Number, value: line.verdict.reachRate, format: '0%' },
      { type: Number, value: line.verdict.attempts },
      text(line.clearance),
    ]);
  }
  const file = writeXlsxFile(rows, {
    columns: widths.map((width) => ({ width })),
    stickyRowsCount: 1,
  });
  return file.toBuffer();
}
