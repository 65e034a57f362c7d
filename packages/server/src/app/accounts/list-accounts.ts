import type { Account } from '@everyline/contract';

import { authorise, requireWholeCity } from '../access/authorise.ts';
import type { AccountContext } from './account-context.ts';

export async function listAccounts(context: AccountContext): Promise<Account[]> {
  requireWholeCity(await authorise(context, 'accounts.see'));
  return context.accounts.list();
}
