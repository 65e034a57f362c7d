import type { AuditVerification } from '@everyline/contract';

import { authorise, requireWholeCity } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';

/** Recomputes the chain of the audit log from its first record. */
export async function verifyAudit(context: AppContext): Promise<AuditVerification> {
  requireWholeCity(await authorise(context, 'audit.see'));
  return context.store.audit.verify();
}
