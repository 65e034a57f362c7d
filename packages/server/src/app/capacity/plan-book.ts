import type { Line } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import type { Store } from '../ports/store.ts';
import { casesOf, metBy, USUAL_TARGET, type MetByCalls, type PlanIfLines } from './plan-lines.ts';

/** What the test calls of a line met, and the plan that follows; null where nothing is proposed. */
export interface BookedLine {
  readonly met: Pick<MetByCalls, 'lines' | 'probes' | 'busy'>;
  readonly plan: PlanIfLines | null;
}

interface Entry extends BookedLine {
  /** What it followed from: its calls, and what of the line is reckoned with. */
  readonly from: string;
}

/** What was reckoned of each city's lines. */
const books = new WeakMap<Store, Map<string, Entry>>();

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
  const book = books.get(store) ?? new Map<string, Entry>();
  books.set(store, book);
  const marks = await store.probes.observationMarks(lines.map(({ id }) => id));
  const found = new Map<string, BookedLine>();
  const due: { readonly line: Line; readonly from: string }[] = [];
  for (const line of lines) {
    const mark = marks.get(line.id);
    if (mark === undefined) continue;
    const from = JSON.stringify([mark, line.hours, line.seats, line.purpose]);
    const known = book.get(line.id);
    if (known?.from === from) found.set(line.id, known);
    else due.push({ line, from });
  }
  for (let at = 0; at < due.length; at += portion) {
    const some = due.slice(at, at + portion);
    const calls = await store.probes.observationsByLine(some.map(({ line }) => line.id));
    for (const { line, from } of some) {
      const met = metBy(line, calls.get(line.id) ?? []);
      const cases = met.lines === null || met.busy === 0 ? null : casesOf(met, USUAL_TARGET);
      const { lines: there, probes, busy } = met;
      const entry = { from, met: { lines: there, probes, busy }, plan: cases?.[0] ?? null };
      book.set(line.id, entry);
      found.set(line.id, entry);
      // A plan takes a part of a second; others are served meanwhile.
      if (busy > 0) await clock.wait(0);
    }
  }
  return found;
}
