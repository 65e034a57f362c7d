import type { Language, Ticket } from '@everyline/contract';

import { cityTimeText } from '../app/settings/city-time-text.ts';
import { ticketFaultWords, ticketStateWords } from '../app/tickets/ticket-words.ts';
import { figureCell, textCell, type Cell } from './list-sheet.ts';
import { writeList } from './write-list.ts';

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

/** A list of tickets as an Excel file. */
export async function ticketWorkbook(
  tickets: AsyncIterable<Ticket>,
  language: Language,
): Promise<Buffer> {
  const key = language === 'en' ? 'en' : 'zh';
  return writeList(
    { heading: columns.map((column) => column[key]), widths: columns.map(({ width }) => width) },
    rowsOf(tickets, key),
  );
}

async function* rowsOf(tickets: AsyncIterable<Ticket>, key: 'zh' | 'en'): AsyncGenerator<Cell[]> {
  for await (const ticket of tickets) {
    yield [
      figureCell(ticket.number),
      textCell(ticket.lineDisplay),
      textCell(ticket.department?.name ?? null),
      textCell(ticket.tier),
      textCell(ticketFaultWords[ticket.fault][key]),
      textCell(ticketStateWords[ticket.state][key]),
      textCell(cityTimeText(ticket.openedAtMs)),
      textCell(ticket.dueOn),
      figureCell(ticket.workingDaysOverdue),
      figureCell(ticket.timesReopened),
      textCell(ticket.closedAtMs === null ? null : cityTimeText(ticket.closedAtMs)),
      textCell(ticket.sentence[key]),
    ];
  }
}
