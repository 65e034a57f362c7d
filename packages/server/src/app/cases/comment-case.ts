import { actorName } from '../access/actor.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault } from '../faults.ts';
import { tellCaseChanged } from './case-changed.ts';
import { visibleCase } from './visible-case.ts';

/** Adds a comment to the history; it moves nothing, so it cannot come too late. */
export async function commentCase(context: AppContext, id: string, text: string): Promise<void> {
  const row = await visibleCase(context, 'cases.comment', id);
  const reason = text.trim();
  if (reason === '') {
    const detail = { zh: '留言是空的', en: 'the comment is empty' };
    throw new AppFault('invalid_input', { detail }, 'text');
  }
  await context.store.transaction(async (within) => {
    await within.cases.addStep(id, {
      atMs: context.clock.nowMs(),
      by: actorName(context.actor),
      kind: 'commented',
      reason,
    });
    await recordAudit(context, within, 'cases.comment', { kind: 'case', id });
  });
  tellCaseChanged(context, row);
}
