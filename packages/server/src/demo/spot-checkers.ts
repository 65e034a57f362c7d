import { spotCheckLine, localTimeOf, type City } from '@everyline/exchange';
import { momentOf, numberKey, type Calendar, type SpotCheck } from '@everyline/domain';

import type { AppContext } from '../app/context.ts';
import { newId } from '../app/new-id.ts';
import type { OpenedRun } from '../voice/open-run.ts';

/**
 * The people of the hotline office who check by hand what no machine hears: whether the office that
 * answers is the one that is published. Each line on which somebody answered is checked once; whoever
 * is told "wrong office" has a colleague check again the next day.
 */
export class SpotCheckers {
  private readonly byKey: Map<string, City['lines'][number]>;
  private readonly city: City;
  private readonly perDay: number;
  private readonly settled = new Set<string>();

  constructor(city: City, perDay: number) {
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
    let made = 0;
    for (const { line, observations } of opened.lines.flatMap(({ behind, observations }) =>
      behind.map((line) => ({ line, observations })),
    )) {
      if (made >= this.perDay) break;
      const truth = this.byKey.get(numberKey(line.number));
      const answered = observations.some(({ outcome }) => outcome === 'answered_person');
      if (truth === undefined || !answered || this.settled.has(line.id)) continue;
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
      // Nobody who answered is asked twice; a wrong office is confirmed by a second person.
      if (code === '11' || (wrong && confirmed)) this.settled.add(line.id);
      made += 1;
    }
    return made;
  }
}
