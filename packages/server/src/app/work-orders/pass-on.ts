import { departmentsUnder, maskPersons, type CaseMove } from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { newId } from '../new-id.ts';
import type { Repositories } from '../ports/store.ts';
import type { CaseLink, StoredCaseSystem } from '../ports/store/case-systems.ts';
import type { CaseRow } from '../ports/store/cases.ts';
import type { CaseEvent } from '../ports/store/telling.ts';
import { asSystem } from './verify-request.ts';

/** What happened to a case, as far as others are told. */
export interface PassedOn {
  readonly event: 'opened' | 'moved' | 'commented';
  readonly before: Pick<CaseRow, 'state' | 'departmentId'> | null;
  readonly move?: CaseMove;
  readonly reason?: string;
}

/**
 * Puts into the outbox, in the transaction of what happened, what each work-order system is to be told:
 * a case that it does not know yet whole, of others what has changed. Who did it is not told of it.
 */
export async function passOnWithin(
  context: AppContext,
  within: Repositories,
  row: CaseRow,
  about: PassedOn,
): Promise<void> {
  const systems = (await within.caseSystems.all()).filter(
    ({ enabled, urlSealed }) => enabled && urlSealed !== null,
  );
  if (systems.length === 0) return;
  const links = await within.caseSystems.linksOf(row.id);
  for (const system of systems) {
    if (actorName(asSystem(context, system).actor) === actorName(context.actor)) continue;
    const link = links.find(({ systemId }) => systemId === system.id) ?? null;
    const concerned = await concerns(within, system, row, about.before, link);
    if (!concerned) continue;
    if (link === null) {
      await within.caseSystems.link({
        caseId: row.id,
        systemId: system.id,
        externalNumber: null,
        came: false,
      });
      const subject = { kind: 'case', id: row.id };
      await recordAudit(context, within, 'contacts.pass_on', subject, { system: system.name });
    }
    await put(context, within, system, row, link === null ? { ...about, event: 'opened' } : about);
  }
}

async function concerns(
  within: Repositories,
  system: StoredCaseSystem,
  row: CaseRow,
  before: PassedOn['before'],
  link: CaseLink | null,
): Promise<boolean> {
  if (system.side === 'hotline') return link !== null || system.sendsOwn;
  if (link?.came === true) return true;
  const departments = await within.departments.all();
  const own =
    system.departmentId === null ? null : departmentsUnder(departments, system.departmentId);
  const isOwn = (id: string | null) => id !== null && (own === null || own.has(id));
  // Of one that goes to another office it hears that, and no more.
  return isOwn(row.departmentId) || (link !== null && isOwn(before?.departmentId ?? null));
}

async function put(
  context: AppContext,
  within: Repositories,
  system: StoredCaseSystem,
  row: CaseRow,
  { event, before, move, reason = '' }: PassedOn,
): Promise<void> {
  const caseEvent: CaseEvent = {
    event,
    caseId: row.id,
    number: row.number,
    move: move ?? null,
    from: before?.state ?? null,
    to: row.state,
    reason: maskPersons(reason),
    answer: maskPersons(row.answer),
    satisfaction: row.satisfaction,
    department: row.departmentName,
    dueOn: row.dueOn,
  };
  const newsId = newId(context);
  const nowMs = context.clock.nowMs();
  await within.news.add({
    id: newsId,
    key: `case:${row.id}:passed_on:${newsId}`,
    kind: 'case',
    atMs: nowMs,
    ticketId: null,
    path: `/cases/${row.id}`,
    departmentId: row.departmentId,
    subject: { zh: `工单 #${row.number}`, en: `case #${row.number}` },
    text: { zh: '', en: '' },
    caseEvent,
  });
  await within.outbox.add([
    {
      id: newId(context),
      newsId,
      channel: 'work_orders',
      accountId: null,
      targetId: null,
      keeperId: null,
      caseSystemId: system.id,
      addressKey: `case_system:${system.id}`,
      toName: system.name,
      dueAtMs: nowMs,
    },
  ]);
}
