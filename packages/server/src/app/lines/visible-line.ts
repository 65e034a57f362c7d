import type { Permission } from '@everyline/contract';
import type { Line } from '@everyline/domain';

import { authorise, requireInside } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';

/** The line, if there is one and the actor may do the operation with it. */
export async function visibleLine(
  context: AppContext,
  permission: Permission,
  id: string,
): Promise<Line> {
  const scope = await authorise(context, permission);
  const line = await context.store.lines.byId(id);
  if (!line) throw notFound('line');
  requireInside(scope, line.departmentId);
  return line;
}
