import type { Dispute, Line } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import type { Repositories } from '../ports/store.ts';
import type { TicketRow } from '../ports/store/tickets.ts';
import { openWithin } from '../tickets/open-ticket.ts';
import { disputeSentence } from './dispute-sentence.ts';

/** Opens a ticket for what an owner disputes; where one is open for the line already, it is said there. */
export async function openDisputeTicket(
  context: AppContext,
  within: Repositories,
  line: Line,
  dispute: Dispute,
  forWhom: 'office' | 'directors',
  by: string,
): Promise<{ ticket: TicketRow; opened: boolean }> {
  const language = (await within.settings.city())?.language ?? 'zh-CN';
  const note = disputeSentence(dispute, language);
  const asked = forWhom === 'directors' ? { ...line, departmentId: null } : line;
  const about = { fault: 'other', origin: 'owner_dispute', note } as const;
  const found = await openWithin(context, within, asked, about);
  if (!found.opened) {
    const atMs = context.clock.nowMs();
    await within.tickets.addStep(found.ticket.id, { atMs, by, kind: 'commented', reason: note });
  }
  return found;
}
