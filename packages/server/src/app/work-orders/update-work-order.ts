import type { WorkOrderQuery, WorkOrderUpdate, WorkOrderUpdated } from '@everyline/contract';
import { caseMoves, type CaseMove } from '@everyline/domain';

import { tellCaseChanged } from '../cases/case-changed.ts';
import { commentWithin } from '../cases/comment-case.ts';
import { moveHeldCase } from '../cases/move-case.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import type { Repositories } from '../ports/store.ts';
import type { StoredCaseSystem } from '../ports/store/case-systems.ts';
import type { CaseRow } from '../ports/store/cases.ts';
import { knownCase, namedOffice, requireOwn } from './known-case.ts';
import type { BySystem } from './verify-request.ts';
import { workOrderView } from './work-order-view.ts';

/** Does a move or a comment of another system, once. */
export async function updateWorkOrder(
  { system, context }: BySystem,
  number: string,
  query: WorkOrderQuery,
  update: WorkOrderUpdate,
): Promise<WorkOrderUpdated> {
  const { row, applied } = await context.store.transaction(async (within) => {
    const { id } = await knownCase(within, system, number, query);
    const held = await within.cases.held(id);
    if (!held) throw notFound('case');
    const nowMs = context.clock.nowMs();
    if (!(await within.caseSystems.beginUpdate(system.id, update.id, id, nowMs))) {
      return { row: held, applied: false };
    }
    await requireOwn(within, system, held.departmentId);
    return { row: await apply(context, within, system, held, update), applied: true };
  });
  if (applied) tellCaseChanged(context, row);
  return { applied, case: await workOrderView(context, context.store, row, system.id) };
}

async function apply(
  context: AppContext,
  within: Repositories,
  system: StoredCaseSystem,
  held: CaseRow,
  update: WorkOrderUpdate,
): Promise<CaseRow> {
  const { move, reason, answer, satisfaction, workingDays } = update;
  if (move === 'comment') {
    await commentWithin(context, within, held, reason ?? '');
    return held;
  }
  requireSide(system, move);
  const departmentId = await namedOffice(within, system, update.department);
  return moveHeldCase(context, within, held, {
    move,
    version: held.version,
    ...(reason !== undefined && { reason }),
    ...(answer !== undefined && { answer }),
    ...(satisfaction !== undefined && { satisfaction }),
    ...(workingDays !== undefined && { workingDays }),
    ...(departmentId !== null && { departmentId }),
  });
}

/** A hotline makes the moves of the hotline, an office's system those of the office. */
function requireSide(system: StoredCaseSystem, move: CaseMove): void {
  if (caseMoves[move].by === system.side) return;
  const detail = {
    zh: `“${system.name}”不办理这一步（${move}）`,
    en: `${system.name} does not make this move (${move})`,
  };
  throw new AppFault('case_rule', { detail }, 'move');
}
