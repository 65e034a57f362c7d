import type { BadHour, BadHourQuery } from '@everyline/contract';

import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { badHourViews } from './bad-hour-view.ts';

const shown = 50;

/** The latest bad hours, of one trunk or of all. */
export async function listBadHours(context: AppContext, query: BadHourQuery): Promise<BadHour[]> {
  await authorise(context, 'trunks.see');
  const hours = await context.store.badHours.latest(query.trunkId ?? null, shown);
  return badHourViews(context, hours);
}
