import type { Tier } from '../lines/line.ts';
import {
  makeMove,
  standsAgainst,
  type Machine,
  type MoveRefusal,
  type MoveRules,
  type WantedMove,
} from '../moves/make-move.ts';
import type { MoveRule } from '../moves/movable.ts';
import { dueDay } from './ticket-deadlines.ts';
import type { TicketPolicy } from './ticket-policy.ts';
import { deadlineRuns, isClosedByCalls, type Ticket, type TicketState } from './ticket.ts';

/** Who makes a move: the responsible office, those who direct the programme, or a re-test. */
export type TicketMover = 'office' | 'director' | 'retest';

const open = ['opened', 'returned', 'accepted', 'in_repair', 'claimed', 'reopened'] as const;
const atWork = ['accepted', 'in_repair', 'reopened'] as const;

/** The life of a ticket: every move, who makes it, from where to where, and what it asks for. */
export const ticketMoves = {
  accept: { by: 'office', from: ['opened'], to: 'accepted', asks: [] },
  return: { by: 'office', from: ['opened'], to: 'returned', asks: ['reason'], does: 'return' },
  start: { by: 'office', from: ['accepted', 'reopened'], to: 'in_repair', asks: [] },
  claim: { by: 'office', from: atWork, to: 'claimed', asks: ['reason'], does: 'hand_in' },
  ask_extension: {
    by: 'office',
    from: atWork,
    to: null,
    asks: ['working_days', 'reason'],
    does: 'ask_extension',
  },
  // Somebody waits for these two: where they can be made they come first.
  grant_extension: { by: 'director', from: atWork, to: null, asks: [], does: 'grant_extension' },
  refuse_extension: {
    by: 'director',
    from: atWork,
    to: null,
    asks: ['reason'],
    does: 'refuse_extension',
  },
  assign: {
    by: 'director',
    from: ['opened', 'returned', 'accepted', 'in_repair', 'reopened'],
    to: 'opened',
    asks: ['department', 'reason'],
    does: 'assign',
  },
  confirm: { by: 'director', from: open, to: 'closed', asks: ['reason'], does: 'close' },
  reject: { by: 'director', from: ['claimed'], to: 'reopened', asks: ['reason'], does: 'reopen' },
  reopen: { by: 'director', from: ['closed'], to: 'reopened', asks: ['reason'], does: 'reopen' },
  pass: { by: 'retest', from: open, to: 'closed', asks: [], does: 'close' },
  fail: { by: 'retest', from: ['claimed'], to: 'reopened', asks: [], does: 'reopen' },
} as const satisfies Readonly<Record<string, MoveRule<TicketState, TicketMover>>>;

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
export interface MoveRequest extends WantedMove<TicketMove> {
  /** The verdict of the re-test, with `pass`. */
  readonly verdictId?: string | null;
}

export type MoveResult =
  | { readonly ok: true; readonly ticket: Ticket }
  | { readonly ok: false; readonly refusal: MoveRefusal };

/** What the rules of a move look at beside the ticket. */
export interface MoveSetting extends MoveRules {
  readonly tier: Tier;
  readonly policy: TicketPolicy;
}

const machine: Machine<TicketState, TicketMove, Ticket, MoveRequest, MoveSetting> = {
  moves: ticketMoves,
  runs: deadlineRuns,
  dueDay: ({ fault }, { policy, tier, nowMs, calendar }) =>
    dueDay(policy, { tier, fault }, nowMs, calendar),
  also: (does, { fault }, { verdictId }, { nowMs }) => {
    switch (does) {
      case 'hand_in':
        return { retestAskedAtMs: isClosedByCalls(fault) ? nowMs : null };
      case 'assign':
        return { retestAskedAtMs: null };
      case 'close':
        return { closedByVerdictId: verdictId ?? null };
      case 'reopen':
        return { retestAskedAtMs: null, closedByVerdictId: null };
      default:
        return {};
    }
  },
};

/** The ticket after a move, or why it cannot be made; the version goes up by one. */
export function moveTicket(ticket: Ticket, request: MoveRequest, setting: MoveSetting): MoveResult {
  const moved = makeMove(machine, ticket, request, setting);
  return moved.ok ? { ok: true, ticket: moved.thing } : moved;
}

/** The moves that a mover could make now, whatever is filled in. */
export function openMoves<M extends TicketMover>(
  ticket: Ticket,
  mover: M,
  setting: MoveSetting,
): MovesOf<M>[] {
  return movesBy(mover).filter(
    (move) => standsAgainst<TicketState>(ticketMoves[move], ticket, setting) === null,
  );
}
