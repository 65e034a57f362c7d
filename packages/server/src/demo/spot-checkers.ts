import { spotCheckLine, localTimeOf, type City } from '@everyline/exchange';
import {
  localTime,
  momentOf,
  numberKey,
  type Calendar,
  type Line,
  type Observation,
  type SpotCheck,
} from '@everyline/domain';

import type { AppContext } from '../app/context.ts';
import { newId } from '../app/new-id.ts';
import type { OpenedRun } from '../voice/open-run.ts';

/** Calls must have been answered on so many days before a line that is still open is checked again. */
const daysHeard = 3;

/**
 * The people of the hotline office who check by hand what no machine hears: whether the office that
 * answers is the one that is published. Each line on which somebody answered is checked once; whoever
 * is told "wrong office" has a colleague check again the next day. With what is left of a day they call
 * the lines again that have been called on three days and are still undetermined: test calls may not, once a person
 * has answered that day.
 */
export class SpotCheckers {
  private readonly byKey: Map<string, City['lines'][number]>;
  private readonly city: City;
  private readonly perDay: number;
  private readonly settled = new Set<string>();
  private readonly lastDay: string;

  /** @param lastDay nobody begins a second check on it: a colleague could not confirm what it finds */
  constructor(city: City, perDay: number, lastDay: string) {
    this.lastDay = lastDay;
    this.city = city;
    this.perDay = perDay;
    this.byKey = new Map(city.lines.map((line) => [numberKey(line.number), line]));
  }

  /** A day's checks, at ten and after; returns how many there were. */
  async checkDay(
    context: AppContext,
    calendar: Calendar,
    day: string,
    opened: OpenedRun,
    campaignId: string,
  ): Promise<number> {
    const lines = opened.lines.flatMap(({ behind, observations }) =>
      behind.map((line) => ({ line, observations })),
    );
    const answered = lines.filter(({ observations }) =>
      observations.some(({ outcome }) => outcome === 'answered_person'),
    );
    const unchecked = answered.filter(({ line }) => !this.settled.has(line.id));
    const again = day < this.lastDay ? await this.stillOpen(context, calendar, answered) : [];
    let made = 0;
    for (const line of [...unchecked.map(({ line }) => line), ...again]) {
      if (made >= this.perDay) break;
      const truth = this.byKey.get(numberKey(line.number));
      if (truth === undefined) continue;
      const atMs = momentOf(calendar, day, 10 * 60) + made * 1_000;
      const { code, note } = spotCheckLine(this.city.seed, truth, localTimeOf(atMs));
      const check: SpotCheck = {
        id: newId(context),
        lineId: line.id,
        campaignId,
        checkedAtMs: atMs,
        tester: 'system:demo',
        code,
        answerRight: null,
        note,
      };
      const earlier = await context.store.spotChecks.of(line.id);
      await context.store.spotChecks.insert(check);
      const wrong = code === '12' || code === '13';
      const confirmed = earlier.some((one) => one.code === '12' || one.code === '13');
      // A wrong office is confirmed by a second person.
      if (code === '11' || (wrong && confirmed)) this.settled.add(line.id);
      else if (wrong) this.settled.delete(line.id);
      made += 1;
    }
    return made;
  }

  /** Lines that have been checked, called on enough days, and are undetermined still. */
  private async stillOpen(
    context: AppContext,
    calendar: Calendar,
    answered: readonly { readonly line: Line; readonly observations: readonly Observation[] }[],
  ): Promise<Line[]> {
    const candidates = answered
      .filter(({ line, observations }) => {
        const days = observations.map(({ startedAtMs }) => localTime(calendar, startedAtMs).day);
        return this.settled.has(line.id) && new Set(days).size >= daysHeard;
      })
      .map(({ line }) => line);
    const verdicts = await context.store.verdicts.currentOf(candidates.map(({ id }) => id));
    return candidates.filter(({ id }) => verdicts.get(id)?.kind === 'undetermined');
  }
}
