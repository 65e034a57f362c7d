import type { NewReport, Report } from '@everyline/contract';

import { actorName } from '../access/actor.ts';
import { authorise, requireInside } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { newId } from '../new-id.ts';
import { gatherFigures } from './gather-figures.ts';
import { ownDepartment } from './read-reports.ts';
import { reportView } from './report-view.ts';

/** Issues a report: reads its figures and keeps them, so that it says the same whenever it is read again. */
export async function issueReport(context: AppContext, input: NewReport): Promise<Report> {
  const scope = await authorise(context, 'reports.issue');
  const about = ownDepartment(context, input);
  const departmentId = about.departmentId ?? null;
  requireInside(scope, departmentId);
  const figures = await gatherFigures(context, about, scope);
  const report = {
    id: newId(context),
    kind: figures.kind,
    departmentId,
    campaignId: figures.kind === 'campaign' ? (about.campaignId ?? null) : null,
    reference: input.reference.trim(),
    issuer: input.issuer.trim(),
    issuedAtMs: context.clock.nowMs(),
    issuedBy: actorName(context.actor),
    figures,
  };
  await context.store.transaction(async (within) => {
    await within.reports.insert(report);
    await recordAudit(
      context,
      within,
      'reports.issue',
      { kind: 'report', id: report.id },
      { reference: report.reference, issuer: report.issuer, period: figures.now.period },
    );
  });
  return reportView(figures, report, departmentId);
}
