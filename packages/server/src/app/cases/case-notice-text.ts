import type { Localised } from '@everyline/contract';

import type { CaseNotice, CaseRow } from '../ports/store/cases.ts';

/** The text of a reminder, a written notice or a report to an office above, as it can be sent. */
export function caseNoticeText(row: CaseRow, notice: CaseNotice, to: string | null): Localised {
  const office = row.departmentName ?? '–';
  const { dueOn, workingDaysOverdue: late } = notice;
  const receiver = to ?? office;
  const { number } = row;
  switch (notice.kind) {
    case 'reminder':
      return {
        zh: `${receiver}：工单 #${number} 的答复限期 ${dueOn} 已过，请尽快办理并答复。`,
        en: `${receiver}: the answer to case #${number} was due on ${dueOn}. Please deal with it and answer.`,
      };
    case 'notice':
      return {
        zh: `${receiver}：工单 #${number} 限期 ${dueOn}，至今逾期 ${late} 个工作日仍未答复，现予书面通报，请立即办理并书面说明原因。`,
        en: `${receiver}: case #${number} was due on ${dueOn} and is ${late} working days overdue. This is the written notice of it: deal with it at once and say in writing why it took so long.`,
      };
    case 'escalation':
      return {
        zh: `${to ?? '热线负责人'}：${office}的工单 #${number} 限期 ${dueOn}，已逾期 ${late} 个工作日，请督促办理。`,
        en: `${to ?? 'To those who direct the hotline'}: case #${number} of ${office} was due on ${dueOn} and is ${late} working days overdue. Please see that it is dealt with.`,
      };
  }
}
