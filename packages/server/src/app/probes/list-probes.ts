import type { ProbePage, ProbeQuery } from '@everyline/contract';

import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { pagingOf } from '../ports/store/page.ts';
import { probeView } from './probe-view.ts';

/** Test calls, newest first. */
export async function listProbes(context: AppContext, query: ProbeQuery): Promise<ProbePage> {
  const scope = await authorise(context, 'probes.see');
  const found = await context.store.probes.page(query, scope, pagingOf(query));
  return { ...found, items: found.items.map(probeView) };
}
