import {
  makeMove,
  standsAgainst,
  type Machine,
  type MoveRefusal,
  type MoveRules,
  type WantedMove,
} from '../moves/make-move.ts';
import type { Ask, MoveRule } from '../moves/movable.ts';
import {
  caseDeadlineRuns,
  caseDueDay,
  type Case,
  type CaseState,
  type Satisfaction,
} from './case.ts';
import type { CasePolicy } from './case-policy.ts';

/** Who makes a move: the responsible office, or those who direct the hotline. */
export type CaseMover = 'office' | 'hotline';

/** What a move asks for; `answer` and `satisfaction` stand in fields of their own. */
export type CaseAsk = Ask | 'answer' | 'satisfaction';

const atWork = ['accepted', 'in_progress', 'reopened'] as const;

/** The life of a case: every move, who makes it, from where to where, and what it asks for. */
export const caseMoves = {
  accept: { by: 'office', from: ['dispatched'], to: 'accepted', asks: [] },
  return: { by: 'office', from: ['dispatched'], to: 'returned', asks: ['reason'], does: 'return' },
  start: { by: 'office', from: ['accepted', 'reopened'], to: 'in_progress', asks: [] },
  answer: { by: 'office', from: atWork, to: 'answered', asks: ['answer'], does: 'hand_in' },
  ask_extension: {
    by: 'office',
    from: atWork,
    to: null,
    asks: ['working_days', 'reason'],
    does: 'ask_extension',
  },
  // Somebody waits for these two: where they can be made they come first.
  grant_extension: { by: 'hotline', from: atWork, to: null, asks: [], does: 'grant_extension' },
  refuse_extension: {
    by: 'hotline',
    from: atWork,
    to: null,
    asks: ['reason'],
    does: 'refuse_extension',
  },
  dispatch: {
    by: 'hotline',
    from: ['received', 'returned'],
    to: 'dispatched',
    asks: ['department'],
    does: 'assign',
  },
  redirect: {
    by: 'hotline',
    from: ['dispatched', 'accepted', 'in_progress', 'reopened'],
    to: 'dispatched',
    asks: ['department', 'reason'],
    does: 'assign',
  },
  visit: { by: 'hotline', from: ['answered'], to: 'visited', asks: ['satisfaction'] },
  close: { by: 'hotline', from: ['visited'], to: 'closed', asks: [], does: 'close' },
  // Twice the same, answered on the spot, or nothing that an office of the city can do.
  dismiss: {
    by: 'hotline',
    from: ['received', 'returned', 'dispatched'],
    to: 'closed',
    asks: ['reason'],
    does: 'close',
  },
  reopen: {
    by: 'hotline',
    from: ['answered', 'visited', 'closed'],
    to: 'reopened',
    asks: ['reason'],
    does: 'reopen',
  },
} as const satisfies Readonly<Record<string, MoveRule<CaseState, CaseMover, CaseAsk>>>;

export type CaseMove = keyof typeof caseMoves;
type MovesOf<M extends CaseMover> = {
  [K in CaseMove]: (typeof caseMoves)[K]['by'] extends M ? K : never;
}[CaseMove];

function movesBy<M extends CaseMover>(mover: M): readonly MovesOf<M>[] {
  return (Object.keys(caseMoves) as CaseMove[]).filter(
    (move): move is MovesOf<M> => caseMoves[move].by === mover,
  );
}

/** The moves of the responsible office. */
export const caseOfficeMoves = movesBy('office');
export type CaseOfficeMove = MovesOf<'office'>;

/** The moves of those who direct the hotline. */
export const caseHotlineMoves = movesBy('hotline');
export type CaseHotlineMove = MovesOf<'hotline'>;

/** A move as somebody wants it. */
export interface CaseMoveRequest extends WantedMove<CaseMove> {
  readonly answer?: string;
  readonly satisfaction?: Satisfaction;
}

/** Why a case cannot be moved. */
export type CaseRefusal =
  | MoveRefusal
  | { readonly why: 'answer_needed' }
  | { readonly why: 'satisfaction_needed' }
  | { readonly why: 'never_dispatched' };

export type CaseMoveResult =
  | { readonly ok: true; readonly case: Case }
  | { readonly ok: false; readonly refusal: CaseRefusal };

/** What the rules of a move look at beside the case. */
export interface CaseSetting extends MoveRules {
  readonly policy: CasePolicy;
}

const machine: Machine<CaseState, CaseMove, Case, CaseMoveRequest, CaseSetting> = {
  moves: caseMoves,
  runs: caseDeadlineRuns,
  dueDay: ({ category }, { policy, calendar, nowMs }) =>
    caseDueDay(policy, category, nowMs, calendar),
  also: (does, _, { move, answer, satisfaction }, { nowMs }) => {
    if (move === 'answer') {
      return {
        answer: (answer ?? '').trim(),
        answeredAtMs: nowMs,
        satisfaction: null,
        toldAtMs: null,
      };
    }
    // Who is visited back and reached has heard the answer.
    if (move === 'visit' && satisfaction !== undefined) {
      return { satisfaction, ...(satisfaction !== 'not_reached' && { toldAtMs: nowMs }) };
    }
    return does === 'reopen' ? { satisfaction: null } : {};
  },
};

/** The case after a move, or why it cannot be made; the version goes up by one. */
export function moveCase(
  one: Case,
  request: CaseMoveRequest,
  setting: CaseSetting,
): CaseMoveResult {
  const moved = makeMove(machine, one, request, setting);
  if (!moved.ok) return moved;
  const refusal = moreAgainst(one, request);
  return refusal === null ? { ok: true, case: moved.thing } : { ok: false, refusal };
}

/** The moves that a mover could make now, whatever is filled in. */
export function openCaseMoves<M extends CaseMover>(
  one: Case,
  mover: M,
  setting: CaseSetting,
): MovesOf<M>[] {
  return movesBy(mover).filter(
    (move) =>
      standsAgainst<CaseState>(caseMoves[move], one, setting) === null &&
      !(move === 'reopen' && one.departmentId === null),
  );
}

function moreAgainst(one: Case, request: CaseMoveRequest): CaseRefusal | null {
  switch (request.move) {
    case 'answer':
      return (request.answer ?? '').trim() === '' ? { why: 'answer_needed' } : null;
    case 'visit':
      return request.satisfaction === undefined ? { why: 'satisfaction_needed' } : null;
    case 'close':
      // Closed over somebody's head only with a reason.
      return one.satisfaction !== 'satisfied' && (request.reason ?? '').trim() === ''
        ? { why: 'reason_needed' }
        : null;
    case 'reopen':
      return one.departmentId === null ? { why: 'never_dispatched' } : null;
    default:
      return null;
  }
}
