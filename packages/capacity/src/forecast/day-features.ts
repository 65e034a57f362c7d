import { dayNumber, monthPlace, weekday, type ComingDay } from './call-day.ts';

/** Where the day stands in the month: callers follow pay days, bills and closing dates. */
const MONTH_PLACES: readonly ((place: { of: number; left: number }) => boolean)[] = [
  ({ of }) => of === 1,
  ({ of }) => of === 2 || of === 3,
  ({ of }) => of >= 4 && of <= 6,
  ({ of }) => of >= 14 && of <= 16,
  ({ left }) => left === 0,
  ({ left }) => left === 1 || left === 2,
];
const WEEKDAYS = 7;
/** Breaks longer than this are alike. */
const LONGEST_BREAK = 4;

/** How strongly each sort of effect is held near 0, in units of days seen. */
const PENALTY = { level: 1e-6, weekday: 0.3, trend: 4, month: 1, back: 0.5, special: 0.5 } as const;

/** Turns days into the features of the regression of their totals. */
export class DayFeatures {
  readonly penalties: readonly number[];
  readonly #marks: readonly string[];
  readonly #isOpen: ReadonlySet<number>;
  readonly #usualBreak: readonly number[];
  readonly #last: number;

  /** @param seen the days of the record; @param coming those to be forecast, whose breaks are known beforehand */
  constructor(seen: readonly ComingDay[], coming: readonly ComingDay[]) {
    this.#marks = [...new Set(seen.flatMap(({ marks }) => marks))].toSorted();
    this.#isOpen = new Set(
      [...seen, ...coming]
        .filter(({ kind }) => kind !== 'holiday')
        .map(({ date }) => dayNumber(date)),
    );
    this.#last = Math.max(...seen.map(({ date }) => dayNumber(date)));
    this.#usualBreak = Array.from({ length: WEEKDAYS }, (_, n) => {
      const breaks = seen
        .map(({ date }) => dayNumber(date))
        .filter((day) => weekday(day) === n && this.#isOpen.has(day))
        .map((day) => this.#breakBefore(day))
        .toSorted((a, b) => a - b);
      return breaks[breaks.length >> 1] ?? 0;
    });
    this.penalties = [
      PENALTY.level,
      ...new Array<number>(WEEKDAYS).fill(PENALTY.weekday),
      PENALTY.trend,
      ...MONTH_PLACES.map(() => PENALTY.month),
      PENALTY.back,
      PENALTY.back,
      PENALTY.special,
      PENALTY.special,
      ...this.#marks.map(() => PENALTY.special),
    ];
  }

  of({ date, kind, marks }: ComingDay): number[] {
    const day = dayNumber(date);
    const place = monthPlace(day);
    const week = new Array<number>(WEEKDAYS).fill(0);
    // A made-up day is a working day like any; a holiday has nothing of the week.
    if (kind === 'usual') week[weekday(day)] = 1;
    if (kind === 'made_up') week.fill(1 / 5, 0, 5);
    return [
      1,
      ...week,
      // Quarters of a year; what has been growing for long does not grow for ever.
      Math.min(day - this.#last, 14) / 91,
      ...MONTH_PLACES.map((isThere) => (isThere(place) ? 1 : 0)),
      this.#extraBreak(day),
      this.#isOpen.has(day - 1) ? this.#extraBreak(day - 1) : 0,
      kind === 'holiday' ? 1 : 0,
      kind === 'made_up' ? 1 : 0,
      ...this.#marks.map((mark) => (marks.includes(mark) ? 1 : 0)),
    ];
  }

  /** Days without calls just before a day. */
  #breakBefore(day: number): number {
    let days = 0;
    while (days < LONGEST_BREAK && !this.#isOpen.has(day - 1 - days)) days += 1;
    return days;
  }

  /** By how much the break before a day is longer than the week's, as a share of a day that grows ever slower. */
  #extraBreak(day: number): number {
    const extra = this.#breakBefore(day) - this.#usualBreak[weekday(day)]!;
    return extra <= 0 ? 0 : Math.sqrt(Math.min(extra, LONGEST_BREAK));
  }
}
