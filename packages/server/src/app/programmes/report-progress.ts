import type { MeasureDetail, NewProgressReport } from '@everyline/contract';

import { actorName } from '../access/actor.ts';
import { authorise } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { newId } from '../new-id.ts';
import type { ReportedActual, StoredReport } from '../ports/store/programmes.ts';
import { filled } from './filled.ts';
import { readMeasure } from './read-measure.ts';
import { mayReport, namedMeasure } from './visible-programme.ts';

/** Keeps what an office says of its measure, with new figures; what is read live cannot be typed. */
export async function reportProgress(
  context: AppContext,
  id: string,
  input: NewProgressReport,
): Promise<MeasureDetail> {
  const scope = await authorise(context, 'programmes.report');
  const { measure, programme } = await namedMeasure(context, id);
  if (programme.state === 'closed') throw new AppFault('wrong_state', { state: programme.state });
  if (!mayReport({ edit: null, report: scope }, measure, programme)) {
    throw new AppFault('outside_scope');
  }
  const actuals = input.actuals.map(({ indicatorId, value }, index): ReportedActual => {
    const indicator = measure.indicators.find((one) => one.id === indicatorId);
    if (indicator === undefined) throw notFound('indicator');
    if (indicator.live !== null) {
      const detail = {
        zh: `“${indicator.name}”由系统自动读取，不能填报`,
        en: `“${indicator.name}” is read from live data and cannot be typed`,
      };
      throw new AppFault('invalid_input', { detail }, `actuals/${index}`);
    }
    return { indicatorId, name: indicator.name, unit: indicator.unit, value };
  });
  const report: StoredReport = {
    id: newId(context),
    measureId: id,
    atMs: context.clock.nowMs(),
    by: actorName(context.actor),
    text: filled(input.text, 'text'),
    actuals,
    done: input.done,
  };
  await context.store.transaction(async (within) => {
    if (!(await within.programmes.addReport(report))) throw notFound('measure');
    const { text, done } = report;
    const subject = { kind: 'measure', id };
    await recordAudit(context, within, 'programmes.report', subject, { text, actuals, done });
  });
  return readMeasure(context, id);
}
