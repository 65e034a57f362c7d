import { selectLines, type Campaign, type Line } from '@everyline/domain';

import type { AppContext } from '../context.ts';

/** The active lines that a campaign is about. */
export async function linesOfCampaign(
  context: Pick<AppContext, 'store'>,
  campaign: Pick<Campaign, 'scope'>,
): Promise<Line[]> {
  const { scope } = campaign;
  const [lines, departments] = await Promise.all([
    context.store.lines.active(scope.lineIds === undefined ? {} : { lineIds: scope.lineIds }),
    context.store.departments.all(),
  ]);
  return selectLines(lines, scope, departments);
}
