import type { Report, ReportQuery, Reports } from '@everyline/contract';

import { authorise, requireInside } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';
import { gatherFigures } from './gather-figures.ts';
import { reportHead, reportView } from './report-view.ts';

/** Issued reports of one's departments, newest first. */
export async function listReports(context: AppContext): Promise<Reports> {
  const scope = await authorise(context, 'reports.see');
  const reports = await context.store.reports.all();
  return {
    items: reports
      .filter(
        ({ departmentId }) => scope === 'all' || (departmentId !== null && scope.has(departmentId)),
      )
      .map((one) => reportHead(one.figures, one, one.departmentId)),
  };
}

/** The report as it would be issued now; without a department that of everything in one's scope. */
export async function draftReport(context: AppContext, query: ReportQuery): Promise<Report> {
  const scope = await authorise(context, 'reports.see');
  const about = ownDepartment(context, query);
  if (about.departmentId !== undefined) requireInside(scope, about.departmentId);
  const figures = await gatherFigures(context, about, scope);
  return reportView(figures, null, about.departmentId ?? null);
}

/** An issued report with the figures that it was issued with. */
export async function readReport(context: AppContext, id: string): Promise<Report> {
  const scope = await authorise(context, 'reports.see');
  const found = await context.store.reports.byId(id);
  if (!found) throw notFound('report');
  requireInside(scope, found.departmentId);
  return reportView(found.figures, found, found.departmentId);
}

/** Whoever answers for one department reports on that one unless another is named. */
export function ownDepartment<Query extends ReportQuery>(
  { actor }: Pick<AppContext, 'actor'>,
  query: Query,
): Query {
  if (query.departmentId !== undefined || actor.kind !== 'person' || actor.departmentId === null)
    return query;
  return { ...query, departmentId: actor.departmentId };
}
