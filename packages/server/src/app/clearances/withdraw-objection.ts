import { authorise, requireInside } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';

/** An office takes its objection back; a callee's holds for good. Nothing is cleared by that. */
export async function withdrawObjection(context: AppContext, id: string): Promise<{ done: true }> {
  const scope = await authorise(context, 'clearances.give');
  return context.store.transaction(async (within) => {
    const objection = await within.clearances.objectionById(id);
    if (!objection) throw notFound('objection');
    if (scope !== 'all') {
      if (objection.departmentId !== null) requireInside(scope, objection.departmentId);
      const lines =
        objection.ledgerKey === null ? [] : await within.lines.byLedgerKey(objection.ledgerKey);
      for (const line of lines) requireInside(scope, line.departmentId);
    }
    if (objection.by === 'callee') throw new AppFault('wrong_state', { state: 'callee' });
    if (objection.withdrawnAtMs !== null) throw new AppFault('wrong_state', { state: 'withdrawn' });
    await within.clearances.withdrawObjection(id, context.clock.nowMs());
    await recordAudit(context, within, 'objections.withdraw', { kind: 'objection', id });
    return { done: true };
  });
}
