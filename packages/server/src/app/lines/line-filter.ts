import type { LineExportQuery } from '@everyline/contract';
import { departmentsUnder } from '@everyline/domain';

import type { Scope } from '../access/scope.ts';
import type { AppContext } from '../context.ts';
import type { LineFilter, LineOrder } from '../ports/store/lines.ts';

/** The filter of a list of lines with the departments asked for and the scope of the one who asks. */
export async function lineFilter(
  context: Pick<AppContext, 'store'>,
  query: LineExportQuery,
  scope: Scope,
): Promise<{ filter: LineFilter; order: LineOrder }> {
  const { departmentId, sort, order, language: _language, ...rest } = query;
  const departmentIds =
    departmentId === undefined
      ? undefined
      : [...departmentsUnder(await context.store.departments.all(), departmentId)];
  return {
    filter: { ...rest, scope, ...(departmentIds && { departmentIds }) },
    order: { sort: sort ?? 'number', order: order ?? 'asc' },
  };
}
