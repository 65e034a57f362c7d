import { isHeardByCalls, type TicketState, type Verdict } from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import type { Repositories } from '../ports/store.ts';
import type { TicketRow, TicketStepDetail } from '../ports/store/tickets.ts';
import { moveHeld } from './move-ticket.ts';

/** What became of a ticket, to be told once the transaction has ended. */
export interface SettledTicket {
  readonly ticketId: string;
  readonly state: TicketState;
}

/** Closes a ticket by a check that passed; nothing where it is closed already. */
export async function passTicket(
  context: AppContext,
  within: Repositories,
  id: string,
  about: Pick<TicketStepDetail, 'retest'> & {
    readonly verdictId?: string;
    readonly reason?: string;
  } = {},
): Promise<SettledTicket[]> {
  const row = await within.tickets.held(id);
  if (!row || row.state === 'closed') return [];
  await moveHeld(asProgram(context), within, row, { ...about, move: 'pass', version: row.version });
  return [{ ticketId: id, state: 'closed' }];
}

/** What a verdict of a re-test says to whoever asks why. */
export function retestOf({ attempts, reached }: Pick<Verdict, 'attempts' | 'reached'>) {
  return { calls: attempts, reached };
}

/** Closes a ticket whose question has its answer; nothing where it is closed already. */
export async function confirmTicket(
  context: AppContext,
  within: Repositories,
  id: string,
  reason: string,
): Promise<SettledTicket[]> {
  const row = await within.tickets.held(id);
  if (!row || row.state === 'closed') return [];
  const move = { move: 'confirm', version: row.version, reason } as const;
  await moveHeld(asProgram(context), within, row, move);
  return [{ ticketId: id, state: 'closed' }];
}

/**
 * A re-test showed that a line is not repaired: claims are reopened, and where somebody only asked for
 * a re-test the ticket says how it ended. Either way none is waited for any more.
 *
 * @param retested the outcomes of the re-test, and how many calls got through
 */
export async function failRetests(
  context: AppContext,
  within: Repositories,
  tickets: readonly TicketRow[],
  retested: Pick<Verdict, 'evidence' | 'attempts' | 'reached'>,
): Promise<SettledTicket[]> {
  const retest = retestOf(retested);
  const settled: SettledTicket[] = [];
  for (const { id, fault, retestAskedAtMs } of tickets) {
    if (retestAskedAtMs === null || !isHeardByCalls(fault)) continue;
    const held = await within.tickets.held(id);
    if (held === null || held.retestAskedAtMs === null || held.state === 'closed') continue;
    const row = { ...held, evidence: [...new Set([...held.evidence, ...retested.evidence])] };
    if (row.state === 'claimed') settled.push(await failTicket(context, within, row, retest));
    else {
      await within.tickets.save(
        { ...row, retestAskedAtMs: null },
        {
          atMs: context.clock.nowMs(),
          by: actorName(asProgram(context).actor),
          kind: 'retest_failed',
          detail: { retest },
        },
      );
      await recordAudit(asProgram(context), within, 'tickets.retest_failed', {
        kind: 'ticket',
        id,
      });
      settled.push({ ticketId: id, state: row.state });
    }
  }
  return settled;
}

/** Reopens a claim by a check that failed. */
export async function failTicket(
  context: AppContext,
  within: Repositories,
  row: TicketRow,
  retest?: TicketStepDetail['retest'],
): Promise<SettledTicket> {
  const move = { move: 'fail', version: row.version, ...(retest && { retest }) } as const;
  await moveHeld(asProgram(context), within, row, move);
  return { ticketId: row.id, state: 'reopened' };
}

/** The open ticket of a line for an outdated number. */
export async function openOutdated(
  within: Repositories,
  lineId: string,
): Promise<TicketRow | null> {
  return (await within.tickets.openOf(lineId)).find(({ fault }) => fault === 'outdated') ?? null;
}

/** The rule moves a ticket here, not the person whose doing it follows from. */
function asProgram(context: AppContext): AppContext {
  const name = context.actor.kind === 'system' ? context.actor.name : 'tickets';
  return { ...context, actor: { kind: 'system', name } };
}

/** Tells open screens what became of tickets. */
export function tellSettled(context: AppContext, settled: readonly SettledTicket[]): void {
  for (const one of settled) context.events.publish({ type: 'ticket.changed', ...one });
}
