import type { Account, SpotTesters } from '@everyline/contract';
import { departmentsUnder, type Department } from '@everyline/domain';

import type { AccountContext } from '../accounts/account-context.ts';
import { authorise } from '../access/authorise.ts';
import { reachOf } from '../access/matrix.ts';
import type { Scope } from '../access/scope.ts';
import { AppFault, notFound } from '../faults.ts';
import type { Tester } from '../ports/store/spot-rounds.ts';

/** A tester with the departments whose lines may be dealt to them. */
export interface ScopedTester extends Tester {
  readonly scope: Scope;
}

/** Accounts within one's scope that may do spot checks. */
export async function listTesters(context: AccountContext): Promise<SpotTesters> {
  const scope = await authorise(context, 'spot_checks.plan');
  return (await context.accounts.list())
    .filter(mayCheck)
    .filter(
      ({ department }) => scope === 'all' || (department !== null && scope.has(department.id)),
    )
    .map(({ id, displayName, department }) => ({
      id,
      name: displayName,
      department: department?.name ?? null,
    }));
}

function mayCheck({ disabled, role }: Account): boolean {
  return !disabled && reachOf(role, 'spot_checks.work') !== 'no';
}

/** The account as a tester; throws where there is none, or it may not do spot checks. */
export async function testerOf(
  context: Pick<AccountContext, 'accounts'>,
  id: string,
  departments: readonly Department[],
  place: string,
): Promise<ScopedTester> {
  const account: Account | null = await context.accounts.byId(id);
  if (!account) throw notFound('account');
  if (!mayCheck(account)) {
    const detail = {
      zh: `${account.displayName}不是可用的抽查员`,
      en: `${account.displayName} may not do spot checks`,
    };
    throw new AppFault('invalid_input', { detail }, place);
  }
  const { department } = account;
  const scope = department === null ? 'all' : departmentsUnder(departments, department.id);
  return { id: account.id, name: account.displayName, scope };
}

/** Deals lines in their order, each to whoever has the fewest of those that may call it; null: nobody may. */
export class Dealer {
  private readonly hands: { readonly tester: ScopedTester; lines: number }[];

  constructor(testers: readonly ScopedTester[]) {
    this.hands = testers.map((tester) => ({ tester, lines: 0 }));
  }

  next(departmentId: string | null): Tester | null {
    let best: (typeof this.hands)[number] | null = null;
    for (const hand of this.hands) {
      const { scope } = hand.tester;
      const may = scope === 'all' || (departmentId !== null && scope.has(departmentId));
      if (may && (best === null || hand.lines < best.lines)) best = hand;
    }
    if (best === null) return null;
    best.lines += 1;
    return { id: best.tester.id, name: best.tester.name };
  }
}
