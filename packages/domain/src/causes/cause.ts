/** Why a line fails, as far as calls from outside can tell. */
export const causeKinds = [
  'line_fault',
  'overload',
  'shared_line',
  'lunch',
  'early_closing',
  'wrong_hours',
  'nobody_assigned',
  'absent_at_times',
  'dead_mobile',
  'number_moved',
  'number_withdrawn',
  'number_suspended',
  'fax_on_line',
  'menu_loop',
  'trunk_or_carrier',
] as const;
export type CauseKind = (typeof causeKinds)[number];

/** What weighs against all causes: a line that works and is missed by chance now and then. */
export const passingMisses = 'passing_misses';
export type HypothesisKind = CauseKind | typeof passingMisses;

/** How much the calls say of the cause. */
export const causeStandings = [
  /** One cause is at least nine times as likely as all others together. */
  'clear',
  /** One is likelier than all others together. */
  'likely',
  /** Several fit, or too few calls failed to show a pattern. */
  'thin',
  /** The misses look like those of a line that works. */
  'passing',
  /** No call that counts has failed. */
  'nothing_failed',
] as const;
export type CauseStanding = (typeof causeStandings)[number];

/** What one call met, told apart as finely as causes need it. */
export const causeEvents = [
  'through',
  'waited',
  'busy',
  'unanswered',
  'says_closed',
  'dropped',
  'silent',
  'fax',
  'vacant',
  'suspended',
  'moved',
  'mobile_off',
  'out_of_order',
  'refused',
  'network',
  'another_office',
  'menu_again',
] as const;
export type CauseEvent = (typeof causeEvents)[number];

/** A call as the rules of causes see it; times are the city's. */
export interface CauseCall {
  readonly id: string;
  readonly event: CauseEvent;
  /** A person called, and asked who answers; a test call cannot tell one office from another. */
  readonly byPerson: boolean;
  readonly minute: number;
  /** Within the published hours. */
  readonly open: boolean;
  readonly workingDay: boolean;
  /** Minutes from the day's first opening and to its last closing; null on days without hours. */
  readonly sinceOpening: number | null;
  readonly untilClosing: number | null;
}

/** A part of the time by which calls are counted. */
export type CauseWhen =
  | { readonly kind: 'all_calls' }
  /** Calls by a person, and by this program. */
  | { readonly kind: 'checks' }
  | { readonly kind: 'test_calls' }
  | { readonly kind: 'open' }
  | { readonly kind: 'closed' }
  /** Published hours in which callers are many, or few. */
  | { readonly kind: 'busy_hours' }
  | { readonly kind: 'quiet_hours' }
  /** From one time of the day to another, within the published hours. */
  | { readonly kind: 'window'; readonly fromMinute: number; readonly toMinute: number }
  | { readonly kind: 'first_minutes'; readonly minutes: number }
  | { readonly kind: 'last_minutes'; readonly minutes: number }
  /** Published hours on days of rest. */
  | { readonly kind: 'rest_days' }
  /** The published hours that are not named beside it. */
  | { readonly kind: 'other_hours' };

/** So many of the calls of a part of the time met what speaks for the cause. */
export interface CauseFigure {
  readonly when: CauseWhen;
  readonly count: number;
  readonly calls: number;
}

/** The likeliest cause with its weight beside all others, and the figures that it rests on. */
export interface CauseFinding {
  readonly standing: CauseStanding;
  /** The likeliest cause, also where it stands thin; null where nothing failed or nothing speaks for any. */
  readonly cause: CauseKind | null;
  /** Chance of each hypothesis after the calls, likeliest first, sum 1; empty where nothing failed. */
  readonly weights: readonly { readonly kind: HypothesisKind; readonly weight: number }[];
  /** What the figures count. */
  readonly figures: readonly CauseFigure[];
  /** Calls that say anything of the line, and those of them that failed. */
  readonly calls: number;
  readonly failed: number;
}
