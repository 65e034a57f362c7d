import type { Language, Report } from '@everyline/contract';
import { localTime } from '@everyline/domain';
import type { Paragraph, Table } from 'docx';

import { cityCalendar } from '../app/settings/city-calendar.ts';
import { ticketFaultWords } from '../app/tickets/ticket-words.ts';
import { OfficialDocument, TEXT_MM, type Column } from './official-document.ts';
import { callChart, keyMark, shareBar } from './report-charts.ts';
import { figureRows, inLanguage, longDay, reportWords, shareText } from './report-words.ts';

/** Tickets listed in the document; the rest stands in the Excel file. */
const MOST_TICKETS = 60;
/** Width of the names of rows beside a chart, in millimetres. */
const NAMES_MM = 20;
const CHART_HEIGHT_MM = 55;
const BAR_MM = 19;

/**
 * An issued report as a Word document in the form of Chinese offices: head with its number, title,
 * text, figures, tables, charts as pictures, the list of overdue tickets, issuing office and date.
 * Charts hold no text; their names stand in the tables beside them, in the fonts of the reader.
 */
export async function reportDocument(report: Report, language: Language): Promise<Buffer> {
  const document = await OfficialDocument.open();
  const words = reportWords(language);
  const title = inLanguage(report.title, language);
  const { issuer, issuedAtMs } = report;
  const day = issuedAtMs === null ? '' : localTime(cityCalendar(), issuedAtMs).day;
  return document.write(title, issuer, [
    ...document.heading(
      issuer,
      report.reference,
      title,
      words.span(longDay(report.period.fromDay, language), longDay(report.period.toDay, language)),
    ),
    document.section(words.summary),
    ...report.summary.map((sentence) => document.text(inLanguage(sentence, language))),
    document.section(words.figures),
    figureTable(document, report, language),
    document.section(words.days),
    ...dayChart(document, report, language),
    document.section(words.departments),
    departmentTable(document, report, language),
    document.section(words.overdue),
    ...overdueList(document, report, language),
    document.section(words.notes),
    ...words.note(report.figures).map((one, at) => document.note(`${at + 1}. ${one}`)),
    ...document.signature(issuer, day === '' ? '' : longDay(day, language)),
  ]);
}

function figureTable(document: OfficialDocument, { figures }: Report, language: Language): Table {
  const words = reportWords(language);
  const rows = figureRows(figures, language);
  if (figures.before === null) {
    return document.table(
      [{ mm: 100 }, { mm: 56, align: 'right' }],
      [words.item, words.now],
      rows.map(({ name, now }) => [name, now]),
    );
  }
  return document.table(
    [{ mm: 76 }, { mm: 40, align: 'right' }, { mm: 40, align: 'right' }],
    [words.item, words.now, words.before],
    rows.map(({ name, now, before }) => [name, now, before]),
  );
}

/** The picture of the days, the table with a column below each of the picture's, and its key. */
function dayChart(
  document: OfficialDocument,
  { figures: { days } }: Report,
  language: Language,
): (Paragraph | Table)[] {
  const words = reportWords(language);
  const mm = (TEXT_MM - NAMES_MM) / days.length;
  const shortDay = (day: string) => day.slice(5).replace('-', '/');
  return [
    document.picture(callChart(days, TEXT_MM - NAMES_MM, CHART_HEIGHT_MM), words.chart),
    document.table(
      [{ mm: NAMES_MM }, ...days.map((): Column => ({ mm, align: 'center' }))],
      [
        words.day,
        ...days.map(({ fromDay, toDay }) =>
          fromDay === toDay ? shortDay(fromDay) : `${shortDay(fromDay)}–${shortDay(toDay)}`,
        ),
      ],
      [
        [words.callsOfDay, ...days.map(({ calls }) => calls)],
        [
          words.reach,
          ...days.map(({ reach: { rate } }) =>
            rate === null ? '—' : `${Math.round(rate * 100)}%`,
          ),
        ],
      ],
    ),
    document.caption(
      words.chart,
      (['reached', 'missed', 'uncounted'] as const).map((part) => [keyMark(part), words.key[part]]),
    ),
  ];
}

function departmentTable(
  document: OfficialDocument,
  { figures }: Report,
  language: Language,
): Table {
  const words = reportWords(language);
  return document.table(
    [
      { mm: 38 },
      { mm: 12, align: 'right' },
      { mm: 14, align: 'right' },
      { mm: 23, align: 'right' },
      { mm: BAR_MM + 3, align: 'center' },
      { mm: 23, align: 'right' },
      { mm: 12, align: 'right' },
      { mm: 12, align: 'right' },
    ],
    [
      ...[words.department, words.linesShort, words.faulty, words.healthyShare, words.bar],
      ...[words.reach, words.openShort, words.overdueShort],
    ],
    figures.departments.map((one) => [
      one.name ?? words.nobody,
      one.lines,
      one.faulty,
      shareText(one.healthy),
      shareBar(one.healthy.rate, BAR_MM),
      shareText(one.reach),
      one.ticketsOpen,
      one.ticketsOverdue,
    ]),
  );
}

function overdueList(
  document: OfficialDocument,
  { figures: { overdue } }: Report,
  language: Language,
): (Paragraph | Table)[] {
  const words = reportWords(language);
  if (overdue.length === 0) return [document.text(words.noOverdue)];
  const listed = overdue.slice(0, MOST_TICKETS);
  return [
    document.table(
      [
        { mm: 14, align: 'right' },
        { mm: 34 },
        { mm: 44 },
        { mm: 24 },
        { mm: 24, align: 'center' },
        { mm: 16, align: 'right' },
      ],
      [words.number, words.telephone, words.department, words.fault, words.dueOn, words.late],
      listed.map((one) => [
        one.number,
        one.telephone,
        one.department ?? words.nobody,
        inLanguage(ticketFaultWords[one.fault], language),
        one.dueOn,
        one.workingDays,
      ]),
    ),
    ...(overdue.length > listed.length
      ? [document.note(words.more(overdue.length - listed.length))]
      : []),
  ];
}
