import type { LineReported, LineReportKindWord } from '@everyline/contract';

import type { AppContext } from '../context.ts';
import { reportLine } from '../line-reports/report-line.ts';
import { displayNumber } from '../lines/display-number.ts';
import { lineForCallers } from './read-portal-line.ts';

/**
 * A citizen's report from a line's page; it counts as any other and dials nothing.
 *
 * @param from whence it comes (an address)
 * @throws not_found, too_many_requests
 */
export async function reportPortalLine(
  context: AppContext,
  id: string,
  kind: LineReportKindWord,
  from: string,
): Promise<LineReported> {
  const line = await lineForCallers(context, id);
  return reportLine(context, { number: displayNumber(line.number), kind }, from);
}
