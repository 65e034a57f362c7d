import {
  addDays,
  localTime,
  momentOf,
  noSymptoms,
  type Calendar,
  type OtherDays,
  type SymptomTally,
} from '@everyline/domain';

import type { AppContext } from '../context.ts';
import { startOfDayMs } from '../settings/start-of-day.ts';

/** So many days back calls still say what is to be expected. */
const rememberedDays = 28;
const slotMinutes = 30;

/** What the calls of earlier days say of those of today; read once a day, numbers as they are met. */
export class OtherDaysMemory {
  private readonly store: AppContext['store'];
  private readonly calendar: Calendar;
  private day = '';
  private city: SymptomTally = noSymptoms;
  private readonly numbers = new Map<string, SymptomTally>();
  private readonly slots = new Map<number, OtherDays>();

  constructor(context: Pick<AppContext, 'store'>, calendar: Calendar) {
    this.store = context.store;
    this.calendar = calendar;
  }

  /** What is to be expected of calls to these numbers at these times of one day. */
  async of(
    calls: readonly { readonly number: string; readonly atMs: number }[],
    nowMs: number,
  ): Promise<(atMs: number) => OtherDays> {
    const { badHours } = this.store;
    const { day } = localTime(this.calendar, nowMs);
    const toMs = startOfDayMs(nowMs);
    const fromMs = momentOf(this.calendar, addDays(day, -rememberedDays), 0);
    if (day !== this.day) {
      this.city = await badHours.cityTally(fromMs, toMs);
      this.numbers.clear();
      this.slots.clear();
      this.day = day;
    }
    const unknown = [...new Set(calls.map(({ number }) => number))].filter(
      (number) => !this.numbers.has(number),
    );
    if (unknown.length > 0) {
      const tallies = await badHours.numberTallies(unknown, fromMs, toMs);
      for (const number of unknown) this.numbers.set(number, tallies.get(number) ?? noSymptoms);
    }
    for (const slot of new Set(calls.map(({ atMs }) => this.slotOf(atMs)))) {
      if (!this.slots.has(slot)) await this.readSlot(slot, day);
    }
    const none = { city: this.city, numbers: this.numbers, sameTime: { ...noSymptoms, days: 0 } };
    return (atMs) => this.slots.get(this.slotOf(atMs)) ?? none;
  }

  private async readSlot(slot: number, day: string): Promise<void> {
    const spans = Array.from({ length: rememberedDays }, (_, back) => {
      const other = addDays(day, -back - 1);
      // Half a slot to either side: a time of day has no sharp edges.
      const at = (minute: number) => momentOf(this.calendar, other, minute);
      return {
        fromMs: at((slot - 0.5) * slotMinutes),
        toMs: at((slot + 1.5) * slotMinutes),
      };
    });
    const sameTime = await this.store.badHours.spansTally(spans);
    this.slots.set(slot, { city: this.city, numbers: this.numbers, sameTime });
  }

  private slotOf(atMs: number): number {
    return Math.floor(localTime(this.calendar, atMs).minute / slotMinutes);
  }
}
