import type { Delivery, DeliveryQuery } from '@everyline/contract';

import { authorise, requireWholeCity } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';
import { pagingOf, type Page } from '../ports/store/page.ts';
import { sendSentence } from './send-sentence.ts';

/** What left, what waits, and what was given up with its reason; newest first. */
export async function listDeliveries(
  context: AppContext,
  query: DeliveryQuery,
): Promise<Page<Delivery>> {
  requireWholeCity(await authorise(context, 'settings.see'));
  const page = await context.store.outbox.page(query.state, pagingOf(query));
  return {
    ...page,
    items: page.items.map((one) => ({
      id: one.id,
      channel: one.channel,
      to: one.toName,
      kind: one.kind,
      subject: one.subject,
      ticketId: one.ticketId,
      state: one.state,
      attempts: one.attempts,
      atMs: one.atMs,
      dueAtMs: one.dueAtMs,
      lastAttemptAtMs: one.lastAttemptAtMs,
      sentAtMs: one.sentAtMs,
      sentence: one.failure && sendSentence(one.failure),
    })),
  };
}

/** Tries once more what was given up, with all attempts before it. */
export async function retryDelivery(context: AppContext, id: string): Promise<void> {
  requireWholeCity(await authorise(context, 'settings.edit'));
  await context.store.transaction(async (within) => {
    if (!(await within.outbox.again(id, context.clock.nowMs()))) throw notFound('delivery');
    await recordAudit(context, within, 'telling.retry', { kind: 'delivery', id });
  });
}
