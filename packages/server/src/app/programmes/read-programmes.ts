import type { Programme, ProgrammeBoard } from '@everyline/contract';
import { boardGroups, boardTotal, type BoardGroup } from '@everyline/domain';

import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';
import { withLiveActuals } from './live-actuals.ts';
import {
  documentView,
  measureView,
  officeNames,
  onBoard,
  programmeView,
  todayOf,
} from './programme-view.ts';
import { mayEdit, mayReport, reachesOf } from './visible-programme.ts';

/** All programmes, the newest first; they are the whole city's to see. */
export async function listProgrammes(context: AppContext): Promise<Programme[]> {
  await authorise(context, 'programmes.see');
  const { programmes, departments } = context.store;
  const all = await programmes.all();
  const measures = await withLiveActuals(context, await programmes.measureStandings(), all);
  const own = Map.groupBy(measures, ({ programmeId }) => programmeId);
  const names = officeNames(await departments.all());
  const today = todayOf(context);
  return all.map((one) => programmeView(one, own.get(one.id) ?? [], names, today));
}

/** The board of one programme: how far it is, by category and by office, and what is overdue. */
export async function readBoard(context: AppContext, id: string): Promise<ProgrammeBoard> {
  await authorise(context, 'programmes.see');
  const { programmes, departments } = context.store;
  const programme = await programmes.byId(id);
  if (!programme) throw notFound('programme');
  const measures = await withLiveActuals(context, await programmes.measures(id), [programme]);
  const names = officeNames(await departments.all());
  const today = todayOf(context);
  const reaches = await reachesOf(context);
  const shown = measures.map((one) => onBoard(one, today));
  const officeOf = ({ leadOfficeId }: (typeof shown)[number]) =>
    leadOfficeId === null ? '' : (names.get(leadOfficeId) ?? '');
  return {
    programme: programmeView(programme, measures, names, today),
    mayEdit: mayEdit(reaches, programme),
    mayReopen: programme.state === 'closed' && mayEdit(reaches, { ...programme, state: 'running' }),
    today,
    total: viewOf(boardTotal(shown)),
    byCategory: boardGroups(shown, ({ category }) => category).map(named),
    byOffice: boardGroups(shown, officeOf).map(named),
    measures: measures.map((one) =>
      measureView(one, { names, today, mayReport: mayReport(reaches, one, programme) }),
    ),
    documents: (await programmes.documents(id)).map(documentView),
  };
}

function named({ key, ...group }: BoardGroup<string>) {
  return { name: key, ...viewOf(group) };
}

function viewOf({ measures, states, completion, totals }: Omit<BoardGroup<string>, 'key'>) {
  return { measures, states, completion, totals: [...totals] };
}
