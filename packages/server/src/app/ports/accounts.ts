import type { Account, AccountChange, Language, NewAccount } from '@everyline/contract';

import type { Actor } from '../access/actor.ts';

export interface SignedIn {
  readonly actor: Extract<Actor, { kind: 'person' }>;
  readonly displayName: string;
  readonly language: Language;
  readonly expiresAtMs: number;
}

/** Accounts and sessions; implemented by better-auth on the same database. */
export interface Accounts {
  count(): Promise<number>;
  list(): Promise<Account[]>;
  byId(id: string): Promise<Account | null>;
  /** Returns null when the name or address is taken. */
  create(account: NewAccount & { language: Language }): Promise<Account | null>;
  /** A new password, a new role or disabling ends all sessions of the account. */
  change(id: string, change: AccountChange): Promise<Account | null>;
  /** Changes the own password; false when the current one is wrong. Other sessions end. */
  changePassword(
    headers: Headers,
    passwords: { currentPassword: string; newPassword: string },
  ): Promise<boolean>;
  /** Null when name or password is wrong or the account is disabled. */
  signIn(
    credentials: { name: string; password: string },
    headers: Headers,
  ): Promise<{ signedIn: SignedIn; setCookies: string[] } | null>;
  signOut(headers: Headers): Promise<string[]>;
  session(headers: Headers): Promise<SignedIn | null>;
}
