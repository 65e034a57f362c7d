import {
  accountSessions,
  endAccountSessions,
  resetSecondFactor,
} from '../../app/accounts/account-sessions.ts';
import { changeAccount } from '../../app/accounts/change-account.ts';
import { createAccount } from '../../app/accounts/create-account.ts';
import { invite, listInvitations, withdrawInvitation } from '../../app/accounts/invite.ts';
import { listAccounts } from '../../app/accounts/list-accounts.ts';
import { changeSignInRules, readSignInRules } from '../../app/accounts/sign-in-rules.ts';
import { createToken } from '../../app/tokens/create-token.ts';
import { listTokens } from '../../app/tokens/list-tokens.ts';
import { revokeToken } from '../../app/tokens/revoke-token.ts';
import type { Handlers } from '../handler.ts';

type PeopleRoutes =
  | 'listAccounts'
  | 'createAccount'
  | 'changeAccount'
  | 'accountSessions'
  | 'endAccountSessions'
  | 'resetSecondFactor'
  | 'signInRules'
  | 'changeSignInRules'
  | 'listInvitations'
  | 'invite'
  | 'withdrawInvitation'
  | 'listApiTokens'
  | 'createApiToken'
  | 'revokeApiToken';

export const peopleHandlers: Pick<Handlers, PeopleRoutes> = {
  listAccounts: ({ context }) => listAccounts(context),
  createAccount: ({ context, body }) => createAccount(context, body),
  changeAccount: ({ context, params, body }) => changeAccount(context, params.id, body),
  accountSessions: ({ context, params }) => accountSessions(context, params.id),
  endAccountSessions: ({ context, params }) => endAccountSessions(context, params.id),
  resetSecondFactor: ({ context, params }) => resetSecondFactor(context, params.id),
  signInRules: ({ context }) => readSignInRules(context),
  changeSignInRules: ({ context, body }) => changeSignInRules(context, body),
  listInvitations: ({ context }) => listInvitations(context),
  invite: ({ context, body }) => invite(context, body),
  withdrawInvitation: ({ context, params }) => withdrawInvitation(context, params.id),
  listApiTokens: ({ context }) => listTokens(context),
  createApiToken: ({ context, body }) => createToken(context, body),
  revokeApiToken: ({ context, params }) => revokeToken(context, params.id),
};
