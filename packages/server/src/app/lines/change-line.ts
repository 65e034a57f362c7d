import type { Line as LineView, LineChange } from '@everyline/contract';

import { authorise, requireInside } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';
import { lineView } from './line-view.ts';
import { reviseLine } from './revise-line.ts';

export async function changeLine(
  context: AppContext,
  id: string,
  change: LineChange,
): Promise<LineView> {
  const scope = await authorise(context, 'lines.edit');
  await context.store.transaction(async (within) => {
    const before = await within.lines.byId(id);
    if (!before) throw notFound('line');
    requireInside(scope, before.departmentId);
    if (change.departmentId !== undefined) {
      requireInside(scope, change.departmentId);
      if (change.departmentId !== null && !(await within.departments.byId(change.departmentId))) {
        throw notFound('department');
      }
    }
    const { serviceItems, publishedHours, ...rest } = change;
    await within.owners.heldVersion(id);
    await reviseLine(context, within, before, {
      ...rest,
      ...(serviceItems !== undefined && { services: serviceItems }),
      ...(publishedHours !== undefined && { hours: publishedHours }),
    });
    await recordAudit(
      context,
      within,
      'lines.change',
      { kind: 'line', id },
      {
        before: {
          departmentId: before.departmentId,
          purpose: before.purpose,
          services: before.services,
          hours: before.hours,
          tier: before.tier,
          seats: before.seats,
        },
        change,
      },
    );
  });
  const row = await context.store.lines.row(id, context.clock.nowMs());
  if (!row) throw notFound('line');
  return lineView(row);
}
