import {
  caseDaysOverdue,
  caseDeadline,
  departmentAbove,
  localTime,
  noticesToSend,
  type CasePolicy,
  type Department,
  type Notice,
} from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import type { CaseNotice, CaseRow } from '../ports/store/cases.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { tellCaseNoticeWithin } from './case-news.ts';
import { caseRules } from './case-rules.ts';
import { tellCaseChanged } from './case-changed.ts';

const portion = 200;

/**
 * Sends what is due about overdue cases: reminders, written notices, reports to the offices above.
 * Each goes out once, however often and in however many processes this looks. Gives how many.
 */
export async function chaseCases(context: AppContext): Promise<number> {
  const policy = await caseRules(context.store);
  const departments = await context.store.departments.all();
  const today = localTime(cityCalendar(), context.clock.nowMs()).day;
  let sent = 0;
  for (let after: string | null = null; ;) {
    const late: CaseRow[] = await context.store.cases.overdue(today, after, portion);
    const given = await context.store.cases.noticesOf(late.map(({ id }) => id));
    for (const row of late) {
      // Most overdue cases have had what is due: they cost nothing more.
      if (dueNow(context, row, given.get(row.id) ?? [], policy).length === 0) continue;
      sent += await chaseCase(context, row.id, policy, departments);
    }
    after = late.at(-1)?.id ?? null;
    if (after === null || late.length < portion) return sent;
  }
}

async function chaseCase(
  context: AppContext,
  id: string,
  policy: CasePolicy,
  departments: readonly Department[],
): Promise<number> {
  const nowMs = context.clock.nowMs();
  const sent = await context.store.transaction(async (within) => {
    const row = await within.cases.held(id);
    if (!row) return [];
    const given = (await within.cases.noticesOf([id])).get(id) ?? [];
    const out: CaseRow[] = [];
    for (const one of dueNow(context, row, given, policy)) {
      const notice: CaseNotice = {
        ...one,
        dueOn: row.dueOn,
        atMs: nowMs,
        workingDaysOverdue: caseDaysOverdue(row, nowMs, cityCalendar()),
        toDepartmentId:
          row.departmentId === null || one.level === 0
            ? row.departmentId
            : departmentAbove(departments, row.departmentId, one.level),
      };
      if (!(await within.cases.addNotice(id, notice))) continue;
      const department =
        departments.find((office) => office.id === notice.toDepartmentId)?.name ?? null;
      await within.cases.addStep(id, {
        atMs: nowMs,
        by: actorName(context.actor),
        kind: one.kind,
        detail: { level: one.level, department },
      });
      const detail = {
        level: one.level,
        dueOn: row.dueOn,
        toDepartmentId: notice.toDepartmentId,
      };
      await recordAudit(context, within, `cases.${one.kind}`, { kind: 'case', id }, detail);
      await tellCaseNoticeWithin(context, within, row, notice, department);
      out.push(row);
    }
    return out;
  });
  const [row] = sent;
  if (row !== undefined) tellCaseChanged(context, row);
  return sent.length;
}

/** What is due about a case and has not gone out for its present deadline. */
function dueNow(
  context: AppContext,
  row: CaseRow,
  given: readonly CaseNotice[],
  policy: CasePolicy,
): Notice[] {
  const now = given.filter(({ dueOn }) => dueOn === row.dueOn);
  return noticesToSend(caseDeadline(row), now, policy, cityCalendar(), context.clock.nowMs());
}
