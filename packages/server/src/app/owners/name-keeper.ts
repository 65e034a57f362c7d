import type {
  KeeperChoice,
  KeeperOfLines,
  LinesKept,
  Localised,
  NewKeeper,
} from '@everyline/contract';
import {
  departmentsUnder,
  keeperIssue,
  type Keeper,
  type KeeperIssue,
  type Line,
} from '@everyline/domain';

import type { AccountContext } from '../accounts/account-context.ts';
import { authorise, requireInside } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { AppFault, notFound } from '../faults.ts';
import { displayNumber } from '../lines/display-number.ts';
import { newId } from '../new-id.ts';

type Named = Omit<Keeper, 'id' | 'departmentId'>;

const issues: Readonly<Record<KeeperIssue, (number: string) => Localised>> = {
  no_office: (number) => ({
    zh: `${number} 还没有责任单位，请先指定单位`,
    en: `${number} has no responsible office yet; give it one first`,
  }),
  no_name: () => ({ zh: '请填写责任人姓名', en: 'give the name of the keeper' }),
  no_contact: () => ({
    zh: '请填写责任人的电话或邮箱，否则联系不上',
    en: 'give a telephone or an e-mail of the keeper',
  }),
  other_office: (number) => ({
    zh: `这个账号不属于 ${number} 的责任单位`,
    en: `this account is none of the office that is responsible for ${number}`,
  }),
};

/** Names the keeper of lines, whole or not at all; each office has its own keepers. */
export async function nameKeeper(
  context: AccountContext,
  input: KeeperOfLines,
): Promise<LinesKept> {
  const scope = await authorise(context, 'lines.edit');
  const lines = await context.store.lines.byIds(input.lineIds);
  if (lines.length !== input.lineIds.length) throw notFound('line');
  for (const line of lines) requireInside(scope, line.departmentId);
  const who = input.keeper === null ? null : await namedOf(context, input.keeper);
  if (who !== null) await requireKeeper(context, lines, who);
  await context.store.transaction(async (within) => {
    const offices = Map.groupBy(lines, ({ departmentId }) => departmentId);
    for (const [departmentId, own] of offices) {
      let keeperId: string | null = null;
      if (who !== null && departmentId !== null) {
        const { accountOf: _office, ...named } = who;
        const made = { ...named, id: newId(context), departmentId };
        const createdAtMs = context.clock.nowMs();
        keeperId = (await within.keepers.ensure({ ...made, createdAtMs })).id;
      }
      const ids = own.map(({ id }) => id);
      await within.keepers.assign(ids, keeperId);
      const [only] = ids;
      const subject = { kind: 'line', id: ids.length === 1 && only ? only : null };
      const detail = { lineIds: ids, keeperId, name: who?.name ?? null };
      await recordAudit(context, within, 'lines.keeper', subject, detail);
    }
  });
  return { lines: lines.length };
}

/** Who was named, and of which office the account is where it is one. */
async function namedOf(
  context: AccountContext,
  keeper: NewKeeper,
): Promise<Named & { accountOf: string | null | undefined }> {
  if ('accountId' in keeper) {
    const account = await context.accounts.byId(keeper.accountId);
    if (!account || account.disabled) throw notFound('account');
    const { id, displayName, department } = account;
    return {
      accountId: id,
      name: displayName,
      telephone: null,
      email: null,
      accountOf: department?.id ?? null,
    };
  }
  return {
    accountId: null,
    name: keeper.name.trim(),
    telephone: keeper.telephone?.trim() ?? null,
    email: keeper.email?.trim() ?? null,
    accountOf: undefined,
  };
}

async function requireKeeper(
  context: AccountContext,
  lines: readonly Line[],
  who: Named & { accountOf: string | null | undefined },
): Promise<void> {
  const departments = await context.store.departments.all();
  for (const line of lines) {
    const issue = keeperIssue(who, line.departmentId, who.accountOf, departments);
    if (issue === null) continue;
    const detail = issues[issue](displayNumber(line.number));
    throw new AppFault('invalid_input', { detail }, 'keeper');
  }
}

/** Accounts of an office and of those above it, then whoever is named there already. */
export async function listKeeperChoices(
  context: AccountContext,
  departmentId: string,
): Promise<KeeperChoice[]> {
  const scope = await authorise(context, 'lines.edit');
  requireInside(scope, departmentId);
  const departments = await context.store.departments.all();
  if (!departments.some(({ id }) => id === departmentId)) throw notFound('department');
  const accounts = (await context.accounts.list()).filter(
    (one) =>
      !one.disabled &&
      one.department !== null &&
      departmentsUnder(departments, one.department.id).has(departmentId),
  );
  return [
    ...accounts.map(({ id, displayName }) => ({
      accountId: id,
      name: displayName,
      telephone: null,
      email: null,
    })),
    ...(await context.store.keepers.named(departmentId)).map(
      ({ accountId, name, telephone, email }) => ({ accountId, name, telephone, email }),
    ),
  ];
}
