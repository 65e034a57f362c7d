import {
  departmentsUnder,
  isReadByPeople,
  leavesAtMs,
  quietUntilMs,
  readersOf,
  type DeliveredKind,
  type Department,
  type Keeper,
} from '@everyline/domain';

import type { AppContext } from '../context.ts';
import { newId } from '../new-id.ts';
import type { Repositories } from '../ports/store.ts';
import type {
  NewDelivery,
  News,
  StoredTarget,
  StoredTelling,
  TellingReader,
} from '../ports/store/telling.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { tellingRules } from './telling-rules.ts';

/**
 * Tells people something, in the transaction of what it tells of: it stands in the console of each at
 * once, and what goes elsewhere is put into the outbox. The same key is told once.
 *
 * @param keepers of lines that it is about, who are told beside those whom it concerns by their office
 */
export async function tellWithin(
  context: AppContext,
  within: Repositories,
  about: Omit<News, 'id' | 'atMs' | 'path'> & { readonly path?: string },
  keepers: readonly Keeper[] = [],
): Promise<void> {
  const news: News = { path: null, ...about, id: newId(context), atMs: context.clock.nowMs() };
  if (!(await within.news.add(news))) return;
  const departments = await within.departments.all();
  const readers = readersOf(await within.news.readers(), departments, news.departmentId);
  for (const { accountId } of keepers) {
    if (accountId === null || readers.some(({ id }) => id === accountId)) continue;
    const reader = await within.news.reader(accountId);
    if (reader !== null) readers.push(reader);
  }
  await within.news.notify(
    news.id,
    readers.map(({ id }) => id),
  );
  const rules = await tellingRules(within);
  const targets = await within.targets.all();
  await within.outbox.add([
    ...readers.flatMap((reader) => mailTo(context, news, reader, rules)),
    ...keepers.flatMap((keeper) => mailToKeeper(context, news, keeper, rules)),
    ...targets
      .filter((target) => isToldOf(target, news, departments))
      .map((target) => messageTo(context, news, target, rules)),
  ]);
}

/**
 * Tells some people something by themselves, in the transaction of what it tells of: in the console, and
 * by e-mail where each wants that. The same key is told once.
 */
export async function tellPeopleWithin(
  context: AppContext,
  within: Repositories,
  about: Omit<News, 'id' | 'atMs' | 'path'> & { readonly path?: string },
  accountIds: readonly string[],
): Promise<void> {
  const news: News = { path: null, ...about, id: newId(context), atMs: context.clock.nowMs() };
  if (!(await within.news.add(news))) return;
  await within.news.notify(news.id, accountIds);
  const rules = await tellingRules(within);
  for (const id of accountIds) {
    const reader = await within.news.reader(id);
    if (reader !== null) await within.outbox.add(mailTo(context, news, reader, rules));
  }
}

function mailTo(
  context: AppContext,
  news: News,
  reader: TellingReader,
  rules: StoredTelling,
): NewDelivery[] {
  const { address, email, kinds } = reader.choice;
  if (rules.email === null || address === null || email === 'none') return [];
  if (!isAmong(kinds, news.kind)) return [];
  return [
    {
      id: newId(context),
      newsId: news.id,
      channel: 'email',
      accountId: reader.id,
      targetId: null,
      keeperId: null,
      addressKey: `email:${reader.id}`,
      toName: reader.name,
      dueAtMs: leavesAtMs(email, rules, cityCalendar(), news.atMs),
    },
  ];
}

function isAmong(kinds: readonly DeliveredKind[], kind: DeliveredKind): boolean {
  return kinds.includes(kind);
}

function mailToKeeper(
  context: AppContext,
  news: News,
  keeper: Keeper,
  rules: StoredTelling,
): NewDelivery[] {
  if (rules.email === null || keeper.accountId !== null || keeper.email === null) return [];
  return [
    {
      id: newId(context),
      newsId: news.id,
      channel: 'email',
      accountId: null,
      targetId: null,
      keeperId: keeper.id,
      addressKey: `keeper:${keeper.id}`,
      toName: keeper.name,
      dueAtMs: leavesAtMs('each', rules, cityCalendar(), news.atMs),
    },
  ];
}

/** A target of an office is told of that office and of those under it; one without, of everything. */
function isToldOf(target: StoredTarget, news: News, departments: readonly Department[]): boolean {
  if (!target.enabled || !isAmong(target.kinds, news.kind)) return false;
  if (target.departmentId === null) return true;
  return (
    news.departmentId !== null &&
    departmentsUnder(departments, target.departmentId).has(news.departmentId)
  );
}

function messageTo(
  context: AppContext,
  news: News,
  target: StoredTarget,
  rules: StoredTelling,
): NewDelivery {
  return {
    id: newId(context),
    newsId: news.id,
    channel: target.kind,
    accountId: null,
    targetId: target.id,
    keeperId: null,
    addressKey: `target:${target.id}`,
    toName: target.name,
    dueAtMs: isReadByPeople(target.kind)
      ? quietUntilMs(rules.quiet, cityCalendar(), news.atMs)
      : news.atMs,
  };
}
