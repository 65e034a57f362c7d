import type { FullContact } from '@everyline/contract';

import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault } from '../faults.ts';
import { openContact } from './case-contact.ts';
import { visibleCase } from './visible-case.ts';

/** Who asked, and what they said, with nothing hidden. That somebody looked, and why, is audited first. */
export async function lookAtContact(
  context: AppContext,
  id: string,
  reason: string,
): Promise<FullContact> {
  const row = await visibleCase(context, 'contacts.see', id);
  const why = reason.trim();
  if (why.length < 2) {
    const detail = { zh: '请写明查看事由', en: 'say why you look at it' };
    throw new AppFault('invalid_input', { detail }, 'reason');
  }
  const sealed = await context.store.cases.sealedContact(id);
  const subject = { kind: 'case', id };
  await recordAudit(context, context.store, 'contacts.look', subject, { reason: why });
  const contact = sealed === null ? { name: '', telephone: '' } : openContact(context, sealed);
  return { ...contact, demand: row.demand, place: row.place };
}
