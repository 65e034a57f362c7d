/** A break within a shift; times in intervals. */
export interface BreakRule {
  readonly length: number;
  /** When it may begin, counted from the shift's beginning. */
  readonly begins: readonly number[];
}

/** How people work; times in intervals of the day. */
export interface ShiftRules {
  /** When shifts may begin. */
  readonly starts: readonly number[];
  /** From beginning to end, breaks included. */
  readonly length: number;
  /** In order, and never at the same time. */
  readonly breaks: readonly BreakRule[];
  /** Which days of the week, from 0, somebody may have off together; a person begins at the same time on all others. */
  readonly daysOff: readonly (readonly number[])[];
}

/** A week's need: people in each interval of each day. */
export type WeekNeed = readonly (readonly number[])[];

/** Throws `RangeError` where rules contradict the week or themselves. */
export function checkRules(rules: ShiftRules, need: WeekNeed): void {
  const intervals = need[0]?.length ?? 0;
  const wrong = (what: string): never => {
    throw new RangeError(what);
  };
  if (intervals === 0 || need.some((day) => day.length !== intervals)) {
    wrong('the need must give the same intervals for each day');
  }
  if (!need.flat().every((people) => people >= 0 && Number.isFinite(people))) {
    wrong('the need must be finite and ≥ 0');
  }
  if (rules.starts.length === 0 || rules.daysOff.length === 0) {
    wrong('shifts need a time to begin and days off');
  }
  for (const start of rules.starts) {
    if (!(Number.isInteger(start) && start >= 0 && start + rules.length <= intervals)) {
      wrong(`a shift that begins at interval ${start} does not end within the day`);
    }
  }
  for (const { length, begins } of rules.breaks) {
    const isWithin = begins.every((begin) => begin >= 0 && begin + length <= rules.length);
    if (begins.length === 0 || !isWithin) wrong('a break must lie within the shift');
  }
  for (const [n, later] of rules.breaks.entries()) {
    const earlier = rules.breaks[n - 1];
    if (
      earlier !== undefined &&
      Math.min(...later.begins) < Math.max(...earlier.begins) + earlier.length
    ) {
      wrong('breaks must not overlap, whenever they begin');
    }
  }
  if (!rules.daysOff.flat().every((day) => need[day] !== undefined)) {
    wrong('a day off must be a day of the week');
  }
}
