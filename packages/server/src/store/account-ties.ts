import type { Account } from '@everyline/contract';
import { sql } from 'kysely';

import type { Accounts } from '../app/ports/accounts.ts';
import type { Database } from './database.ts';

/** Which accounts people of a provider sign on to, in better-auth's table of accounts. */
export function tiesOf(
  db: Database,
  byId: (id: string) => Promise<Account | null>,
): Pick<Accounts, 'signedOnBy' | 'tie'> {
  const tied = () => db.selectFrom('auth_account').select(['userId', 'accountId']);
  return {
    signedOnBy: async (issuer, subject) => {
      const row = await tied()
        .where('providerId', '=', issuer)
        .where('accountId', '=', subject)
        .executeTakeFirst();
      return row ? byId(row.userId) : null;
    },
    tie: (accountId, issuer, subject) =>
      db.transaction().execute(async (within) => {
        // Two that come at once for one account: the second waits, and sees the first.
        await within
          .selectFrom('auth_user')
          .select('id')
          .where('id', '=', accountId)
          .forUpdate()
          .execute();
        const before = await within
          .selectFrom('auth_account')
          .select('accountId')
          .where('providerId', '=', issuer)
          .where('userId', '=', accountId)
          .executeTakeFirst();
        if (before) return before.accountId === subject;
        await within
          .insertInto('auth_account')
          .values({
            id: sql<string>`gen_random_uuid()::text`,
            accountId: subject,
            providerId: issuer,
            userId: accountId,
            updatedAt: sql<Date>`current_timestamp`,
          })
          .execute();
        return true;
      }),
  };
}
