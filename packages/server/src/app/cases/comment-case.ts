import { maskPersons } from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault } from '../faults.ts';
import { newId } from '../new-id.ts';
import { tellMentionedWithin } from '../people/mention-people.ts';
import { namePeople } from '../people/name-people.ts';
import type { Repositories } from '../ports/store.ts';
import type { CaseRow } from '../ports/store/cases.ts';
import { passOnWithin } from '../work-orders/pass-on.ts';
import { tellCaseChanged } from './case-changed.ts';
import { visibleCase } from './visible-case.ts';

/** Adds a comment to the history; it moves nothing, so it cannot come too late. */
export async function commentCase(context: AppContext, id: string, text: string): Promise<void> {
  const row = await visibleCase(context, 'cases.comment', id);
  await context.store.transaction((within) => commentWithin(context, within, row, text));
  tellCaseChanged(context, row);
}

/** The same in a transaction; work-order systems that have the case are told. */
export async function commentWithin(
  context: AppContext,
  within: Repositories,
  row: CaseRow,
  text: string,
): Promise<void> {
  const reason = text.trim();
  if (reason === '') {
    const detail = { zh: '留言是空的', en: 'the comment is empty' };
    throw new AppFault('invalid_input', { detail }, 'text');
  }
  await within.cases.addStep(row.id, {
    atMs: context.clock.nowMs(),
    by: actorName(context.actor),
    kind: 'commented',
    reason,
  });
  await recordAudit(context, within, 'cases.comment', { kind: 'case', id: row.id });
  const { zh: who } = (await namePeople(within))(actorName(context.actor));
  const masked = maskPersons(reason);
  await tellMentionedWithin(context, within, reason, {
    key: `case:${row.id}:mention:${newId(context)}`,
    ticketId: null,
    path: `/cases/${row.id}`,
    departmentId: row.departmentId,
    seenBy: 'cases.see',
    subject: {
      zh: `${who} 在工单 #${row.number} 中提到您`,
      en: `${who} mentions you in case #${row.number}`,
    },
    text: { zh: `${who}：${masked}`, en: `${who}: ${masked}` },
  });
  await passOnWithin(context, within, row, { event: 'commented', before: row, reason });
}
