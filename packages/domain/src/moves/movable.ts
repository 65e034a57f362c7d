/** More time that an office asked for. */
export interface Extension {
  readonly state: 'asked' | 'granted' | 'refused';
  readonly workingDays: number;
  readonly askedAtMs: number;
}

/** What offices have to do by a day and what goes from state to state by moves: a ticket, a case. */
export interface Movable<State extends string> {
  readonly state: State;
  /** The responsible office; null while nobody has it. */
  readonly departmentId: string | null;
  /** Since when the present office has it. */
  readonly assignedAtMs: number;
  /** Last day in the city's calendar (`2026-11-30`). */
  readonly dueOn: string;
  /** The latest extension asked for by the present office. */
  readonly extension: Extension | null;
  readonly extensionsGranted: number;
  /** How often what was taken for done turned out not to be. */
  readonly timesReopened: number;
  readonly closedAtMs: number | null;
  /** Counts the moves; whoever moves says which one they saw last. */
  readonly version: number;
}

/** What a move asks for. */
export type Ask = 'reason' | 'working_days' | 'department';

/** What a move does beside its change of state. */
export type MoveEffect =
  /** Gives it back as not the office's own, within the days for it. */
  | 'return'
  /** Says that it is done: more time is not wanted any more. */
  | 'hand_in'
  | 'ask_extension'
  | 'grant_extension'
  | 'refuse_extension'
  /** Gives it to an office, which begins anew with the whole time. */
  | 'assign'
  | 'close'
  | 'reopen';

/** One move: who makes it, from where to where, what it asks for and what it does. */
export interface MoveRule<State extends string, Mover extends string, Asked extends string = Ask> {
  readonly by: Mover;
  readonly from: readonly State[];
  /** Null: the state stays. */
  readonly to: State | null;
  readonly asks: readonly Asked[];
  readonly does?: MoveEffect;
}

/** The rules of moves and deadlines as data. Days are counted as named. */
export interface MovePolicy {
  /** Working days within which an office may return something as not its own. */
  readonly returnWorkingDays: number;
  /** How many extensions one office may be granted. */
  readonly extensions: number;
  /** The longest extension. */
  readonly extensionWorkingDays: number;
  /** Working days that remain at least when something turned out not to be done. */
  readonly reopenedWorkingDays: number;
  /** A reminder goes out so many calendar days after the last day. */
  readonly reminderAfterDays: number;
  /** A written notice goes out once it is overdue by more working days than this. */
  readonly noticeAfterWorkingDays: number;
  /** The n-th office above is told once it is overdue by more working days than the n-th number. */
  readonly escalateAfterWorkingDays: readonly number[];
}

/** Whether each step of the escalation comes after the one before. */
export function escalatesInOrder(policy: Pick<MovePolicy, 'escalateAfterWorkingDays'>): boolean {
  const steps = policy.escalateAfterWorkingDays;
  return steps.every((one, at) => at === 0 || one > (steps[at - 1] ?? 0));
}
