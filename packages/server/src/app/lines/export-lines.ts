import type { Line, LineExportQuery } from '@everyline/contract';

import { authorise } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { lineFilter } from './line-filter.ts';
import { lineView } from './line-view.ts';

/** All lines of a filter, one after the other, for a file. */
export async function* exportLines(
  context: AppContext,
  query: LineExportQuery,
): AsyncGenerator<Line> {
  const scope = await authorise(context, 'lines.export');
  const { filter, order } = await lineFilter(context, query, scope);
  await recordAudit(context, context.store, 'lines.export', { kind: 'lines', id: null }, query);
  for await (const row of context.store.lines.each(filter, order, context.clock.nowMs())) {
    yield lineView(row);
  }
}
