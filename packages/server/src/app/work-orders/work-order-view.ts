import type { WorkOrder } from '@everyline/contract';
import { isCaseOverdue, maskPersons } from '@everyline/domain';

import { caseStateWords, caseStepSentence } from '../cases/case-words.ts';
import type { AppContext } from '../context.ts';
import type { Repositories } from '../ports/store.ts';
import type { CaseRow } from '../ports/store/cases.ts';
import { cityCalendar } from '../settings/city-calendar.ts';

/** How a case stands, for a system that knows it: without who asked. */
export async function workOrderView(
  context: AppContext,
  store: Repositories,
  row: CaseRow,
  systemId: string,
): Promise<WorkOrder> {
  const [steps, links] = await Promise.all([
    store.cases.steps(row.id),
    store.caseSystems.linksOf(row.id),
  ]);
  return {
    number: row.number,
    externalNumber: links.find((link) => link.systemId === systemId)?.externalNumber ?? null,
    state: row.state,
    stateName: caseStateWords[row.state],
    department: row.departmentName,
    dueOn: row.dueOn,
    overdue: isCaseOverdue(row, context.clock.nowMs(), cityCalendar()),
    answer: maskPersons(row.answer),
    answeredAtMs: row.answeredAtMs,
    satisfaction: row.satisfaction,
    closedAtMs: row.closedAtMs,
    version: row.version,
    steps: steps.map((step) => ({
      id: step.id,
      atMs: step.atMs,
      kind: step.kind,
      sentence: caseStepSentence(step),
      reason: maskPersons(step.reason),
    })),
  };
}
