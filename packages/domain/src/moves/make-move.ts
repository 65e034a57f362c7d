import type { Calendar } from '../calendar/calendar.ts';
import { localTime } from '../calendar/local-time.ts';
import { addWorkingDays } from '../calendar/working-day.ts';
import type { Ask, Movable, MoveEffect, MovePolicy, MoveRule } from './movable.ts';
import { lastReturnDay } from './move-deadlines.ts';

/** A move as somebody wants it. */
export interface WantedMove<Move extends string> {
  readonly move: Move;
  /** The version that the mover saw. */
  readonly version: number;
  readonly reason?: string;
  readonly workingDays?: number;
  readonly departmentId?: string;
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

/** What the rules of a move look at beside what is moved. */
export interface MoveRules {
  readonly policy: MovePolicy;
  readonly calendar: Calendar;
  readonly nowMs: number;
}

/** What can be done with one kind of thing: its moves as a table, and what is its own. */
export interface Machine<
  State extends string,
  Move extends string,
  Thing extends Movable<State>,
  Wanted extends WantedMove<Move>,
  Rules extends MoveRules,
> {
  readonly moves: Readonly<Record<Move, MoveRule<State, string, string>>>;
  /** Whether it is the office's turn, so that its deadline counts. */
  readonly runs: (state: State) => boolean;
  /** Last day of an office that gets it now. */
  readonly dueDay: (thing: Thing, rules: Rules) => string;
  /** What a move changes beside what all moves of such an effect do. */
  readonly also: (
    does: MoveEffect | undefined,
    thing: Thing,
    wanted: Wanted,
    rules: Rules,
  ) => Partial<Thing>;
}

export type Moved<Thing> =
  | { readonly ok: true; readonly thing: Thing }
  | { readonly ok: false; readonly refusal: MoveRefusal };

/** The thing after a move, or why it cannot be made; the version goes up by one. */
export function makeMove<
  State extends string,
  Move extends string,
  Thing extends Movable<State>,
  Wanted extends WantedMove<Move>,
  Rules extends MoveRules,
>(
  machine: Machine<State, Move, Thing, Wanted, Rules>,
  thing: Thing,
  wanted: Wanted,
  rules: Rules,
): Moved<Thing> {
  const refusal = refusalOf(machine, thing, wanted, rules);
  if (refusal !== null) return { ok: false, refusal };
  const { to, does } = machine.moves[wanted.move];
  return {
    ok: true,
    thing: {
      ...thing,
      state: to ?? thing.state,
      version: thing.version + 1,
      ...effectOf(machine, thing, wanted, rules),
      ...machine.also(does, thing, wanted, rules),
    },
  };
}

/** What stands against a move as the thing is now, before anything is filled in. */
export function standsAgainst<State extends string>(
  rule: MoveRule<State, string, string>,
  thing: Movable<State>,
  { policy, calendar, nowMs }: MoveRules,
): MoveRefusal | null {
  if (!rule.from.includes(thing.state)) return { why: 'wrong_state' };
  const { day } = localTime(calendar, nowMs);
  switch (rule.does) {
    case 'return': {
      const lastDay = lastReturnDay(thing, policy, calendar);
      return day > lastDay ? { why: 'return_too_late', lastDay } : null;
    }
    case 'ask_extension':
      if (thing.extension?.state === 'asked') return { why: 'extension_pending' };
      if (thing.extensionsGranted >= policy.extensions) {
        return { why: 'extension_used', most: policy.extensions };
      }
      return day > thing.dueOn ? { why: 'extension_too_late', lastDay: thing.dueOn } : null;
    case 'grant_extension':
    case 'refuse_extension':
      return thing.extension?.state === 'asked' ? null : { why: 'no_extension_asked' };
    default:
      return null;
  }
}

function refusalOf<
  State extends string,
  Move extends string,
  Thing extends Movable<State>,
  Wanted extends WantedMove<Move>,
  Rules extends MoveRules,
>(
  machine: Machine<State, Move, Thing, Wanted, Rules>,
  thing: Thing,
  wanted: Wanted,
  rules: Rules,
): MoveRefusal | null {
  if (wanted.version !== thing.version) return { why: 'moved_meanwhile' };
  const rule = machine.moves[wanted.move];
  const against = standsAgainst(rule, thing, rules);
  if (against !== null) return against;
  const asks = (one: Ask) => rule.asks.includes(one);
  if (asks('reason') && (wanted.reason ?? '').trim() === '') return { why: 'reason_needed' };
  if (asks('department')) {
    if (wanted.departmentId === undefined) return { why: 'department_needed' };
    // Back to an office that returned it is an answer; to one that has it already is none.
    if (wanted.departmentId === thing.departmentId && machine.runs(thing.state)) {
      return { why: 'same_department' };
    }
  }
  const most = rules.policy.extensionWorkingDays;
  const days = wanted.workingDays ?? 0;
  if (asks('working_days') && (days < 1 || days > most)) return { why: 'extension_too_long', most };
  return null;
}

function effectOf<
  State extends string,
  Move extends string,
  Thing extends Movable<State>,
  Wanted extends WantedMove<Move>,
  Rules extends MoveRules,
>(
  machine: Machine<State, Move, Thing, Wanted, Rules>,
  thing: Thing,
  wanted: Wanted,
  rules: Rules,
): Partial<Movable<State>> {
  const { policy, calendar, nowMs } = rules;
  const { extension } = thing;
  switch (machine.moves[wanted.move].does) {
    case 'hand_in':
      return { extension: extension?.state === 'asked' ? null : extension };
    case 'ask_extension':
      return {
        extension: { state: 'asked', workingDays: wanted.workingDays ?? 0, askedAtMs: nowMs },
      };
    case 'grant_extension':
      return extension === null
        ? {}
        : {
            extension: { ...extension, state: 'granted' },
            extensionsGranted: thing.extensionsGranted + 1,
            dueOn: addWorkingDays(calendar, thing.dueOn, extension.workingDays),
          };
    case 'refuse_extension':
      return extension === null ? {} : { extension: { ...extension, state: 'refused' } };
    case 'assign':
      return {
        departmentId: wanted.departmentId ?? null,
        assignedAtMs: nowMs,
        dueOn: machine.dueDay(thing, rules),
        extension: null,
        extensionsGranted: 0,
      };
    case 'close':
      return { closedAtMs: nowMs };
    case 'reopen': {
      const { day } = localTime(calendar, nowMs);
      const least = addWorkingDays(calendar, day, policy.reopenedWorkingDays);
      return {
        closedAtMs: null,
        timesReopened: thing.timesReopened + 1,
        dueOn: thing.dueOn > least ? thing.dueOn : least,
      };
    }
    default:
      return {};
  }
}
