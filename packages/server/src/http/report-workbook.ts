import type { Language, Report } from '@everyline/contract';
import writeXlsxFile, { type Row } from 'write-excel-file/node';

import { cityTimeText } from '../app/settings/city-time-text.ts';
import { ticketFaultWords } from '../app/tickets/ticket-words.ts';
import { figureRows, inLanguage, longDay, reportWords } from './report-words.ts';

const text = (value: string | null) => (value === null ? null : { type: String, value });
const count = (value: number) => ({ type: Number, value });
const share = (value: number | null) =>
  value === null ? null : { type: Number, value, format: '0.0%' };
const head = (names: readonly string[]): Row =>
  names.map((value) => ({ value, fontWeight: 'bold' as const }));

/** An issued report as an Excel file: what it says with its figures, days, departments, and all overdue tickets. */
export async function reportWorkbook(report: Report, language: Language): Promise<Buffer> {
  const words = reportWords(language);
  const { figures } = report;
  const bare = (title: string) => title.replace(/^([一二三四五]、|\d\. )/, '');
  const file = writeXlsxFile([
    {
      sheet: bare(words.figures),
      columns: [40, 20, 20].map((width) => ({ width })),
      data: [
        [{ value: inLanguage(report.title, language), fontWeight: 'bold' }],
        [text(report.issuer), text(report.reference)],
        [
          text(words.period),
          text(longDay(report.period.fromDay, language)),
          text(longDay(report.period.toDay, language)),
        ],
        [text(words.asOf), text(cityTimeText(figures.asOfMs))],
        [text(words.readAt), text(cityTimeText(figures.readAtMs))],
        [],
        ...report.summary.map((sentence) => [text(inLanguage(sentence, language))]),
        [],
        head([words.item, words.now, ...(figures.before === null ? [] : [words.before])]),
        ...figureRows(figures, language).map(({ name, now, before }) => [
          text(name),
          text(now),
          ...(figures.before === null ? [] : [text(before)]),
        ]),
        [],
        ...words.note(figures).map((one) => [text(one)]),
      ],
    },
    {
      sheet: bare(words.days),
      columns: [14, 14, 10, 12, 12, 10].map((width) => ({ width })),
      data: [
        head([
          ...[words.day, '', words.callsOfDay, words.rows.counted],
          ...[words.rows.reached, words.reach],
        ]),
        ...figures.days.map((one) => [
          text(one.fromDay),
          text(one.toDay === one.fromDay ? null : one.toDay),
          count(one.calls),
          count(one.reach.of),
          count(one.reach.successes),
          share(one.reach.rate),
        ]),
      ],
    },
    {
      sheet: bare(words.departments),
      columns: [36, 8, 8, 12, 10, 12, 10, 10, 10].map((width) => ({ width })),
      stickyRowsCount: 1,
      data: [
        head([
          ...[words.department, words.linesShort, words.faulty, words.rows.decided],
          ...[words.healthyShare, words.rows.counted, words.reach, words.openShort],
          words.overdueShort,
        ]),
        ...figures.departments.map((one) => [
          text(one.name ?? words.nobody),
          count(one.lines),
          count(one.faulty),
          count(one.healthy.of),
          share(one.healthy.rate),
          count(one.reach.of),
          share(one.reach.rate),
          count(one.ticketsOpen),
          count(one.ticketsOverdue),
        ]),
      ],
    },
    {
      sheet: bare(words.overdue),
      columns: [8, 20, 36, 14, 12, 12].map((width) => ({ width })),
      stickyRowsCount: 1,
      data: [
        head([
          ...[words.number, words.telephone, words.department],
          ...[words.fault, words.dueOn, words.late],
        ]),
        ...figures.overdue.map((one) => [
          count(one.number),
          text(one.telephone),
          text(one.department ?? words.nobody),
          text(inLanguage(ticketFaultWords[one.fault], language)),
          text(one.dueOn),
          count(one.workingDays),
        ]),
      ],
    },
  ]);
  return file.toBuffer();
}
