import type { AppContext } from '../context.ts';
import { displayNumber } from '../lines/display-number.ts';
import type { Repositories } from '../ports/store.ts';
import type { StoredNotice, TicketRow } from '../ports/store/tickets.ts';
import { tellWithin } from '../telling/tell.ts';
import { noticeText } from './notice-text.ts';
import { faultSentence, ticketFaultWords } from './ticket-words.ts';

/** Tells the office that a ticket is its own now: one that was opened, or assigned to it. */
export async function tellOpenedWithin(
  context: AppContext,
  within: Repositories,
  row: TicketRow,
): Promise<void> {
  const number = displayNumber(row.telephone);
  const fault = ticketFaultWords[row.fault];
  const { zh, en } = faultSentence(row);
  await tellWithin(context, within, {
    key: `ticket:${row.id}:opened:${row.assignedAtMs}`,
    kind: 'opened',
    ticketId: row.id,
    departmentId: row.departmentId,
    subject: {
      zh: `新整改单 #${row.number}：${number} ${fault.zh}`,
      en: `New ticket #${row.number}: ${number} ${fault.en}`,
    },
    text: {
      zh: `${row.departmentName ?? '行动负责人'}：整改单 #${row.number}，${zh}`,
      en: `${row.departmentName ?? 'To those who direct the programme'}: ticket #${row.number}. ${en}`,
    },
  });
}

/** Tells an office of a reminder, a written notice, or what is late under it. */
export async function tellNoticeWithin(
  context: AppContext,
  within: Repositories,
  row: TicketRow,
  notice: StoredNotice,
  to: string | null,
): Promise<void> {
  const number = displayNumber(row.telephone);
  const words = {
    reminder: { zh: '催办', en: 'Reminder' },
    notice: { zh: '书面通报', en: 'Written notice' },
    escalation: { zh: '逾期上报', en: 'Overdue under you' },
  }[notice.kind];
  await tellWithin(context, within, {
    key: `ticket:${row.id}:${notice.dueOn}:${notice.kind}:${notice.level}`,
    kind: notice.kind,
    ticketId: row.id,
    departmentId: notice.toDepartmentId,
    subject: {
      zh: `${words.zh}：整改单 #${row.number}（${number}）`,
      en: `${words.en}: ticket #${row.number} (${number})`,
    },
    text: noticeText(row, notice, to),
  });
}
