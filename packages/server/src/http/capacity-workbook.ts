import type { Language, PlannedLine } from '@everyline/contract';

import { figureCell, textCell } from './list-sheet.ts';
import { writeList } from './write-list.ts';

const columns = [
  { zh: '号码', en: 'Number', width: 20 },
  { zh: '单位', en: 'Department', width: 28 },
  { zh: '拨测', en: 'Test calls', width: 10 },
  { zh: '占线', en: 'Busy', width: 8 },
  { zh: '占线率', en: 'Busy share', width: 10 },
  { zh: '现有线路', en: 'Lines there are', width: 12 },
  { zh: '需要线路', en: 'Lines needed', width: 12 },
  { zh: '至少', en: 'at least', width: 10 },
  { zh: '至多', en: 'at most', width: 10 },
  { zh: '最忙时需要人数', en: 'People in the busiest hour', width: 16 },
  { zh: '增加后的占线率', en: 'Busy share then', width: 14 },
] as const;

/** The plan as an Excel file; what is not known is left empty. */
export async function capacityWorkbook(
  lines: readonly PlannedLine[],
  language: Language,
): Promise<Buffer> {
  const key = language === 'en' ? 'en' : 'zh';
  return writeList(
    { heading: columns.map((column) => column[key]), widths: columns.map(({ width }) => width) },
    lines.map((line) => [
      textCell(line.display),
      textCell(line.department?.name ?? line.owner),
      figureCell(line.probes),
      figureCell(line.busy),
      figureCell(line.busy / line.probes, '0%'),
      figureCell(line.lines),
      figureCell(line.needed?.lines.middle),
      figureCell(line.needed?.lines.low),
      figureCell(line.needed?.lines.high),
      figureCell(line.needed?.people.middle),
      figureCell(line.busyThen, '0%'),
    ]),
  );
}
