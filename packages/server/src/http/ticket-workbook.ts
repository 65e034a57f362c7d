import type { Language, Ticket } from '@everyline/contract';

import { cityTimeText } from '../app/settings/city-time-text.ts';
import { ticketColumns } from '../app/tickets/ticket-columns.ts';
import { ticketFaultWords, ticketStateWords } from '../app/tickets/ticket-words.ts';
import { figureCell, textCell, type Cell } from './list-sheet.ts';
import { writeList } from './write-list.ts';

/** A list of tickets as an Excel file. */
export async function ticketWorkbook(
  tickets: AsyncIterable<Ticket>,
  language: Language,
): Promise<Buffer> {
  const key = language === 'en' ? 'en' : 'zh';
  return writeList(
    {
      heading: ticketColumns.map(({ heads }) => heads[key === 'zh' ? 0 : 1] ?? ''),
      widths: ticketColumns.map(({ width }) => width),
    },
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
      figureCell(ticket.version),
    ];
  }
}
