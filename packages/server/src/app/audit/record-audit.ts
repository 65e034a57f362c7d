import { actorName } from '../access/actor.ts';
import type { AppContext } from '../context.ts';
import type { Repositories } from '../ports/store.ts';

/** Writes one record of the audit log in the transaction of the change that it tells of. */
export async function recordAudit(
  context: Pick<AppContext, 'actor' | 'clock'>,
  within: Pick<Repositories, 'audit'>,
  operation: string,
  subject: { readonly kind: string; readonly id: string | null },
  detail: unknown = null,
): Promise<void> {
  await within.audit.append({
    atMs: context.clock.nowMs(),
    actor: actorName(context.actor),
    operation,
    subjectKind: subject.kind,
    subjectId: subject.id,
    detail,
  });
}
