import type { Localised } from '@everyline/contract';

import { displayNumber } from '../lines/display-number.ts';
import type { StoredNotice, TicketRow } from '../ports/store/tickets.ts';
import { ticketFaultWords } from './ticket-words.ts';

/** The text of a reminder, a written notice or a report to an office above, as it can be sent. */
export function noticeText(row: TicketRow, notice: StoredNotice, to: string | null): Localised {
  const number = displayNumber(row.telephone);
  const fault = ticketFaultWords[row.fault];
  const office = row.departmentName ?? '–';
  const { dueOn, workingDaysOverdue: late } = notice;
  const subject = {
    zh: `整改单 #${row.number}（${number}，${fault.zh}）`,
    en: `ticket #${row.number} (${number}, ${fault.en})`,
  };
  const receiver = to ?? office;
  switch (notice.kind) {
    case 'reminder':
      return {
        zh: `${receiver}：${subject.zh}的限期 ${dueOn} 已过，请尽快整改并申报。`,
        en: `${receiver}: the last day of ${subject.en} was ${dueOn}. Please repair the line and say so.`,
      };
    case 'notice':
      return {
        zh: `${receiver}：${subject.zh}限期 ${dueOn}，至今逾期 ${late} 个工作日仍未整改，现予书面通报，请立即整改并书面说明原因。`,
        en: `${receiver}: ${subject.en} was due on ${dueOn} and is ${late} working days overdue. This is the written notice of it: repair the line at once and say in writing why it took so long.`,
      };
    case 'escalation':
      return {
        zh: `${to ?? '行动负责人'}：${office}的${subject.zh}限期 ${dueOn}，已逾期 ${late} 个工作日，请督促整改。`,
        en: `${to ?? 'To those who direct the programme'}: ${subject.en} of ${office} was due on ${dueOn} and is ${late} working days overdue. Please see that it is repaired.`,
      };
  }
}
