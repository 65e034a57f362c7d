import type { Language, PlannedLine } from '@everyline/contract';
import writeXlsxFile, { type Row } from 'write-excel-file/node';

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

/** The plan as an Excel file; numbers of lines are text, what is not known is left empty. */
export async function capacityWorkbook(
  lines: readonly PlannedLine[],
  language: Language,
): Promise<Buffer> {
  const key = language === 'en' ? 'en' : 'zh';
  const text = (value: string | null) => (value === null ? null : { type: String, value });
  const count = (value: number | undefined | null) =>
    value === undefined || value === null ? null : { type: Number, value };
  const share = (value: number | null) =>
    value === null ? null : { type: Number, value, format: '0%' };
  const rows: Row[] = [
    columns.map((column) => ({ value: column[key], fontWeight: 'bold' as const })),
    ...lines.map((line) => [
      text(line.display),
      text(line.department?.name ?? line.owner),
      count(line.probes),
      count(line.busy),
      share(line.busy / line.probes),
      count(line.lines),
      count(line.needed?.lines.middle),
      count(line.needed?.lines.low),
      count(line.needed?.lines.high),
      count(line.needed?.people.middle),
      share(line.busyThen),
    ]),
  ];
  const file = writeXlsxFile(rows, {
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
  });
  return file.toBuffer();
}
