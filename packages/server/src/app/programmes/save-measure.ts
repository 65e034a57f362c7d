import type {
  MeasureChange,
  MeasureDetail,
  MeasureWithdrawal,
  NewMeasure,
  Programme,
} from '@everyline/contract';
import { liveUnits, type Indicator } from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { namedDepartment } from '../departments/named-department.ts';
import { AppFault, notFound } from '../faults.ts';
import { newId } from '../new-id.ts';
import type { MeasureFields, NewMeasureRow } from '../ports/store/programmes.ts';
import { filled } from './filled.ts';
import { readMeasure } from './read-measure.ts';
import { listProgrammes } from './read-programmes.ts';
import { editableProgramme, namedMeasure } from './visible-programme.ts';

export async function addMeasure(
  context: AppContext,
  programmeId: string,
  input: NewMeasure,
): Promise<MeasureDetail> {
  await editableProgramme(context, programmeId);
  const measure: NewMeasureRow = {
    id: newId(context),
    programmeId,
    quote: '',
    documentId: null,
    createdAtMs: context.clock.nowMs(),
    ...(await checkedMeasure(context, input, [])),
  };
  await context.store.transaction(async (within) => {
    await within.programmes.addMeasure(measure);
    const subject = { kind: 'measure', id: measure.id };
    await recordAudit(context, within, 'programmes.add_measure', subject, {
      programmeId,
      ...input,
    });
  });
  return readMeasure(context, measure.id);
}

/** Changes a measure; an indicator that keeps its identity keeps what was reported of it. */
export async function changeMeasure(
  context: AppContext,
  id: string,
  input: MeasureChange,
): Promise<MeasureDetail> {
  const { measure: before } = await namedMeasure(context, id);
  await editableProgramme(context, before.programmeId);
  const change = await checkedMeasure(context, input, before.indicators);
  await context.store.transaction(async (within) => {
    if (!(await within.programmes.changeMeasure(id, input.version, change))) {
      throw new AppFault('measure_changed');
    }
    const { title, category, leadOfficeId, jointOfficeIds, deadline, indicators } = before;
    await recordAudit(
      context,
      within,
      'programmes.change_measure',
      { kind: 'measure', id },
      {
        before: { title, category, leadOfficeId, jointOfficeIds, deadline, indicators },
        after: change,
      },
    );
  });
  return readMeasure(context, id);
}

/** Takes a measure out of its programme; its reports stay on record. */
export async function withdrawMeasure(
  context: AppContext,
  id: string,
  { reason, version }: MeasureWithdrawal,
): Promise<Programme> {
  const { measure } = await namedMeasure(context, id);
  const { programmeId } = measure;
  await editableProgramme(context, programmeId);
  const withdrawal = {
    atMs: context.clock.nowMs(),
    by: actorName(context.actor),
    reason: filled(reason, 'reason'),
  };
  await context.store.transaction(async (within) => {
    if (!(await within.programmes.withdrawMeasure(id, version, withdrawal))) {
      throw new AppFault('measure_changed');
    }
    await recordAudit(
      context,
      within,
      'programmes.withdraw_measure',
      { kind: 'measure', id },
      {
        programmeId,
        title: measure.title,
        reason,
      },
    );
  });
  const found = (await listProgrammes(context)).find((one) => one.id === programmeId);
  if (!found) throw notFound('programme');
  return found;
}

/** A measure as it was typed, with its offices, its day and its indicators checked. */
export async function checkedMeasure(
  context: AppContext,
  input: NewMeasure,
  known: readonly Indicator[],
): Promise<MeasureFields> {
  const joint = [...new Set(input.jointOfficeIds)].filter((id) => id !== input.leadOfficeId);
  for (const id of [input.leadOfficeId, ...joint]) await namedDepartment(context, id);
  if (input.deadline !== null && !isDay(input.deadline)) {
    const detail = { zh: '日历上没有这一天', en: 'there is no such day' };
    throw new AppFault('invalid_input', { detail }, 'deadline');
  }
  return {
    title: filled(input.title, 'title'),
    category: input.category.trim(),
    leadOfficeId: input.leadOfficeId,
    jointOfficeIds: joint,
    deadline: input.deadline,
    indicators: input.indicators.map((one, index): Indicator => {
      const before = known.find(({ id }) => id === one.id);
      if (one.id !== undefined && before === undefined) throw notFound('indicator');
      const live = one.live ?? null;
      return {
        id: before?.id ?? newId(context),
        name: filled(one.name, `indicators/${index}/name`),
        // What is read live has the unit in which it is counted.
        unit: live === null ? filled(one.unit, `indicators/${index}/unit`) : liveUnits[live.figure],
        planned: one.planned,
        actual: live === null ? (before?.actual ?? null) : null,
        live,
      };
    }),
  };
}

function isDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}
