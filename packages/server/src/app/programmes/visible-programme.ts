import type { Permission } from '@everyline/contract';

import { authorise, requireInside } from '../access/authorise.ts';
import { reachOf } from '../access/matrix.ts';
import type { Scope } from '../access/scope.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import type { MeasureRow, StoredProgramme } from '../ports/store/programmes.ts';

/** A programme that the actor may change; a closed one is not changed. */
export async function editableProgramme(
  context: AppContext,
  id: string,
  closedToo = false,
): Promise<StoredProgramme> {
  const scope = await authorise(context, 'programmes.edit');
  const programme = await context.store.programmes.byId(id);
  if (!programme) throw notFound('programme');
  requireInside(scope, programme.departmentId);
  if (programme.state === 'closed' && !closedToo) {
    throw new AppFault('wrong_state', { state: programme.state });
  }
  return programme;
}

/** A measure with its programme, for whoever may see programmes. */
export async function namedMeasure(
  context: AppContext,
  id: string,
): Promise<{ measure: MeasureRow; programme: StoredProgramme }> {
  const measure = await context.store.programmes.measure(id);
  const programme = measure && (await context.store.programmes.byId(measure.programmeId));
  if (!measure || !programme) throw notFound('measure');
  return { measure, programme };
}

/** What the one who asks may do: how far each operation reaches, null where it does not at all. */
export interface Reaches {
  readonly edit: Scope | null;
  readonly report: Scope | null;
}

export async function reachesOf(context: AppContext): Promise<Reaches> {
  return {
    edit: await scopeOrNull(context, 'programmes.edit'),
    report: await scopeOrNull(context, 'programmes.report'),
  };
}

async function scopeOrNull(context: AppContext, permission: Permission): Promise<Scope | null> {
  const { actor } = context;
  if (actor.kind === 'person' && reachOf(actor.role, permission) === 'no') return null;
  return authorise(context, permission);
}

export function mayEdit({ edit }: Reaches, programme: StoredProgramme): boolean {
  if (edit === null || programme.state === 'closed') return false;
  return edit === 'all' || (programme.departmentId !== null && edit.has(programme.departmentId));
}

/** Whoever answers for one of the measure's offices reports on it, and who directs the whole city. */
export function mayReport(
  { report }: Reaches,
  { leadOfficeId, jointOfficeIds }: Pick<MeasureRow, 'leadOfficeId' | 'jointOfficeIds'>,
  programme: Pick<StoredProgramme, 'state'>,
): boolean {
  if (report === null || programme.state === 'closed') return false;
  if (report === 'all') return true;
  return [leadOfficeId, ...jointOfficeIds].some((id) => id !== null && report.has(id));
}
