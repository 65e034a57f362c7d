import type { Account, AccountChange } from '@everyline/contract';

import { authorise, requireWholeCity } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { namedDepartment } from '../departments/named-department.ts';
import { AppFault, notFound } from '../faults.ts';
import type { AccountContext } from './account-context.ts';
import { requirePassword } from './require-password.ts';

/** Changes an account; the last active city administrator can be neither disabled nor demoted. */
export async function changeAccount(
  context: AccountContext,
  id: string,
  change: AccountChange,
): Promise<Account> {
  requireWholeCity(await authorise(context, 'accounts.edit'));
  const before = await context.accounts.byId(id);
  if (!before) throw notFound('account');
  if (change.role === 'api_token') throw new AppFault('invalid_input', { detail: 'role' }, 'role');
  await namedDepartment(context, change.departmentId);
  if (change.password !== undefined) {
    const names = [before.name, change.displayName ?? before.displayName];
    await requirePassword(context, change.password, names, 'password');
  }
  const remainsAdministrator =
    (change.role ?? before.role) === 'city_admin' &&
    !(change.disabled ?? before.disabled) &&
    (change.departmentId === undefined ? before.department === null : change.departmentId === null);
  if (before.role === 'city_admin' && !remainsAdministrator) {
    const others = (await context.accounts.list()).filter(
      (one) =>
        one.id !== id && one.role === 'city_admin' && !one.disabled && one.department === null,
    );
    if (others.length === 0) throw new AppFault('last_administrator');
  }
  const account = await context.accounts.change(id, change);
  if (!account) throw notFound('account');
  const { password, ...told } = change;
  await recordAudit(
    context,
    context.store,
    'accounts.change',
    { kind: 'account', id },
    {
      ...told,
      passwordChanged: password !== undefined,
    },
  );
  return account;
}
