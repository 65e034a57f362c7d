import type { TicketsImported } from '@everyline/contract';
import { ticketMoves, type DirectorMove, type OfficeMove } from '@everyline/domain';

import { authorise, requireInside } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { meant } from '../tables/meant.ts';
import type { AppContext } from '../context.ts';
import { AppFault, bothSentences, notFound } from '../faults.ts';
import type { DocumentFile } from '../ports/document-reader.ts';
import type { TicketRow } from '../ports/store/tickets.ts';
import { readRecords, type TableRecord } from '../tables/read-records.ts';
import { commentTicket } from './comment-ticket.ts';
import { directTicket, workTicket } from './move-ticket.ts';
import { ticketColumns } from './ticket-columns.ts';
import { ticketMoveWords } from './ticket-words.ts';

type Done = 'moved' | 'commented' | 'unchanged';

/**
 * Does what people have filled into an exported list: a move, a comment, or both, row by row. A ticket
 * that somebody moved since the export is not moved again unseen: the row is listed with the reason, as
 * is every other that cannot be done.
 */
export async function importTickets(
  context: AppContext,
  file: DocumentFile,
): Promise<TicketsImported> {
  const scope = await authorise(context, 'tickets.comment');
  const { records, unread } = await readRecords(context, file, ticketColumns, ['number', 'move']);
  const counts = { moved: 0, commented: 0, unchanged: 0 };
  const rejects = unread.map((one) => ({ ...one }));
  for (const record of records) {
    try {
      const row = await ticketOf(context, record);
      requireInside(scope, row.departmentId);
      for (const done of await doRow(context, row, record)) counts[done] += 1;
    } catch (fault) {
      if (!(fault instanceof AppFault)) throw fault;
      rejects.push({ row: record.row, sentence: bothSentences(fault) });
    }
  }
  const subject = { kind: 'tickets', id: null };
  const told = { file: file.name, ...counts, rejects: rejects.length };
  await recordAudit(context, context.store, 'tickets.import', subject, told);
  return { ...counts, rejects: rejects.sort((one, other) => one.row - other.row) };
}

async function ticketOf(context: AppContext, { cells }: TableRecord): Promise<TicketRow> {
  const written = cells['number'] ?? '';
  const row = /^#?\d{1,15}$/.test(written)
    ? await context.store.tickets.byNumber(Number(written.replace('#', '')))
    : null;
  if (row !== null) return row;
  throw bad('number', `没有编号为“${written}”的整改单`, `there is no ticket number “${written}”`);
}

async function doRow(
  context: AppContext,
  row: TicketRow,
  { cells }: TableRecord,
): Promise<readonly Done[]> {
  const comment = cells['comment'] ?? '';
  const written = cells['move'] ?? '';
  const done: Done[] = [];
  if (written !== '') {
    await moveRow(context, row, written, cells);
    done.push('moved');
  }
  if (comment !== '') {
    await commentTicket(context, row.id, comment);
    done.push('commented');
  }
  return done.length === 0 ? ['unchanged'] : done;
}

async function moveRow(
  context: AppContext,
  row: TicketRow,
  written: string,
  cells: TableRecord['cells'],
): Promise<void> {
  const move = meant(ticketMoveWords, written);
  if (move === null) {
    const zh = Object.values(ticketMoveWords).map((word) => word.zh);
    const en = Object.values(ticketMoveWords).map((word) => word.en);
    throw bad(
      'move',
      `没有“${written}”这一步，可填：${zh.join('、')}`,
      `there is no move “${written}”; there are: ${en.join(', ')}`,
    );
  }
  const departmentId = await officeOf(context, cells['assignTo'] ?? '');
  const workingDays = numberOf(cells['days'] ?? '', 'days');
  const wanted = {
    version: numberOf(cells['version'] ?? '', 'version') ?? row.version,
    reason: cells['reason'] ?? '',
    ...(departmentId !== null && { departmentId }),
    ...(workingDays !== null && { workingDays }),
  };
  if (ticketMoves[move].by === 'office') {
    await workTicket(context, row.id, { ...wanted, move: move as OfficeMove });
  } else await directTicket(context, row.id, { ...wanted, move: move as DirectorMove });
}

async function officeOf({ store }: AppContext, written: string): Promise<string | null> {
  if (written === '') return null;
  const found = await store.departments.byName(written);
  if (found === null) throw notFound('department');
  return found.id;
}

function numberOf(written: string, place: string): number | null {
  if (written === '') return null;
  if (/^\d{1,9}$/.test(written)) return Number(written);
  throw bad(place, `“${written}”不是整数`, `“${written}” is no whole number`);
}

function bad(place: string, zh: string, en: string): AppFault {
  return new AppFault('invalid_input', { detail: { zh, en } }, place);
}
