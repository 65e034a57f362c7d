import type { Calendar } from '../calendar/calendar.ts';
import { localTime } from '../calendar/local-time.ts';
import { addWorkingDays } from '../calendar/working-day.ts';
import type { Tier } from '../lines/line.ts';
import { dueDay, returnUntil } from './ticket-deadlines.ts';
import type { TicketPolicy } from './ticket-policy.ts';
import { isHeardByCalls, type Ticket, type TicketState } from './ticket.ts';

/** Who makes a move: the responsible office, those who direct the programme, or a re-test. */
export type TicketMover = 'office' | 'director' | 'retest';

/** What a move asks for. */
export type TicketAsk = 'reason' | 'working_days' | 'department';

interface MoveRule {
  readonly by: TicketMover;
  readonly from: readonly TicketState[];
  /** Null: the state stays. */
  readonly to: TicketState | null;
  readonly asks: readonly TicketAsk[];
}

const open = ['opened', 'returned', 'accepted', 'in_repair', 'claimed', 'reopened'] as const;
const atWork = ['accepted', 'in_repair', 'reopened'] as const;

/** The life of a ticket: every move, who makes it, from where to where, and what it asks for. */
export const ticketMoves = {
  accept: { by: 'office', from: ['opened'], to: 'accepted', asks: [] },
  return: { by: 'office', from: ['opened'], to: 'returned', asks: ['reason'] },
  start: { by: 'office', from: ['accepted', 'reopened'], to: 'in_repair', asks: [] },
  claim: { by: 'office', from: atWork, to: 'claimed', asks: ['reason'] },
  ask_extension: { by: 'office', from: atWork, to: null, asks: ['working_days', 'reason'] },
  // Somebody waits for these two: where they can be made they come first.
  grant_extension: { by: 'director', from: atWork, to: null, asks: [] },
  refuse_extension: { by: 'director', from: atWork, to: null, asks: ['reason'] },
  assign: {
    by: 'director',
    from: ['opened', 'returned', 'accepted', 'in_repair', 'reopened'],
    to: 'opened',
    asks: ['department', 'reason'],
  },
  confirm: { by: 'director', from: open, to: 'closed', asks: ['reason'] },
  reject: { by: 'director', from: ['claimed'], to: 'reopened', asks: ['reason'] },
  reopen: { by: 'director', from: ['closed'], to: 'reopened', asks: ['reason'] },
  pass: { by: 'retest', from: open, to: 'closed', asks: [] },
  fail: { by: 'retest', from: ['claimed'], to: 'reopened', asks: [] },
} as const satisfies Readonly<Record<string, MoveRule>>;

export type TicketMove = keyof typeof ticketMoves;
type MovesOf<M extends TicketMover> = {
  [K in TicketMove]: (typeof ticketMoves)[K]['by'] extends M ? K : never;
}[TicketMove];

function movesBy<M extends TicketMover>(mover: M): readonly MovesOf<M>[] {
  return (Object.keys(ticketMoves) as TicketMove[]).filter(
    (move): move is MovesOf<M> => ticketMoves[move].by === mover,
  );
}

/** The moves of the responsible office. */
export const officeMoves = movesBy('office');
export type OfficeMove = MovesOf<'office'>;

/** The moves of those who direct the programme. */
export const directorMoves = movesBy('director');
export type DirectorMove = MovesOf<'director'>;

/** A move as somebody wants it. */
export interface MoveRequest {
  readonly move: TicketMove;
  /** The version that the mover saw. */
  readonly version: number;
  readonly reason?: string;
  readonly workingDays?: number;
  readonly departmentId?: string;
  /** The verdict of the re-test, with `pass`. */
  readonly verdictId?: string | null;
}

/** Why a move cannot be made. */
export type MoveRefusal =
  | { readonly why: 'moved_meanwhile' }
  | { readonly why: 'wrong_state' }
  | { readonly why: 'reason_needed' }
  | { readonly why: 'department_needed' }
  | { readonly why: 'same_department' }
  | { readonly why: 'return_too_late'; readonly lastDay: string }
  | { readonly why: 'extension_pending' }
  | { readonly why: 'extension_used'; readonly most: number }
  | { readonly why: 'extension_too_long'; readonly most: number }
  | { readonly why: 'extension_too_late'; readonly lastDay: string }
  | { readonly why: 'no_extension_asked' };

export type MoveResult =
  | { readonly ok: true; readonly ticket: Ticket }
  | { readonly ok: false; readonly refusal: MoveRefusal };

/** What the rules of a move look at beside the ticket. */
export interface MoveSetting {
  readonly tier: Tier;
  readonly policy: TicketPolicy;
  readonly calendar: Calendar;
  readonly nowMs: number;
}

/** The ticket after a move, or why it cannot be made; the version goes up by one. */
export function moveTicket(ticket: Ticket, request: MoveRequest, setting: MoveSetting): MoveResult {
  const refusal = refusalOf(ticket, request, setting);
  if (refusal !== null) return { ok: false, refusal };
  const { to } = ticketMoves[request.move];
  const moved = { ...ticket, state: to ?? ticket.state, version: ticket.version + 1 };
  return { ok: true, ticket: { ...moved, ...effectOf(ticket, request, setting) } };
}

/** The moves that a mover could make now, whatever is filled in. */
export function openMoves<M extends TicketMover>(
  ticket: Ticket,
  mover: M,
  setting: MoveSetting,
): MovesOf<M>[] {
  return movesBy(mover).filter((move) => possible(ticket, move, setting) === null);
}

function refusalOf(ticket: Ticket, request: MoveRequest, setting: MoveSetting): MoveRefusal | null {
  if (request.version !== ticket.version) return { why: 'moved_meanwhile' };
  const impossible = possible(ticket, request.move, setting);
  if (impossible !== null) return impossible;
  const asks: readonly TicketAsk[] = ticketMoves[request.move].asks;
  if (asks.includes('reason') && (request.reason ?? '').trim() === '') {
    return { why: 'reason_needed' };
  }
  if (asks.includes('department')) {
    if (request.departmentId === undefined) return { why: 'department_needed' };
    // Back to an office that returned it is an answer; to one that has it already is none.
    if (request.departmentId === ticket.departmentId && ticket.state !== 'returned') {
      return { why: 'same_department' };
    }
  }
  const most = setting.policy.extensionWorkingDays;
  const wanted = request.workingDays ?? 0;
  if (asks.includes('working_days') && (wanted < 1 || wanted > most)) {
    return { why: 'extension_too_long', most };
  }
  return null;
}

/** What stands against a move as the ticket is now, before anything is filled in. */
function possible(ticket: Ticket, move: TicketMove, setting: MoveSetting): MoveRefusal | null {
  const { policy, calendar, nowMs } = setting;
  const from: readonly TicketState[] = ticketMoves[move].from;
  if (!from.includes(ticket.state)) return { why: 'wrong_state' };
  const { day } = localTime(calendar, nowMs);
  switch (move) {
    case 'return': {
      const lastDay = returnUntil(ticket, policy, calendar);
      return day > lastDay ? { why: 'return_too_late', lastDay } : null;
    }
    case 'ask_extension':
      if (ticket.extension?.state === 'asked') return { why: 'extension_pending' };
      if (ticket.extensionsGranted >= policy.extensions) {
        return { why: 'extension_used', most: policy.extensions };
      }
      return day > ticket.dueOn ? { why: 'extension_too_late', lastDay: ticket.dueOn } : null;
    case 'grant_extension':
    case 'refuse_extension':
      return ticket.extension?.state === 'asked' ? null : { why: 'no_extension_asked' };
    default:
      return null;
  }
}

function effectOf(ticket: Ticket, request: MoveRequest, setting: MoveSetting): Partial<Ticket> {
  const { tier, policy, calendar, nowMs } = setting;
  const { extension } = ticket;
  switch (request.move) {
    case 'claim':
      return {
        retestAskedAtMs: isHeardByCalls(ticket.fault) ? nowMs : null,
        extension: extension?.state === 'asked' ? null : extension,
      };
    case 'ask_extension':
      return {
        extension: { state: 'asked', workingDays: request.workingDays ?? 0, askedAtMs: nowMs },
      };
    case 'grant_extension':
      return extension === null
        ? {}
        : {
            extension: { ...extension, state: 'granted' },
            extensionsGranted: ticket.extensionsGranted + 1,
            dueOn: addWorkingDays(calendar, ticket.dueOn, extension.workingDays),
          };
    case 'refuse_extension':
      return extension === null ? {} : { extension: { ...extension, state: 'refused' } };
    case 'assign':
      // Another office begins anew, with the whole time.
      return {
        departmentId: request.departmentId ?? null,
        assignedAtMs: nowMs,
        dueOn: dueDay(policy, { tier, fault: ticket.fault }, nowMs, calendar),
        extension: null,
        extensionsGranted: 0,
        retestAskedAtMs: null,
      };
    case 'confirm':
    case 'pass':
      return { closedAtMs: nowMs, closedByVerdictId: request.verdictId ?? null };
    case 'reject':
    case 'fail':
    case 'reopen': {
      const { day } = localTime(calendar, nowMs);
      const least = addWorkingDays(calendar, day, policy.reopenedWorkingDays);
      return {
        closedAtMs: null,
        closedByVerdictId: null,
        retestAskedAtMs: null,
        timesReopened: ticket.timesReopened + 1,
        dueOn: ticket.dueOn > least ? ticket.dueOn : least,
      };
    }
    default:
      return {};
  }
}
