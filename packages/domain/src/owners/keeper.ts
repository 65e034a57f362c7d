import { departmentsUnder, type Department } from '../departments/department.ts';

/** The person who answers for lines of an office: one with an account, or a name with a way to reach them. */
export interface Keeper {
  readonly id: string;
  readonly departmentId: string;
  readonly accountId: string | null;
  readonly name: string;
  readonly telephone: string | null;
  readonly email: string | null;
}

/** Why somebody cannot be the keeper of a line. */
export type KeeperIssue = 'no_office' | 'no_name' | 'no_contact' | 'other_office';

/**
 * What keeps somebody from being the keeper of a line of that office; null: nothing does.
 *
 * @param accountOf the office of the account that is named; undefined where none is
 */
export function keeperIssue(
  named: Pick<Keeper, 'name' | 'telephone' | 'email'>,
  departmentId: string | null,
  accountOf: string | null | undefined,
  departments: readonly Department[],
): KeeperIssue | null {
  if (departmentId === null) return 'no_office';
  if (accountOf !== undefined) {
    const own = accountOf !== null && departmentsUnder(departments, accountOf).has(departmentId);
    return own ? null : 'other_office';
  }
  if (named.name.trim() === '') return 'no_name';
  return named.telephone === null && named.email === null ? 'no_contact' : null;
}
