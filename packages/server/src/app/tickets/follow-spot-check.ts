import type { SpotCheck } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import type { Repositories } from '../ports/store.ts';
import { openWithin } from './open-ticket.ts';
import { failTicket, openOutdated, passTicket, type SettledTicket } from './settle-tickets.ts';
import { ticketRules } from './ticket-rules.ts';

/**
 * What a person's test call says of who answers, and of how questions are answered: a wrong answer opens a ticket or
 * reopens one that was claimed, a right one closes what was claimed.
 */
export async function followSpotCheck(
  context: AppContext,
  within: Repositories,
  check: SpotCheck,
): Promise<SettledTicket[]> {
  const settled = await followWord(context, within, check);
  if (check.answerRight === null) return settled;
  const line = await within.lines.byId(check.lineId);
  if (!line) return settled;
  const open = (await within.tickets.openOf(check.lineId)).find(
    ({ fault }) => fault === 'wrong_answers',
  );
  const held = open === undefined ? null : await within.tickets.held(open.id);
  if (held?.state === 'claimed') {
    return check.answerRight
      ? [...settled, ...(await passTicket(context, within, held.id))]
      : [...settled, await failTicket(context, within, held)];
  }
  if (check.answerRight || held !== null) return settled;
  if (!(await ticketRules(within)).wrongAnswerOpens) return settled;
  const { ticket, opened } = await openWithin(context, within, line, {
    fault: 'wrong_answers',
    origin: 'spot_check',
    note: check.note,
    evidence: [check.id],
  });
  return opened ? [...settled, { ticketId: ticket.id, state: ticket.state }] : settled;
}

/**
 * What a person heard of who answers: the office that is published closes a ticket for an outdated
 * number, another one reopens it where it was claimed to be corrected.
 */
async function followWord(
  context: AppContext,
  within: Repositories,
  check: SpotCheck,
): Promise<SettledTicket[]> {
  const isRight = check.code === '11';
  if (!isRight && check.code !== '12' && check.code !== '13') return [];
  const open = await openOutdated(within, check.lineId);
  const held = open === null ? null : await within.tickets.held(open.id);
  // The call that opened it, or one before, says nothing of its repair.
  if (held === null || held.state === 'closed' || check.checkedAtMs < held.openedAtMs) return [];
  if (isRight) {
    return passTicket(context, within, held.id, {
      reason: '人工抽查：接听的是公布的单位。A spot check reached the office that is published.',
    });
  }
  return held.state === 'claimed' ? [await failTicket(context, within, held)] : [];
}
