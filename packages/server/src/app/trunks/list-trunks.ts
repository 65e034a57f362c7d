import type { Trunk } from '@everyline/contract';

import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { trunkViews } from './trunk-view.ts';

export async function listTrunks(context: AppContext): Promise<Trunk[]> {
  await authorise(context, 'trunks.see');
  return trunkViews(context, await context.store.trunks.all());
}
