import type { Department, Language } from '@everyline/contract';
import writeXlsxFile, { type Row } from 'write-excel-file/node';

const headings = {
  'zh-CN': ['系统编号', '编码', '单位名称', '上级单位', '上级编码', '区号', '曾用名', '线路'],
  en: [
    'Everyline ID',
    'Code',
    'Name',
    'Parent',
    'Parent code',
    'Area code',
    'Former names',
    'Lines',
  ],
} as const;

const widths = [38, 14, 36, 36, 38, 8, 40, 8];

/**
 * The tree as an Excel file, in the order of the tree. It can be imported again: a department is known
 * by our own number, the one above it by its code, else by our own number.
 */
export async function departmentWorkbook(
  departments: readonly Department[],
  language: Language,
): Promise<Buffer> {
  const text = (value: string | null) => (value === null ? null : { type: String, value });
  const byId = new Map(departments.map((one) => [one.id, one]));
  const below = new Map<string | null, Department[]>();
  for (const one of departments) {
    const parentId = one.parentId !== null && byId.has(one.parentId) ? one.parentId : null;
    const siblings = below.get(parentId);
    if (siblings) siblings.push(one);
    else below.set(parentId, [one]);
  }
  const rows: Row[] = [headings[language].map((value) => ({ value, fontWeight: 'bold' as const }))];
  const waiting = [...(below.get(null) ?? [])].reverse();
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const parent = one.parentId === null ? undefined : byId.get(one.parentId);
    rows.push([
      text(one.id),
      text(one.code),
      text(one.name),
      text(parent?.name ?? null),
      text(parent === undefined ? null : (parent.code ?? parent.id)),
      text(one.areaCode),
      text(one.formerNames.join('；')),
      { type: Number, value: one.lines },
    ]);
    waiting.push(...(below.get(one.id) ?? []).toReversed());
  }
  const file = writeXlsxFile(rows, {
    columns: widths.map((width) => ({ width })),
    stickyRowsCount: 1,
  });
  return file.toBuffer();
}
