import type { CaseDetail, OpenCaseMove, Permission } from '@everyline/contract';
import {
  caseMoves,
  isCaseOverdue,
  lastReturnDay,
  localTime,
  maskPersons,
  openCaseMoves,
  type CaseSetting,
} from '@everyline/domain';

import { reachOf } from '../access/matrix.ts';
import type { AppContext } from '../context.ts';
import { whoCanBeMentioned } from '../people/mention-people.ts';
import { namePeople } from '../people/name-people.ts';
import type { CaseRow } from '../ports/store/cases.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { attachmentView } from '../tickets/attach-file.ts';
import { caseNoticeText } from './case-notice-text.ts';
import { caseRules } from './case-rules.ts';
import { caseView } from './case-view.ts';
import { caseStepSentence, nextCaseSentence } from './case-words.ts';
import { visibleCase } from './visible-case.ts';

/** A case with what can be done with it now and everything that happened to it. */
export async function readCase(context: AppContext, id: string): Promise<CaseDetail> {
  const row = await visibleCase(context, 'cases.see', id);
  const { store } = context;
  const [policy, departments, steps, notices, attachments, named, people] = await Promise.all([
    caseRules(store),
    store.departments.all(),
    store.cases.steps(id),
    store.cases.noticesOf([id]),
    store.cases.attachments(id),
    namePeople(store),
    may(context, 'cases.comment') ? whoCanBeMentioned(store, 'cases.see', row.departmentId) : [],
  ]);
  const nowMs = context.clock.nowMs();
  const calendar = cityCalendar();
  const setting: CaseSetting = { policy, calendar, nowMs };
  const returnUntil = lastReturnDay(row, policy, calendar);
  const officeOf = (departmentId: string | null) =>
    departments.find((one) => one.id === departmentId) ?? null;
  return {
    case: caseView(row, policy, nowMs),
    next: nextCaseSentence(row, {
      returnUntil,
      mayReturn: localTime(calendar, nowMs).day <= returnUntil,
      isOverdue: isCaseOverdue(row, nowMs, calendar),
    }),
    moves: movesFor(context, row, setting),
    returnUntil,
    extensionWorkingDays: policy.extensionWorkingDays,
    toldAtMs: row.toldAtMs,
    conversationId: may(context, 'conversations.see')
      ? await context.store.conversations.idOfCase(id)
      : null,
    mayLook: may(context, 'contacts.see'),
    steps: steps.map((step) => ({
      id: step.id,
      atMs: step.atMs,
      by: named(step.by),
      kind: step.kind,
      sentence: caseStepSentence(step),
      reason: maskPersons(step.reason),
    })),
    notices: (notices.get(id) ?? []).map((notice) => {
      const to = officeOf(notice.toDepartmentId);
      return {
        kind: notice.kind,
        level: notice.level,
        atMs: notice.atMs,
        to: to === null ? null : { id: to.id, name: to.name },
        text: caseNoticeText(row, notice, to?.name ?? null),
      };
    }),
    attachments: attachments.map((one) => attachmentView(one, named)),
    people,
  };
}

/** The moves that the one who asks can make now, those of the office first. */
function movesFor(context: AppContext, row: CaseRow, setting: CaseSetting): OpenCaseMove[] {
  const asksOf = (move: keyof typeof caseMoves) => [...caseMoves[move].asks];
  const office = may(context, 'cases.work') ? openCaseMoves(row, 'office', setting) : [];
  const hotline = may(context, 'cases.direct') ? openCaseMoves(row, 'hotline', setting) : [];
  return [
    ...office.map((move) => ({ by: 'office' as const, move, asks: asksOf(move) })),
    ...hotline.map((move) => ({ by: 'hotline' as const, move, asks: asksOf(move) })),
  ];
}

function may(context: AppContext, permission: Permission): boolean {
  return context.actor.kind === 'system' || reachOf(context.actor.role, permission) !== 'no';
}
