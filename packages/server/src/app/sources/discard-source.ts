import { authorise, requireInside } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';

/** Throws a preview away that was not imported; an imported source stays on record. */
export async function discardSource(context: AppContext, id: string): Promise<{ done: true }> {
  const scope = await authorise(context, 'sources.import');
  const source = await context.store.sources.byId(id);
  if (!source) throw notFound('source');
  requireInside(scope, source.departmentId);
  if (source.state === 'imported') throw new AppFault('wrong_state', { state: source.state });
  await context.store.sources.remove(id);
  return { done: true };
}
