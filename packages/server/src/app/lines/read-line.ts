import type { LineDetail } from '@everyline/contract';

import { authorise, requireInside } from '../access/authorise.ts';
import { causeView, findLineCause } from '../causes/find-line-cause.ts';
import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';
import { conflictViews } from '../sources/conflict-view.ts';
import { listingView } from '../sources/source-view.ts';
import { verdictOf } from '../verdicts/read-verdict.ts';
import { lineView } from './line-view.ts';
import { standingOf } from './line-standing.ts';

/** How many conflicts a line's page shows. */
const conflictsShown = { page: 1, pageSize: 50 };

/** A line with its listings, its verdict, the cause where it is not healthy, its conflicts and how it stands with test calls. */
export async function readLine(context: AppContext, id: string): Promise<LineDetail> {
  const scope = await authorise(context, 'lines.see');
  const { store } = context;
  const line = await store.lines.byId(id);
  const row = await store.lines.row(id, context.clock.nowMs());
  if (!line || !row) throw notFound('line');
  requireInside(scope, line.departmentId);
  const [listings, conflicts, clearances, verdict, cause, standing] = await Promise.all([
    store.sources.listingsOfLine(id),
    store.sources.conflicts({ lineId: id }, conflictsShown),
    store.clearances.viewsForLine(line),
    verdictOf(context, line, null),
    findLineCause(context, line),
    standingOf(context, line),
  ]);
  const shownConflicts = await conflictViews(store.sources, conflicts.items);
  return {
    line: lineView(row),
    verdict,
    cause: verdict.verdict === 'healthy' ? null : causeView(cause),
    listings: listings.map(listingView),
    conflicts: shownConflicts.map((one) => ({
      id: one.id,
      kind: one.kind,
      sentence: one.sentence,
      resolvedAtMs: one.resolvedAtMs,
    })),
    clearances,
    ...standing,
  };
}
