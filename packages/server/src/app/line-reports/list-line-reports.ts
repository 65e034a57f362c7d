import type { LineReport, LineReportQuery } from '@everyline/contract';
import { maskPersons } from '@everyline/domain';

import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { displayNumber } from '../lines/display-number.ts';
import { pagingOf, type Page } from '../ports/store/page.ts';

/** Reports of citizens, the newest first, with what became of each. */
export async function listLineReports(
  context: AppContext,
  query: LineReportQuery,
): Promise<Page<LineReport>> {
  const scope = await authorise(context, 'line_reports.see');
  const found = await context.store.lineReports.page(query, scope, pagingOf(query));
  return {
    ...found,
    items: found.items.map(({ telephone, note, departmentId, departmentName, ...one }) => ({
      ...one,
      note: maskPersons(note),
      lineDisplay: displayNumber(telephone),
      department: departmentId === null ? null : { id: departmentId, name: departmentName ?? '' },
    })),
  };
}
