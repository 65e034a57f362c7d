import type { Measure, Programme, ProgrammeDocument } from '@everyline/contract';
import {
  boardTotal,
  completionOf,
  localTime,
  measureCompletion,
  measureState,
  type Department,
} from '@everyline/domain';

import type { AppContext } from '../context.ts';
import type {
  DocumentRow,
  MeasureRow,
  MeasureStanding,
  StoredProgramme,
} from '../ports/store/programmes.ts';
import { cityCalendar } from '../settings/city-calendar.ts';

/** Names of offices by id; an office that is gone has none. */
export type OfficeNames = ReadonlyMap<string, string>;

export function officeNames(departments: readonly Department[]): OfficeNames {
  return new Map(departments.map(({ id, name }) => [id, name]));
}

export function officeRef(id: string | null, names: OfficeNames) {
  return id === null ? null : { id, name: names.get(id) ?? '' };
}

export function todayOf(context: Pick<AppContext, 'clock'>): string {
  return localTime(cityCalendar(), context.clock.nowMs()).day;
}

export function programmeView(
  programme: StoredProgramme,
  measures: readonly MeasureStanding[],
  names: OfficeNames,
  today: string,
): Programme {
  const total = boardTotal(measures.map((one) => onBoard(one, today)));
  return {
    id: programme.id,
    name: programme.name,
    description: programme.description,
    department: officeRef(programme.departmentId, names),
    state: programme.state,
    createdAtMs: programme.createdAtMs,
    measures: total.measures,
    states: total.states,
    completion: total.completion,
  };
}

/** A measure with the state that follows from it. */
export function onBoard<M extends MeasureStanding>(measure: M, today: string) {
  const saidDone = measure.lastReport?.done ?? false;
  return { ...measure, state: measureState({ ...measure, saidDone }, today) };
}

export function measureView(
  row: MeasureRow,
  about: { readonly names: OfficeNames; readonly today: string; readonly mayReport: boolean },
): Measure {
  const { state } = onBoard(row, about.today);
  const last = row.lastReport;
  return {
    id: row.id,
    programmeId: row.programmeId,
    title: row.title,
    category: row.category,
    lead: officeRef(row.leadOfficeId, about.names),
    joint: row.jointOfficeIds.map((id) => ({ id, name: about.names.get(id) ?? '' })),
    deadline: row.deadline,
    state,
    completion: measureCompletion(row.indicators),
    indicators: row.indicators.map((one) => ({ ...one, completion: completionOf(one) })),
    quote: row.quote,
    lastReport: last && { atMs: last.atMs, by: last.by, text: last.text },
    mayReport: about.mayReport,
    version: row.version,
  };
}

export function documentView(row: DocumentRow): ProgrammeDocument {
  return {
    id: row.id,
    programmeId: row.programmeId,
    name: row.name,
    readAtMs: row.readAtMs,
    readBy: row.readBy,
    proposals: row.proposals,
    openProposals: row.openProposals,
    flags: row.flags,
  };
}
