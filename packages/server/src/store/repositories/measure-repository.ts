import { addDays, type Indicator, type LiveFigure, type LiveScope } from '@everyline/domain';
import { sql } from 'kysely';

import type {
  MeasureFields,
  MeasureRow,
  ProgrammeStore,
  StoredReport,
} from '../../app/ports/store/programmes.ts';
import type { Database } from '../database.ts';

type MeasureStore = Pick<
  ProgrammeStore,
  | 'measures'
  | 'measureStandings'
  | 'measure'
  | 'addMeasure'
  | 'changeMeasure'
  | 'withdrawMeasure'
  | 'reports'
  | 'addReport'
  | 'remindable'
  | 'addReminder'
>;

export function measureRepository(db: Database): MeasureStore {
  const select = () =>
    db.selectFrom('measures as m').selectAll('m').where('m.withdrawn_at_ms', 'is', null);
  type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];

  const whole = async (rows: readonly Row[]): Promise<MeasureRow[]> => {
    if (rows.length === 0) return [];
    const ids = rows.map(({ id }) => id);
    const offices = await db
      .selectFrom('measure_offices')
      .selectAll()
      .where('measure_id', 'in', ids)
      .orderBy('position')
      .execute();
    const indicators = await db
      .selectFrom('measure_indicators')
      .selectAll()
      .where('measure_id', 'in', ids)
      .orderBy('position')
      .execute();
    const last = await db
      .selectFrom('progress_reports')
      .distinctOn('measure_id')
      .selectAll()
      .where('measure_id', 'in', ids)
      .orderBy('measure_id')
      .orderBy('sequence', 'desc')
      .execute();
    const counts = await db
      .selectFrom('progress_reports')
      .select(['measure_id', sql<number>`count(*)`.as('reports')])
      .where('measure_id', 'in', ids)
      .groupBy('measure_id')
      .execute();
    const officesOf = Map.groupBy(offices, (one) => one.measure_id);
    const indicatorsOf = Map.groupBy(indicators, (one) => one.measure_id);
    const lastOf = new Map(last.map((one) => [one.measure_id, toReport(one)]));
    const countOf = new Map(counts.map((one) => [one.measure_id, one.reports]));
    return rows.map((row) => ({
      id: row.id,
      programmeId: row.programme_id,
      title: row.title,
      category: row.category,
      leadOfficeId: row.lead_office_id,
      jointOfficeIds: (officesOf.get(row.id) ?? []).map((one) => one.department_id),
      deadline: row.deadline,
      quote: row.quote,
      documentId: row.document_id,
      createdAtMs: row.created_at_ms,
      version: row.version,
      indicators: (indicatorsOf.get(row.id) ?? []).map(toIndicator),
      reports: countOf.get(row.id) ?? 0,
      lastReport: lastOf.get(row.id) ?? null,
    }));
  };

  const writeParts = async (
    id: string,
    { jointOfficeIds, indicators }: Pick<MeasureFields, 'jointOfficeIds' | 'indicators'>,
  ): Promise<void> => {
    await db.deleteFrom('measure_offices').where('measure_id', '=', id).execute();
    await db.deleteFrom('measure_indicators').where('measure_id', '=', id).execute();
    if (jointOfficeIds.length > 0) {
      await db
        .insertInto('measure_offices')
        .values(
          jointOfficeIds.map((department_id, position) => ({
            measure_id: id,
            department_id,
            position,
          })),
        )
        .execute();
    }
    if (indicators.length === 0) return;
    await db
      .insertInto('measure_indicators')
      .values(
        indicators.map(({ live, ...one }, position) => ({
          ...one,
          ...{ measure_id: id, position },
          live: live?.figure ?? null,
          live_of: live?.of ?? null,
        })),
      )
      .execute();
  };

  return {
    measures: async (programmeId) => {
      const rows = select().where('m.programme_id', '=', programmeId).orderBy('m.sequence');
      return whole(await rows.execute());
    },
    measureStandings: async () => {
      const { rows } = await sql<{
        programme_id: string;
        category: string;
        lead_office_id: string | null;
        deadline: string | null;
        joint_office_ids: string[] | null;
        indicators: Parameters<typeof toIndicator>[0][] | null;
        reports: number | null;
        done: boolean | null;
      }>`
        select m.programme_id, m.category, m.lead_office_id, m.deadline, o.joint_office_ids, i.indicators, r.reports,
          r.done
        from measures m
        left join (
          select measure_id, json_agg(department_id order by position) as joint_office_ids
          from measure_offices group by measure_id) o on o.measure_id = m.id
        left join (
          select measure_id, json_agg(json_build_object('id', id, 'name', name, 'unit', unit, 'planned', planned,
            'actual', actual, 'live', live, 'live_of', live_of) order by position) as indicators
          from measure_indicators group by measure_id) i on i.measure_id = m.id
        left join (
          select measure_id, count(*) as reports, (array_agg(done order by sequence desc))[1] as done
          from progress_reports group by measure_id) r on r.measure_id = m.id
        where m.withdrawn_at_ms is null order by m.sequence`.execute(db);
      return rows.map((row) => ({
        programmeId: row.programme_id,
        category: row.category,
        leadOfficeId: row.lead_office_id,
        jointOfficeIds: row.joint_office_ids ?? [],
        deadline: row.deadline,
        indicators: (row.indicators ?? []).map(toIndicator),
        reports: row.reports ?? 0,
        lastReport: row.done === null ? null : { done: row.done },
      }));
    },
    measure: async (id) => {
      const [found] = await whole(await select().where('m.id', '=', id).execute());
      return found ?? null;
    },
    addMeasure: async (one) => {
      await db
        .insertInto('measures')
        .values({
          id: one.id,
          programme_id: one.programmeId,
          title: one.title,
          category: one.category,
          lead_office_id: one.leadOfficeId,
          deadline: one.deadline,
          quote: one.quote,
          document_id: one.documentId,
          created_at_ms: one.createdAtMs,
        })
        .execute();
      await writeParts(one.id, one);
    },
    changeMeasure: async (id, version, change) => {
      const changed = await db
        .updateTable('measures')
        .set({
          title: change.title,
          category: change.category,
          lead_office_id: change.leadOfficeId,
          deadline: change.deadline,
          version: version + 1,
        })
        .where('id', '=', id)
        .where('version', '=', version)
        .where('withdrawn_at_ms', 'is', null)
        .executeTakeFirst();
      if (changed.numUpdatedRows === 0n) return false;
      await writeParts(id, change);
      return true;
    },
    withdrawMeasure: async (id, version, { atMs, by, reason }) => {
      const changed = await db
        .updateTable('measures')
        .set({ withdrawn_at_ms: atMs, withdrawn_by: by, withdrawn_reason: reason })
        .where('id', '=', id)
        .where('version', '=', version)
        .where('withdrawn_at_ms', 'is', null)
        .executeTakeFirst();
      return changed.numUpdatedRows > 0n;
    },
    reports: async (measureId) =>
      (
        await db
          .selectFrom('progress_reports')
          .selectAll()
          .where('measure_id', '=', measureId)
          .orderBy('sequence', 'desc')
          .limit(500)
          .execute()
      ).map(toReport),
    addReport: async (one) => {
      // A report is a change too: whoever edits the measure meanwhile is told, and overwrites no figure.
      const held = await db
        .updateTable('measures')
        .set((eb) => ({ version: eb('version', '+', 1) }))
        .where('id', '=', one.measureId)
        .where('withdrawn_at_ms', 'is', null)
        .executeTakeFirst();
      if (held.numUpdatedRows === 0n) return false;
      await db
        .insertInto('progress_reports')
        .values({
          id: one.id,
          measure_id: one.measureId,
          at_ms: one.atMs,
          by: one.by,
          text: one.text,
          actuals: JSON.stringify(one.actuals),
          done: one.done,
        })
        .execute();
      for (const { indicatorId, value } of one.actuals) {
        await db
          .updateTable('measure_indicators')
          .set({ actual: value })
          .where('id', '=', indicatorId)
          .where('measure_id', '=', one.measureId)
          .execute();
      }
      return true;
    },
    remindable: async (untilDay) =>
      whole(
        await select()
          .innerJoin('programmes as p', 'p.id', 'm.programme_id')
          .where('p.state', '=', 'running')
          .where('m.deadline', '<=', untilDay)
          // What is long past has had its last reminder, or was entered late and needs none.
          .where('m.deadline', '>=', addDays(untilDay, -60))
          .where(
            sql<boolean>`not exists (select from measure_reminders r
              where r.measure_id = m.id and r.deadline = m.deadline and r.kind = 'after')`,
          )
          .execute(),
      ),
    addReminder: async (measureId, deadline, kind, atMs) => {
      const added = await db
        .insertInto('measure_reminders')
        .values({ measure_id: measureId, deadline, kind, at_ms: atMs })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return (added.numInsertedOrUpdatedRows ?? 0n) > 0n;
    },
  };
}

function toIndicator(row: {
  id: string;
  name: string;
  unit: string;
  planned: number | null;
  actual: number | null;
  live: string | null;
  live_of: string | null;
}): Indicator {
  const { id, name, unit, planned, actual } = row;
  const live =
    row.live === null
      ? null
      : { figure: row.live as LiveFigure, of: (row.live_of ?? 'programme') as LiveScope };
  return { id, name, unit, planned, actual, live };
}

function toReport(row: {
  id: string;
  measure_id: string;
  at_ms: number;
  by: string;
  text: string;
  actuals: StoredReport['actuals'];
  done: boolean;
}): StoredReport {
  return {
    id: row.id,
    measureId: row.measure_id,
    atMs: row.at_ms,
    by: row.by,
    text: row.text,
    actuals: row.actuals,
    done: row.done,
  };
}
