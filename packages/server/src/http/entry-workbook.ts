import type { Language } from '@everyline/contract';
import { cellOfSeveral, type EntryContent } from '@everyline/domain';

import type { EntryRow } from '../app/ports/store/knowledge.ts';
import { textCell, type Cell } from './list-sheet.ts';
import { writeList } from './write-list.ts';

const headings = {
  'zh-CN': [
    ...['问题', '其他问法', '简短答复', '详细答复', '单位', '分类', '服务事项', '适用地区'],
    ...['适用对象', '来源', '来源网址', '原文摘录', '有效期起', '有效期止', '责任人', '审核人'],
    ...['状态', '版本'],
  ],
  en: [
    ...['Question', 'Paraphrases', 'Short answer', 'Long answer', 'Department', 'Category'],
    ...['Service items', 'Region', 'Audience', 'Source', 'Source address', 'Quotation'],
    ...['Valid from', 'Valid until', 'Owner', 'Reviewer', 'State', 'Version'],
  ],
} as const;

const widths = [44, 40, 44, 60, 28, 22, 28, 16, 16, 28, 28, 44, 12, 12, 14, 14, 10, 8];

const stateWords = {
  'zh-CN': { draft: '草稿', reviewed: '已审核', published: '已发布', withdrawn: '已撤下' },
  en: { draft: 'draft', reviewed: 'reviewed', published: 'published', withdrawn: 'withdrawn' },
} as const;

/** Entries as an Excel file that can be imported again: what they say, word for word, one entry a row. */
export async function entryWorkbook(
  entries: AsyncIterable<{ readonly row: EntryRow; readonly content: EntryContent }>,
  accountNames: ReadonlyMap<string, string>,
  language: Language,
): Promise<Buffer> {
  return writeList(
    { heading: headings[language], widths },
    rowsOf(entries, accountNames, language),
  );
}

async function* rowsOf(
  entries: AsyncIterable<{ readonly row: EntryRow; readonly content: EntryContent }>,
  accountNames: ReadonlyMap<string, string>,
  language: Language,
): AsyncGenerator<Cell[]> {
  const filled = (text: string | null) => textCell(text === '' ? null : text);
  const named = (id: string | null) =>
    textCell(id === null ? null : (accountNames.get(id) ?? null));
  for await (const { row, content } of entries) {
    yield [
      filled(content.question),
      filled(cellOfSeveral(content.paraphrases)),
      filled(content.shortAnswer),
      filled(content.longAnswer),
      filled(row.department?.name ?? null),
      filled(content.category),
      filled(cellOfSeveral(content.serviceItems)),
      filled(content.region),
      filled(content.audience),
      filled(content.source?.title ?? null),
      filled(content.source?.address ?? null),
      filled(content.source?.quotation ?? null),
      filled(content.validFrom),
      filled(content.validUntil),
      named(content.ownerId),
      named(content.reviewerId),
      textCell(stateWords[language][row.state]),
      textCell(String(row.version)),
    ];
  }
}
