import type { Account, NewAccount } from '@everyline/contract';

import { authorise, requireWholeCity } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { namedDepartment } from '../departments/named-department.ts';
import { AppFault, THINGS } from '../faults.ts';
import type { AccountContext } from './account-context.ts';
import { requirePassword } from './require-password.ts';

export async function createAccount(context: AccountContext, input: NewAccount): Promise<Account> {
  requireWholeCity(await authorise(context, 'accounts.edit'));
  if (input.role === 'api_token') {
    throw new AppFault('invalid_input', { detail: 'role' }, 'role');
  }
  await namedDepartment(context, input.departmentId);
  await requirePassword(context, input.password, [input.name, input.displayName], 'password');
  const account = await context.accounts.create({ ...input, language: context.language });
  if (!account) throw new AppFault('already_exists', { what: THINGS.account }, 'name');
  await recordAudit(
    context,
    context.store,
    'accounts.create',
    { kind: 'account', id: account.id },
    {
      name: account.name,
      role: account.role,
      department: account.department,
    },
  );
  return account;
}
