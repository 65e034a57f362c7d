import type { Account, KnowledgePeople } from '@everyline/contract';

import type { AccountContext } from '../accounts/account-context.ts';
import { authorise } from '../access/authorise.ts';
import { reachOf } from '../access/matrix.ts';
import { AppFault, notFound } from '../faults.ts';

/** People within one's scope, and those of the whole city, who may own or review entries. */
export async function listKnowledgePeople(context: AccountContext): Promise<KnowledgePeople> {
  const scope = await authorise(context, 'knowledge.edit');
  return (await context.accounts.list())
    .filter(mayEdit)
    .filter(({ department }) => department === null || scope === 'all' || scope.has(department.id))
    .map(({ id, displayName }) => ({ id, name: displayName }));
}

/** Throws where somebody who is named is not one who may edit entries. */
export async function requireEditor(
  { accounts }: Pick<AccountContext, 'accounts'>,
  id: string | null,
  place: string,
): Promise<void> {
  if (id === null) return;
  const account = await accounts.byId(id);
  if (!account) throw notFound('account');
  if (mayEdit(account)) return;
  const detail = {
    zh: `${account.displayName}没有编辑知识的权限，或账号已停用`,
    en: `${account.displayName} may not edit entries, or the account is disabled`,
  };
  throw new AppFault('invalid_input', { detail }, place);
}

function mayEdit({ disabled, role }: Account): boolean {
  return !disabled && reachOf(role, 'knowledge.edit') !== 'no';
}
