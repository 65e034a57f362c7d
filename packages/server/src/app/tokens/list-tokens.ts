import type { ApiToken } from '@everyline/contract';

import { authorise, requireWholeCity } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import type { StoredToken } from '../ports/store/tokens.ts';

export function tokenView(token: StoredToken): ApiToken {
  const { departmentId, departmentName, ...rest } = token;
  return {
    ...rest,
    department: departmentId === null ? null : { id: departmentId, name: departmentName ?? '' },
  };
}

export async function listTokens(context: AppContext): Promise<ApiToken[]> {
  requireWholeCity(await authorise(context, 'accounts.see'));
  return (await context.store.tokens.all()).map(tokenView);
}
