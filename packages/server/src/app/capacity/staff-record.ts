import type { StaffingQuery, StaffingWeek } from '@everyline/contract';

import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { AppFault } from '../faults.ts';
import type { DocumentFile } from '../ports/document-reader.ts';
import { reasonText } from '../sources/reading-reasons.ts';
import { QUARTER_MINUTES, readCallRecord, type CallRecord } from './call-record.ts';
import { USUAL_TARGET } from './plan-target.ts';

/** A year of quarter hours, or a month of calls one by one. */
const mostRows = 100_000;
const mostBytes = 8 * 1024 ** 2;

/** The share of those rostered that is away unless said otherwise. */
const usualAway = 0.15;

/**
 * Staff for the week after a record of calls (csv), with what the simulator says of it. The file is not kept.
 * Throws `too_large`, and `invalid_input` with the row.
 */
export async function staffRecord(
  context: AppContext,
  file: DocumentFile,
  query: StaffingQuery,
): Promise<StaffingWeek> {
  await authorise(context, 'staffing.plan');
  const record = await recordIn(context, file);
  const target = {
    ...USUAL_TARGET,
    ...(query.answered !== undefined && { share: query.answered }),
    ...(query.withinS !== undefined && { withinS: query.withinS }),
    ...(query.handlingS !== undefined && { handlingS: query.handlingS }),
  };
  const shrinkage = query.away ?? usualAway;
  const whatIf = { more: query.more ?? 0, byMachine: query.byMachine ?? 0 };
  const days = await context.reckoning.staff({ record, target, shrinkage, whatIf });
  return {
    file: file.name,
    fromDay: record.days[0]?.date ?? '',
    toDay: record.days.at(-1)?.date ?? '',
    recordDays: record.days.length,
    opensMinute: record.opensMinute,
    intervalMinutes: QUARTER_MINUTES,
    target: { share: target.share, withinS: target.withinS, handlingS: target.handlingS },
    away: shrinkage,
    ...whatIf,
    days: days.map(({ forecast, needed, people, rostered, lines, checked }) => ({
      date: forecast.date,
      expected: [...forecast.expected],
      low: [...forecast.low],
      high: [...forecast.high],
      needed: [...needed],
      people: [...people],
      rostered: [...rostered],
      lines,
      inTime: checked.inTime,
      gaveUp: checked.gaveUp,
      waitS: checked.waitS,
      occupancy: checked.occupancy,
    })),
  };
}

async function recordIn(context: AppContext, file: DocumentFile): Promise<CallRecord> {
  if (file.sizeBytes > mostBytes) throw new AppFault('too_large', { limit: '8 MB' }, file.name);
  const rows: string[][] = [];
  for await (const row of context.documents.rows(file)) {
    if ('kind' in row) {
      const detail = { zh: reasonText(row.reason, 'zh-CN'), en: reasonText(row.reason, 'en') };
      throw new AppFault('invalid_input', { detail }, file.name);
    }
    rows.push(row.cells.map(({ text }) => text));
    if (rows.length > mostRows) {
      throw new AppFault('too_large', { limit: String(mostRows) }, file.name);
    }
  }
  try {
    return readCallRecord(rows, file.name);
  } catch (fault) {
    // What the command calls wrong usage is a wrong file here.
    if (!(fault instanceof AppFault) || fault.code !== 'wrong_usage') throw fault;
    const { detail = '' } = fault.values;
    throw new AppFault('invalid_input', { detail }, fault.place);
  }
}
