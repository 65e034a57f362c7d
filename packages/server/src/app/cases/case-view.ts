import type { Case } from '@everyline/contract';
import {
  caseDaysOverdue,
  isCaseOverdue,
  isToBeTold,
  maskPersons,
  type CasePolicy,
} from '@everyline/domain';

import { displayNumber } from '../lines/display-number.ts';
import type { CaseRow } from '../ports/store/cases.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { categoryName } from './case-words.ts';

/** A case as screens show it: what tells who asked is masked, also where it stands in the demand. */
export function caseView(row: CaseRow, policy: CasePolicy, nowMs: number): Case {
  const calendar = cityCalendar();
  return {
    id: row.id,
    number: row.number,
    externalNumber: row.externalNumber,
    from: row.from,
    version: row.version,
    state: row.state,
    category: { code: row.category, name: categoryName(policy, row.category) },
    channel: row.channel,
    demand: maskPersons(row.demand),
    place: maskPersons(row.place),
    contact: row.contact,
    department:
      row.departmentId === null ? null : { id: row.departmentId, name: row.departmentName ?? '' },
    line:
      row.lineId === null || row.telephone === null
        ? null
        : { id: row.lineId, display: displayNumber(row.telephone) },
    receivedAtMs: row.receivedAtMs,
    dueOn: row.dueOn,
    overdue: isCaseOverdue(row, nowMs, calendar),
    workingDaysOverdue: caseDaysOverdue(row, nowMs, calendar),
    extension: row.extension,
    timesReopened: row.timesReopened,
    answer: maskPersons(row.answer),
    answeredAtMs: row.answeredAtMs,
    satisfaction: row.satisfaction,
    toBeTold: isToBeTold(row),
    closedAtMs: row.closedAtMs,
  };
}
