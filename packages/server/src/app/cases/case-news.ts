import { maskPersons, type CasePolicy } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import type { Repositories } from '../ports/store.ts';
import type { CaseNotice, CaseRow } from '../ports/store/cases.ts';
import { tellWithin } from '../telling/tell.ts';
import { caseNoticeText } from './case-notice-text.ts';
import { categoryName } from './case-words.ts';

const shownCharacters = 80;

/** Tells an office that a case is its own now. */
export async function tellDispatchedWithin(
  context: AppContext,
  within: Repositories,
  row: CaseRow,
  policy: CasePolicy,
): Promise<void> {
  const category = categoryName(policy, row.category);
  const demand = maskPersons(row.demand).slice(0, shownCharacters);
  const office = row.departmentName ?? '–';
  await tellWithin(context, within, {
    key: `case:${row.id}:dispatched:${row.version}`,
    kind: 'opened',
    ticketId: null,
    path: `/cases/${row.id}`,
    departmentId: row.departmentId,
    subject: {
      zh: `新工单 #${row.number}：${category.zh}`,
      en: `New case #${row.number}: ${category.en}`,
    },
    text: {
      zh: `${office}：工单 #${row.number}（${category.zh}），${demand}。请在 ${row.dueOn} 前答复。`,
      en: `${office}: case #${row.number} (${category.en}). ${demand}. Answer by ${row.dueOn}.`,
    },
  });
}

/** Tells those who direct the hotline that an office returned a case as not its own. */
export async function tellReturnedWithin(
  context: AppContext,
  within: Repositories,
  row: CaseRow,
  reason: string,
): Promise<void> {
  const office = row.departmentName ?? '–';
  await tellWithin(context, within, {
    key: `case:${row.id}:returned:${row.version}`,
    kind: 'case',
    ticketId: null,
    path: `/cases/${row.id}`,
    departmentId: null,
    subject: {
      zh: `工单 #${row.number} 被退回`,
      en: `Case #${row.number} came back`,
    },
    text: {
      zh: `${office}以非本单位职责为由退回工单 #${row.number}：${reason}。请改派。`,
      en: `${office} returned case #${row.number} as not theirs: ${reason}. Dispatch it to another office.`,
    },
  });
}

/** Tells an office of a reminder, a written notice, or what is late under it. */
export async function tellCaseNoticeWithin(
  context: AppContext,
  within: Repositories,
  row: CaseRow,
  notice: CaseNotice,
  to: string | null,
): Promise<void> {
  const words = {
    reminder: { zh: '催办', en: 'Reminder' },
    notice: { zh: '书面通报', en: 'Written notice' },
    escalation: { zh: '逾期上报', en: 'Overdue under you' },
  }[notice.kind];
  await tellWithin(context, within, {
    key: `case:${row.id}:${notice.dueOn}:${notice.kind}:${notice.level}`,
    kind: notice.kind,
    ticketId: null,
    path: `/cases/${row.id}`,
    departmentId: notice.toDepartmentId,
    subject: {
      zh: `${words.zh}：工单 #${row.number}`,
      en: `${words.en}: case #${row.number}`,
    },
    text: caseNoticeText(row, notice, to),
  });
}
