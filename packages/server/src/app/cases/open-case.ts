import type { Case, NewCase } from '@everyline/contract';
import { newCase, type CaseChannel } from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import { authorise, requireInside } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { newId } from '../new-id.ts';
import type { Repositories } from '../ports/store.ts';
import type { CaseRow } from '../ports/store/cases.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { passOnWithin } from '../work-orders/pass-on.ts';
import { sealContact, type CaseContact } from './case-contact.ts';
import { tellCaseChanged } from './case-changed.ts';
import { caseRules } from './case-rules.ts';
import { caseView } from './case-view.ts';
import { moveHeldCase } from './move-case.ts';

/** A demand as it comes in, from a person at the desk, a file or another system. */
export interface IncomingDemand {
  readonly demand: string;
  readonly category: string;
  readonly place?: string;
  readonly channel: CaseChannel;
  readonly contact?: CaseContact;
  readonly departmentId?: string | null;
  readonly lineId?: string | null;
  readonly receivedAtMs?: number;
  /** Where it comes from and its number there; no system: a file. */
  readonly link?: { readonly systemId: string | null; readonly externalNumber: string };
}

/** Opens a case for a demand; with an office it is dispatched to it at once. */
export async function openCase(context: AppContext, input: NewCase): Promise<Case> {
  const scope = await authorise(context, 'cases.open');
  requireInside(scope, input.departmentId ?? null);
  const { row, policy } = await context.store.transaction(async (within) => ({
    row: await openCaseWithin(context, within, input),
    policy: await caseRules(within),
  }));
  tellCaseChanged(context, row);
  return caseView(row, policy, context.clock.nowMs());
}

/** Opens a case in a transaction, with its history and the audit. */
export async function openCaseWithin(
  context: AppContext,
  within: Repositories,
  input: IncomingDemand,
): Promise<CaseRow> {
  const policy = await caseRules(within);
  const demand = input.demand.trim();
  if (demand.length < 2) {
    const detail = { zh: '请写明诉求', en: 'say what is wanted' };
    throw new AppFault('invalid_input', { detail }, 'demand');
  }
  if (!policy.categories.some(({ code }) => code === input.category)) {
    const detail = {
      zh: `没有“${input.category}”这个类别，可用的有：${policy.categories.map(({ name }) => name.zh).join('、')}`,
      en: `there is no category ${input.category}; there are: ${policy.categories.map(({ code }) => code).join(', ')}`,
    };
    throw new AppFault('invalid_input', { detail }, 'category');
  }
  const { departmentId = null, lineId = null } = input;
  if (departmentId !== null && (await within.departments.byId(departmentId)) === null) {
    throw notFound('department');
  }
  if (lineId !== null && (await within.lines.byId(lineId)) === null) throw notFound('line');
  const nowMs = context.clock.nowMs();
  const begun = newCase(
    {
      id: newId(context),
      demand,
      category: input.category,
      place: input.place?.trim() ?? '',
      channel: input.channel,
      lineId,
      departmentId: null,
      atMs: input.receivedAtMs ?? nowMs,
    },
    policy,
    cityCalendar(),
  );
  const row = await within.cases.insert(begun, sealContact(context, input.contact), {
    atMs: nowMs,
    by: actorName(context.actor),
    kind: 'received',
    to: 'received',
    detail: { channel: input.channel },
  });
  if (input.link) await within.caseSystems.link({ caseId: row.id, came: true, ...input.link });
  await passOnWithin(context, within, row, { event: 'opened', before: null });
  const subject = { kind: 'case', id: row.id };
  const { category, channel } = input;
  await recordAudit(context, within, 'cases.open', subject, { category, channel, lineId });
  if (departmentId === null) return (await within.cases.row(row.id)) ?? row;
  return moveHeldCase(context, within, row, {
    move: 'dispatch',
    version: row.version,
    departmentId,
  });
}
