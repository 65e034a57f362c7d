import type { AppContext } from '../context.ts';
import type { Accounts } from '../ports/accounts.ts';
import type { SignOnProviders } from '../ports/sign-on.ts';

/** What verbs about accounts and sessions need beside the rest. */
export interface AccountContext extends AppContext {
  readonly accounts: Accounts;
  readonly signOn: SignOnProviders;
}
