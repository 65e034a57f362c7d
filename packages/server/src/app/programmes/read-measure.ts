import type { MeasureDetail } from '@everyline/contract';

import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { withLiveActuals } from './live-actuals.ts';
import { measureView, officeNames, todayOf } from './programme-view.ts';
import { mayEdit, mayReport, namedMeasure, reachesOf } from './visible-programme.ts';

/** A measure with everything that was reported of it, the newest first. */
export async function readMeasure(context: AppContext, id: string): Promise<MeasureDetail> {
  await authorise(context, 'programmes.see');
  const { programmes, departments } = context.store;
  const { measure, programme } = await namedMeasure(context, id);
  const [live = measure] = await withLiveActuals(context, [measure], [programme]);
  const document =
    measure.documentId === null ? null : await programmes.document(measure.documentId);
  const reaches = await reachesOf(context);
  return {
    measure: measureView(live, {
      names: officeNames(await departments.all()),
      today: todayOf(context),
      mayReport: mayReport(reaches, measure, programme),
    }),
    programme: { id: programme.id, name: programme.name, state: programme.state },
    document: document && { id: document.id, name: document.name },
    mayEdit: mayEdit(reaches, programme),
    reports: (await programmes.reports(id)).map(
      ({ id: reportId, atMs, by, text, actuals, done }) => ({
        id: reportId,
        ...{ atMs, by, text, done },
        actuals: actuals.map(({ name, unit, value }) => ({ name, unit, value })),
      }),
    ),
  };
}
