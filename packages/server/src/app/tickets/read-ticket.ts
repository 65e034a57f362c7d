import type { TicketDetail } from '@everyline/contract';

import { authorise, requireInside } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';
import { verdictOf } from '../verdicts/read-verdict.ts';
import { ticketView } from './ticket-view.ts';

const sentences = {
  opened: { zh: '判定后开出整改单', en: 'Opened by a verdict' },
  retest_asked: { zh: '申请复测', en: 'A re-test was asked for' },
  closed: { zh: '复测通过，已销号', en: 'Closed by a re-test' },
} as const;

/** A ticket with the verdict that it rests on and what happened to it. */
export async function readTicket(context: AppContext, id: string): Promise<TicketDetail> {
  const scope = await authorise(context, 'tickets.see');
  const row = await context.store.tickets.row(id);
  if (!row) throw notFound('ticket');
  requireInside(scope, row.departmentId);
  const line = await context.store.lines.byId(row.lineId);
  if (!line) throw notFound('line');
  const steps = await context.store.tickets.steps(id);
  return {
    ticket: ticketView(row),
    verdict: await verdictOf(context, line, null),
    steps: steps.map((step) => ({ ...step, sentence: sentences[step.kind] })),
  };
}
