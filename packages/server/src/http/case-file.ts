import type { Language } from '@everyline/contract';

import { caseColumns } from '../app/cases/case-columns.ts';
import { caseChannelWords, caseStateWords, satisfactionWords } from '../app/cases/case-words.ts';
import type { FiledCase } from '../app/cases/list-cases.ts';
import { cityTimeText } from '../app/settings/city-time-text.ts';
import { figureCell, textCell, type Cell } from './list-sheet.ts';
import { writeList } from './write-list.ts';

type Tongue = 'zh' | 'en';

/** A list of cases as an Excel file. */
export async function caseWorkbook(
  cases: AsyncIterable<FiledCase>,
  language: Language,
): Promise<Buffer> {
  const tongue = tongueOf(language);
  return writeList(
    { heading: headingOf(tongue), widths: caseColumns.map(({ width }) => width) },
    rowsOf(cases, tongue),
  );
}

/** The same as a csv file (RFC 4180) that spreadsheets open as UTF-8. */
export async function caseCsv(
  cases: AsyncIterable<FiledCase>,
  language: Language,
): Promise<Buffer> {
  const tongue = tongueOf(language);
  const lines = [headingOf(tongue).map(quoted).join(',')];
  for await (const cells of rowsOf(cases, tongue)) lines.push(cells.map(written).join(','));
  return Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`);
}

async function* rowsOf(cases: AsyncIterable<FiledCase>, tongue: Tongue): AsyncGenerator<Cell[]> {
  const time = (atMs: number | null) => textCell(atMs === null ? null : cityTimeText(atMs));
  for await (const { case: one, contact } of cases) {
    yield [
      figureCell(one.number),
      textCell(one.externalNumber),
      textCell(caseStateWords[one.state][tongue]),
      textCell(one.category.name[tongue]),
      textCell(one.demand),
      textCell(one.place),
      textCell(contact?.name ?? null),
      textCell(contact?.telephone ?? null),
      textCell(caseChannelWords[one.channel][tongue]),
      textCell(one.department?.name ?? null),
      textCell(one.line?.display ?? null),
      time(one.receivedAtMs),
      textCell(one.dueOn),
      textCell(one.answer),
      time(one.answeredAtMs),
      textCell(one.satisfaction === null ? null : satisfactionWords[one.satisfaction][tongue]),
      time(one.closedAtMs),
    ];
  }
}

function tongueOf(language: Language): Tongue {
  return language === 'en' ? 'en' : 'zh';
}

function headingOf(tongue: Tongue): string[] {
  return caseColumns.map(({ heads }) => heads[tongue === 'zh' ? 0 : 1] ?? '');
}

function written(cell: Cell): string {
  if (cell === null) return '';
  return 'text' in cell ? quoted(harmless(cell.text)) : String(cell.figure);
}

/** What a spreadsheet would reckon as a formula stays the text that somebody wrote. */
function harmless(text: string): string {
  return /^[=+\-@]/.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
