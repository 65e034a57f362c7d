import type { Line } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import type { ReckonedPlan } from '../ports/store/reckoned.ts';
import { casesOf, metBy } from './plan-lines.ts';
import { USUAL_TARGET } from './plan-target.ts';

/** What the test calls of a line met, and the plan that follows; null where nothing is proposed. */
export type BookedLine = Pick<ReckonedPlan, 'met' | 'plan'>;

/** Goes up whenever plans are reckoned otherwise, so that none is taken for one of the new sort. */
const method = 1;

/** So many lines' calls are read at once: more would hold up others while they are taken apart. */
const portion = 25;

/**
 * What each of these lines needs for the usual target, as its calls stand now: a line is reckoned anew only when it was
 * called since, when a call of it is read differently, or when its hours, lines or purpose changed. Lines without a call
 * are left out.
 */
export async function bookedLines(
  { store, clock }: Pick<AppContext, 'store' | 'clock'>,
  lines: readonly Line[],
): Promise<Map<string, BookedLine>> {
  const marks = await store.probes.observationMarks(lines.map(({ id }) => id));
  const called = lines.flatMap((line) => {
    const mark = marks.get(line.id);
    if (mark === undefined) return [];
    const { hours, seats, purpose } = line;
    return [{ line, from: JSON.stringify([method, USUAL_TARGET, mark, hours, seats, purpose]) }];
  });
  const kept = await store.reckoned.plans(called.map(({ line }) => line.id));
  const book = new Map(kept.map((one) => [one.lineId, one]));
  const due = called.filter(({ line, from }) => book.get(line.id)?.from !== from);
  for (let at = 0; at < due.length; at += portion) {
    const some = due.slice(at, at + portion);
    const calls = await store.probes.observationsByLine(some.map(({ line }) => line.id));
    const plans: ReckonedPlan[] = [];
    for (const { line, from } of some) {
      const met = metBy(line, calls.get(line.id) ?? []);
      const cases = met.lines === null || met.busy === 0 ? null : casesOf(met, USUAL_TARGET);
      const { lines: there, probes, busy } = met;
      const entry = {
        lineId: line.id,
        from,
        met: { lines: there, probes, busy },
        plan: cases?.[0] ?? null,
      };
      book.set(line.id, entry);
      plans.push(entry);
      // A plan takes a part of a second; others are served meanwhile.
      if (busy > 0) await clock.wait(0);
    }
    await store.reckoned.putPlans(plans);
  }
  return new Map(
    called.flatMap(({ line }) => {
      const one = book.get(line.id);
      return one === undefined ? [] : [[line.id, one] as const];
    }),
  );
}
