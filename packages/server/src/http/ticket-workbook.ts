import type { Language, Ticket } from '@everyline/contract';
import writeXlsxFile, { type Row } from 'write-excel-file/node';

import { cityTimeText } from '../app/settings/city-time-text.ts';
import { ticketFaultWords, ticketStateWords } from '../app/tickets/ticket-words.ts';

const columns = [
  { zh: '编号', en: 'No.', width: 8 },
  { zh: '号码', en: 'Line', width: 20 },
  { zh: '责任单位', en: 'Department', width: 28 },
  { zh: '分级', en: 'Tier', width: 6 },
  { zh: '问题', en: 'Fault', width: 14 },
  { zh: '状态', en: 'State', width: 16 },
  { zh: '开出于', en: 'Opened', width: 17 },
  { zh: '限期', en: 'Due', width: 12 },
  { zh: '逾期工作日', en: 'Working days overdue', width: 12 },
  { zh: '重新整改次数', en: 'Times reopened', width: 12 },
  { zh: '销号于', en: 'Closed', width: 17 },
  { zh: '说明', en: 'What is wrong', width: 80 },
] as const;

/** A list of tickets as an Excel file; numbers of lines are text, so that no leading zero is lost. */
export async function ticketWorkbook(
  tickets: AsyncIterable<Ticket>,
  language: Language,
): Promise<Buffer> {
  const key = language === 'en' ? 'en' : 'zh';
  const rows: Row[] = [
    columns.map((column) => ({ value: column[key], fontWeight: 'bold' as const })),
  ];
  const text = (value: string | null) => (value === null ? null : { type: String, value });
  const count = (value: number) => ({ type: Number, value });
  for await (const ticket of tickets) {
    rows.push([
      count(ticket.number),
      text(ticket.lineDisplay),
      text(ticket.department?.name ?? null),
      text(ticket.tier),
      text(ticketFaultWords[ticket.fault][key]),
      text(ticketStateWords[ticket.state][key]),
      text(cityTimeText(ticket.openedAtMs)),
      text(ticket.dueOn),
      count(ticket.workingDaysOverdue),
      count(ticket.timesReopened),
      text(ticket.closedAtMs === null ? null : cityTimeText(ticket.closedAtMs)),
      text(ticket.sentence[key]),
    ]);
  }
  const file = writeXlsxFile(rows, {
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
  });
  return file.toBuffer();
}
