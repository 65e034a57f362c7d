import type { Case, CasesMoved } from '@everyline/contract';
import {
  caseMoves,
  moveCase,
  type CaseHotlineMove,
  type CaseMove,
  type CaseMoveRequest,
  type CaseOfficeMove,
  type CaseRefusal,
} from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import { authorise, requireInside } from '../access/authorise.ts';
import type { Scope } from '../access/scope.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, bothSentences, notFound } from '../faults.ts';
import { namePeople } from '../people/name-people.ts';
import type { Repositories } from '../ports/store.ts';
import type { CaseRow, CaseStepDetail } from '../ports/store/cases.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { cityTimeText } from '../settings/city-time-text.ts';
import { sayResultWithin } from '../channels/say-result.ts';
import { passOnWithin } from '../work-orders/pass-on.ts';
import { tellDispatchedWithin, tellReturnedWithin } from './case-news.ts';
import { caseRules } from './case-rules.ts';
import { caseView } from './case-view.ts';
import { caseRefusalDetail, caseStepSentence } from './case-words.ts';
import { tellCaseChanged } from './case-changed.ts';

type Many<M extends CaseMove> = Omit<CaseMoveRequest, 'version'> & {
  readonly move: M;
  readonly cases: readonly { readonly id: string; readonly version: number }[];
};

/** A move of the responsible office. Throws `case_moved` where somebody else moved it meanwhile. */
export async function workCase(
  context: AppContext,
  id: string,
  wanted: CaseMoveRequest & { readonly move: CaseOfficeMove },
): Promise<Case> {
  return moveOne(context, await authorise(context, 'cases.work'), id, wanted);
}

/** A move of those who direct the hotline. */
export async function directCase(
  context: AppContext,
  id: string,
  wanted: CaseMoveRequest & { readonly move: CaseHotlineMove },
): Promise<Case> {
  return moveOne(context, await authorise(context, 'cases.direct'), id, wanted);
}

/** The same move of the office for many cases. */
export async function workCases(
  context: AppContext,
  wanted: Many<CaseOfficeMove>,
): Promise<CasesMoved> {
  return moveMany(context, await authorise(context, 'cases.work'), wanted);
}

/** The same move of those who direct for many cases. */
export async function directCases(
  context: AppContext,
  wanted: Many<CaseHotlineMove>,
): Promise<CasesMoved> {
  return moveMany(context, await authorise(context, 'cases.direct'), wanted);
}

/** Each case by itself: one that cannot be moved says why, and the others are moved all the same. */
async function moveMany(
  context: AppContext,
  scope: Scope,
  { cases, ...move }: Many<CaseMove>,
): Promise<CasesMoved> {
  const numbers = new Map<string, number>();
  for (const { id } of cases) {
    const row = await context.store.cases.row(id);
    if (!row) throw notFound('case');
    requireInside(scope, row.departmentId);
    numbers.set(id, row.number);
  }
  let moved = 0;
  const refused: CasesMoved['refused'] = [];
  for (const { id, version } of cases) {
    try {
      await moveOne(context, scope, id, { ...move, version });
      moved += 1;
    } catch (fault) {
      if (!(fault instanceof AppFault)) throw fault;
      refused.push({ id, number: numbers.get(id) ?? 0, sentence: bothSentences(fault) });
    }
  }
  return { moved, refused };
}

async function moveOne(
  context: AppContext,
  scope: Scope,
  id: string,
  wanted: CaseMoveRequest,
): Promise<Case> {
  const { row, policy } = await context.store.transaction(async (within) => {
    const before = await within.cases.held(id);
    if (!before) throw notFound('case');
    requireInside(scope, before.departmentId);
    if (wanted.departmentId !== undefined) {
      if ((await within.departments.byId(wanted.departmentId)) === null) {
        throw notFound('department');
      }
      requireInside(scope, wanted.departmentId);
    }
    return {
      row: await moveHeldCase(context, within, before, wanted),
      policy: await caseRules(within),
    };
  });
  tellCaseChanged(context, row);
  return caseView(row, policy, context.clock.nowMs());
}

/** Moves a case that the transaction holds, with its history, the audit, and telling whom it concerns. */
export async function moveHeldCase(
  context: AppContext,
  within: Repositories,
  before: CaseRow,
  wanted: CaseMoveRequest,
): Promise<CaseRow> {
  const nowMs = context.clock.nowMs();
  const policy = await caseRules(within);
  const result = moveCase(before, wanted, { policy, calendar: cityCalendar(), nowMs });
  if (!result.ok) throw await refusal(within, before, result.refusal);
  const moved = result.case;
  const { move, reason = '', departmentId, workingDays, satisfaction } = wanted;
  await within.cases.save(moved, {
    atMs: nowMs,
    by: actorName(context.actor),
    kind: move,
    from: before.state,
    to: moved.state,
    reason: move === 'answer' ? moved.answer : reason.trim(),
    detail: await detailOf(within, before, moved, wanted),
  });
  await recordAudit(
    context,
    within,
    `cases.${move}`,
    { kind: 'case', id: before.id },
    {
      from: before.state,
      to: moved.state,
      dueOn: moved.dueOn,
      departmentId,
      workingDays,
      satisfaction,
      ...(move !== 'answer' && { reason }),
    },
  );
  const after = await within.cases.row(before.id);
  if (!after) throw notFound('case');
  if (move === 'dispatch' || move === 'redirect') {
    await tellDispatchedWithin(context, within, after, policy);
  }
  await passOnWithin(context, within, after, { event: 'moved', before, move, reason });
  if (move === 'answer') await sayResultWithin(context, within, after);
  if (move === 'return') await tellReturnedWithin(context, within, after, reason.trim());
  return after;
}

async function detailOf(
  within: Repositories,
  before: CaseRow,
  after: { readonly dueOn: string; readonly departmentId: string | null },
  wanted: CaseMoveRequest,
): Promise<CaseStepDetail> {
  const granted = before.extension?.workingDays;
  const { move, workingDays, satisfaction } = wanted;
  return {
    ...((move === 'dispatch' || move === 'redirect') &&
      after.departmentId !== null && {
        department: (await within.departments.byId(after.departmentId))?.name ?? null,
      }),
    ...(move === 'ask_extension' && workingDays !== undefined && { workingDays }),
    ...(move === 'grant_extension' && granted !== undefined && { workingDays: granted }),
    ...(move === 'visit' && satisfaction !== undefined && { satisfaction }),
    ...(after.dueOn !== before.dueOn && { dueOn: after.dueOn }),
  };
}

/** The fault for a refusal; whoever comes second is told who came first, and with what. */
async function refusal(within: Repositories, row: CaseRow, why: CaseRefusal): Promise<AppFault> {
  if (why.why === 'moved_meanwhile') {
    const last = (await within.cases.steps(row.id)).findLast(({ kind }) => kind in caseMoves);
    if (last !== undefined) {
      return new AppFault('case_moved', {
        who: (await namePeople(within))(last.by),
        did: caseStepSentence(last),
        at: cityTimeText(last.atMs),
      });
    }
  }
  return new AppFault('case_rule', { detail: caseRefusalDetail(why, row.state) });
}
