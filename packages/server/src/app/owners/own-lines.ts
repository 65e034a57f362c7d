import type { OwnerProgress, OwnLineQuery, OwnLines } from '@everyline/contract';
import { departmentsUnder } from '@everyline/domain';

import { authorise, requireInside } from '../access/authorise.ts';
import type { Scope } from '../access/scope.ts';
import type { AppContext } from '../context.ts';
import { displayNumber } from '../lines/display-number.ts';
import { readNumber } from '../lines/read-numbers.ts';
import type { OwnLineFilter } from '../ports/store/owners.ts';
import { pagingOf } from '../ports/store/page.ts';
import { ownerRules } from './owner-rules.ts';
import { ownLineView } from './own-line-view.ts';

/** Whose lines somebody answers for: a manager for the whole office, others for those that they keep. */
export function ownFilter(context: Pick<AppContext, 'actor'>, scope: Scope): OwnLineFilter {
  const { actor } = context;
  const keeps =
    actor.kind === 'person' && actor.role !== 'city_admin' && actor.role !== 'department_manager';
  return { scope, ...(keeps && { accountId: actor.id }) };
}

/** The lines that the one who asks answers for, and from where test calls come. */
export async function listOwnLines(context: AppContext, query: OwnLineQuery): Promise<OwnLines> {
  const scope = await authorise(context, 'lines.confirm');
  if (query.departmentId !== undefined) requireInside(scope, query.departmentId);
  const { store } = context;
  const nowMs = context.clock.nowMs();
  const policy = await ownerRules(store);
  const filter: OwnLineFilter = {
    ...ownFilter(context, scope),
    ...(query.departmentId !== undefined && {
      departmentIds: [...departmentsUnder(await store.departments.all(), query.departmentId)],
    }),
  };
  const isOpen = query.open === true;
  const paging = pagingOf(query);
  const [rows, { all, waiting }, city, testCallsFrom] = await Promise.all([
    store.owners.own(isOpen ? { ...filter, open: true } : filter, nowMs, paging),
    store.owners.counts(filter, nowMs),
    store.settings.city(),
    numbersOfTestCalls(context),
  ]);
  return {
    items: rows.map((row) => ownLineView(row, policy, nowMs)),
    total: isOpen ? waiting : all,
    ...paging,
    waiting,
    all,
    validDays: policy.validDays,
    testCallsFrom,
    testCallsSay: city?.announcement ?? '',
  };
}

/** The numbers that a telephone shows when a test call rings. */
async function numbersOfTestCalls(context: AppContext): Promise<string[]> {
  const areaCode = (await context.store.settings.city())?.areaCode ?? '';
  const shown = (await context.store.trunks.all()).flatMap(
    ({ presentedNumber, registeredNumber }) => presentedNumber ?? registeredNumber ?? [],
  );
  const displayed = shown.map((text) => {
    const number = readNumber(text, areaCode);
    return number === null ? text : displayNumber(number);
  });
  return [...new Set(displayed)];
}

/** How far the lines of each department in the scope are confirmed. */
export async function readOwnerProgress(context: AppContext): Promise<OwnerProgress[]> {
  const scope = await authorise(context, 'lines.see');
  return context.store.owners.progress(scope, context.clock.nowMs());
}
