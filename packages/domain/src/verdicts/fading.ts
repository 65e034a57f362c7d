import type { FadedTally, ReachTally } from './reach-prior.ts';

/** So long a call tells all that it told: no campaign's own calls fade while it runs its usual weeks. */
const freshDays = 28;
const dayMs = 86_400_000;

/** A call as far as its age and its result go. */
export interface DatedCall {
  readonly day: string;
  readonly atMs: number;
  readonly isReached: boolean;
}

/** What calls tell by now. */
export interface FadingTally extends ReachTally {
  /** Of each day on which several calls all failed, how many did, whatever they tell by now; in time order. */
  readonly allBlankDays: readonly number[];
  /** Calls, and how many of them got through, each by its weight. */
  readonly weight: number;
  readonly reachedWeight: number;
  /** Days with calls, and those of them whose calls still tell half of what they told at least. */
  readonly calledDays: number;
  readonly days: number;
}

/** What a call of that age tells, as a share of what a fresh one tells: all for four weeks, then half for each half-life. */
export function weightAtAge(ageMs: number, halfLifeDays: number): number {
  const past = ageMs / dayMs - freshDays;
  return past <= 0 ? 1 : 0.5 ** (past / halfLifeDays);
}

/** Counts calls, each day's by its age at `nowMs`: the day's first call says how old it is. */
export function fadingTally(
  calls: readonly DatedCall[],
  nowMs: number,
  halfLifeDays: number,
): FadingTally {
  const days = [...Map.groupBy(calls, ({ day }) => day).values()].map((some) => ({
    ...tallyOf(some),
    weight: weightAtAge(nowMs - Math.min(...some.map(({ atMs }) => atMs)), halfLifeDays),
  }));
  const fresh = days.filter(({ weight }) => weight === 1);
  const sum = (of: (day: FadedTally) => number) => days.reduce((total, day) => total + of(day), 0);
  return {
    reached: fresh.reduce((total, { reached }) => total + reached, 0),
    failed: fresh.reduce((total, { failed }) => total + failed, 0),
    blankDays: fresh.flatMap(({ blankDays }) => blankDays),
    faded: days.filter(({ weight }) => weight < 1),
    allBlankDays: days.flatMap(({ blankDays }) => blankDays),
    weight: sum(({ reached, failed, weight }) => weight * (reached + failed)),
    reachedWeight: sum(({ reached, weight }) => weight * reached),
    calledDays: days.length,
    days: days.filter(({ weight }) => weight >= 0.5).length,
  };
}

function tallyOf(day: readonly DatedCall[]): Required<Omit<ReachTally, 'faded'>> {
  const reached = day.filter(({ isReached }) => isReached).length;
  const isBlank = day.length > 1 && reached === 0;
  return { reached, failed: day.length - reached, blankDays: isBlank ? [day.length] : [] };
}
