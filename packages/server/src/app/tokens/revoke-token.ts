import { authorise, requireWholeCity } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';

export async function revokeToken(context: AppContext, id: string): Promise<{ done: true }> {
  requireWholeCity(await authorise(context, 'accounts.edit'));
  await context.store.transaction(async (within) => {
    if (!(await within.tokens.revoke(id, context.clock.nowMs()))) throw notFound('token');
    await recordAudit(context, within, 'tokens.revoke', { kind: 'token', id });
  });
  return { done: true };
}
