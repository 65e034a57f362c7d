import type { Ticket, TicketMoveInput, TicketsMoved } from '@everyline/contract';
import {
  moveTicket,
  ticketMoves,
  type DirectorMove,
  type MoveRefusal,
  type OfficeMove,
  type TicketMove,
} from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import { authorise, requireInside } from '../access/authorise.ts';
import type { Scope } from '../access/scope.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, bothSentences, notFound } from '../faults.ts';
import { reviseLine } from '../lines/revise-line.ts';
import { namePeople } from '../people/name-people.ts';
import type { Repositories } from '../ports/store.ts';
import type { TicketRow, TicketStepDetail } from '../ports/store/tickets.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { cityTimeText } from '../settings/city-time-text.ts';
import { tellOpenedWithin } from './ticket-news.ts';
import { ticketRules } from './ticket-rules.ts';
import { ticketView } from './ticket-view.ts';
import { refusalDetail, stepSentence } from './ticket-words.ts';

type Wanted<M extends TicketMove> = TicketMoveInput & { readonly move: M };
type Many<M extends TicketMove> = Omit<Wanted<M>, 'version'> & {
  readonly tickets: readonly { readonly id: string; readonly version: number }[];
};

/** A move of the responsible office. Throws `ticket_moved` where somebody else moved it meanwhile. */
export async function workTicket(
  context: AppContext,
  id: string,
  wanted: Wanted<OfficeMove>,
): Promise<Ticket> {
  return moveOne(context, await authorise(context, 'tickets.work'), id, wanted);
}

/** A move of those who direct the programme. */
export async function directTicket(
  context: AppContext,
  id: string,
  wanted: Wanted<DirectorMove>,
): Promise<Ticket> {
  return moveOne(context, await authorise(context, 'tickets.direct'), id, wanted);
}

/** The same move of the office for many tickets. */
export async function workTickets(
  context: AppContext,
  wanted: Many<OfficeMove>,
): Promise<TicketsMoved> {
  return moveMany(context, await authorise(context, 'tickets.work'), wanted);
}

/** The same move of those who direct for many tickets. */
export async function directTickets(
  context: AppContext,
  wanted: Many<DirectorMove>,
): Promise<TicketsMoved> {
  return moveMany(context, await authorise(context, 'tickets.direct'), wanted);
}

/** Each ticket by itself: one that cannot be moved says why, and the others are moved all the same. */
async function moveMany(
  context: AppContext,
  scope: Scope,
  wanted: Many<TicketMove>,
): Promise<TicketsMoved> {
  const { tickets, ...move } = wanted;
  const rows = new Map<string, TicketRow>();
  for (const { id } of tickets) {
    const row = await context.store.tickets.row(id);
    if (!row) throw notFound('ticket');
    requireInside(scope, row.departmentId);
    rows.set(id, row);
  }
  let moved = 0;
  const refused: TicketsMoved['refused'] = [];
  for (const { id, version } of tickets) {
    try {
      await moveOne(context, scope, id, { ...move, version });
      moved += 1;
    } catch (fault) {
      if (!(fault instanceof AppFault)) throw fault;
      refused.push({ id, number: rows.get(id)?.number ?? 0, sentence: bothSentences(fault) });
    }
  }
  return { moved, refused };
}

async function moveOne(
  context: AppContext,
  scope: Scope,
  id: string,
  wanted: TicketMoveInput,
): Promise<Ticket> {
  const row = await context.store.transaction(async (within) => {
    const before = await within.tickets.held(id);
    if (!before) throw notFound('ticket');
    requireInside(scope, before.departmentId);
    await requireOffice(within, scope, wanted.departmentId);
    await moveHeld(context, within, before, wanted);
    if (wanted.move === 'assign' && wanted.withLine === true && wanted.departmentId !== undefined) {
      const line = await within.lines.byId(before.lineId);
      const { departmentId, reason = '' } = wanted;
      if (line) await reviseLine(context, within, line, { departmentId }, { reason });
    }
    const after = await within.tickets.row(id);
    if (wanted.move === 'assign' && after) await tellOpenedWithin(context, within, after);
    return after;
  });
  if (!row) throw notFound('ticket');
  context.events.publish({ type: 'ticket.changed', ticketId: id, state: row.state });
  return ticketView(row, context.clock.nowMs());
}

async function requireOffice(
  within: Repositories,
  scope: Scope,
  departmentId: string | undefined,
): Promise<void> {
  if (departmentId === undefined) return;
  if ((await within.departments.byId(departmentId)) === null) throw notFound('department');
  requireInside(scope, departmentId);
}

/** Moves a ticket that the transaction holds, with its history and the audit. */
export async function moveHeld(
  context: AppContext,
  within: Repositories,
  before: TicketRow,
  wanted: TicketMoveInput &
    Pick<TicketStepDetail, 'retest'> & { readonly verdictId?: string | null },
): Promise<void> {
  const nowMs = context.clock.nowMs();
  const { move } = wanted;
  const setting = {
    tier: before.tier,
    policy: await ticketRules(within),
    calendar: cityCalendar(),
    nowMs,
  };
  const result = moveTicket(before, wanted, setting);
  if (!result.ok) throw await refusal(within, before, result.refusal);
  if (move === 'reopen') await requireNoOther(within, before);
  const { ticket } = result;
  await within.tickets.save(ticket, {
    atMs: nowMs,
    by: actorName(context.actor),
    kind: move,
    from: before.state,
    to: ticket.state,
    reason: wanted.reason?.trim() ?? '',
    detail: {
      ...(await detailOf(within, before, ticket, wanted)),
      ...(wanted.retest && { retest: wanted.retest }),
    },
  });
  const { reason = '', departmentId, workingDays } = wanted;
  await recordAudit(
    context,
    within,
    `tickets.${move}`,
    { kind: 'ticket', id: before.id },
    {
      from: before.state,
      to: ticket.state,
      dueOn: ticket.dueOn,
      reason,
      departmentId,
      workingDays,
    },
  );
}

async function detailOf(
  within: Repositories,
  before: TicketRow,
  after: { readonly dueOn: string; readonly departmentId: string | null },
  wanted: TicketMoveInput,
): Promise<TicketStepDetail> {
  const workingDays = before.extension?.workingDays;
  return {
    ...(wanted.move === 'assign' &&
      after.departmentId !== null && {
        department: (await within.departments.byId(after.departmentId))?.name ?? null,
      }),
    ...(wanted.move === 'ask_extension' &&
      wanted.workingDays !== undefined && { workingDays: wanted.workingDays }),
    ...(wanted.move === 'grant_extension' && workingDays !== undefined && { workingDays }),
    ...(after.dueOn !== before.dueOn && { dueOn: after.dueOn }),
  };
}

/** One open ticket for one fault of one line: a closed one is not reopened beside it. */
async function requireNoOther(within: Repositories, ticket: TicketRow): Promise<void> {
  const other = (await within.tickets.openOf(ticket.lineId)).find(
    (one) => one.fault === ticket.fault,
  );
  if (other === undefined) return;
  const detail = {
    zh: `同一问题已有整改单 #${other.number}`,
    en: `ticket #${other.number} is open for the same fault`,
  };
  throw new AppFault('ticket_rule', { detail });
}

/** The fault for a refusal; whoever comes second is told who came first, and with what. */
async function refusal(within: Repositories, row: TicketRow, why: MoveRefusal): Promise<AppFault> {
  if (why.why === 'moved_meanwhile') {
    const steps = await within.tickets.steps(row.id);
    const last = steps.findLast(({ kind }) => kind in ticketMoves);
    if (last !== undefined) {
      return new AppFault('ticket_moved', {
        who: (await namePeople(within))(last.by),
        did: stepSentence(last),
        at: cityTimeText(last.atMs),
      });
    }
  }
  return new AppFault('ticket_rule', { detail: refusalDetail(why, row.state) });
}
