import type { Case } from '@everyline/contract';
import { localTime, type CaseChannel } from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import { authorise, requireInside } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import type { Repositories } from '../ports/store.ts';
import type { CaseRow } from '../ports/store/cases.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { caseRules } from './case-rules.ts';
import { caseView } from './case-view.ts';
import { tellCaseChanged } from './case-changed.ts';

/** Records that somebody told the citizen what was answered, and by which way. */
export async function tellCitizen(
  context: AppContext,
  id: string,
  { channel, note = '' }: { readonly channel: CaseChannel; readonly note?: string },
): Promise<Case> {
  const scope = await authorise(context, 'cases.comment');
  const nowMs = context.clock.nowMs();
  const row = await context.store.transaction(async (within) => {
    const before = await within.cases.held(id);
    if (!before) throw notFound('case');
    requireInside(scope, before.departmentId);
    if (before.answeredAtMs === null || before.toldAtMs !== null) {
      const day = before.toldAtMs === null ? '' : localTime(cityCalendar(), before.toldAtMs).day;
      const detail =
        before.toldAtMs === null
          ? { zh: '还没有答复可以告知', en: 'there is no answer to tell yet' }
          : { zh: `已于 ${day} 告知`, en: `the citizen was told on ${day}` };
      throw new AppFault('case_rule', { detail });
    }
    return noteToldWithin(context, within, before, channel, note);
  });
  tellCaseChanged(context, row);
  return caseView(row, await caseRules(context.store), nowMs);
}

/** Records in a transaction, of a case that is held, that its citizen was told the result. */
export async function noteToldWithin(
  context: Pick<AppContext, 'actor' | 'clock'>,
  within: Repositories,
  before: CaseRow,
  channel: CaseChannel,
  note: string,
): Promise<CaseRow> {
  const nowMs = context.clock.nowMs();
  const told = { ...before, toldAtMs: nowMs };
  await within.cases.save(told, {
    atMs: nowMs,
    by: actorName(context.actor),
    kind: 'told',
    reason: note.trim(),
    detail: { channel },
  });
  await recordAudit(context, within, 'cases.told', { kind: 'case', id: before.id }, { channel });
  return told;
}
