import { authorise } from '../access/authorise.ts';
import type { Scope } from '../access/scope.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import type { AnnouncementRow } from '../ports/store/announcement-groups.ts';

/** An announcement for one who may do this with it: it was heard on a line inside the scope. */
export async function visibleAnnouncement(
  context: AppContext,
  permission: 'announcements.see' | 'probes.listen',
  id: string,
): Promise<{ row: AnnouncementRow; scope: Scope }> {
  const scope = await authorise(context, permission);
  const row = await context.store.announcementGroups.row(id, scope);
  if (!row) throw notFound('announcement');
  if (scope !== 'all' && row.calls === 0) throw new AppFault('outside_scope');
  return { row, scope };
}
