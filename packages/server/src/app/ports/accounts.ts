import type { Account, AccountChange, Language, NewAccount } from '@everyline/contract';

import type { Actor } from '../access/actor.ts';

/** The header in which the server says from where somebody asks; whatever a client writes there is replaced. */
export const addressHeader = 'x-everyline-address';

export interface SignedIn {
  readonly actor: Extract<Actor, { kind: 'person' }>;
  readonly displayName: string;
  readonly language: Language;
  readonly sessionId: string;
  readonly secondFactor: boolean;
  /** Whether somebody who vouches has asked for a second factor. */
  readonly strong: boolean;
  readonly expiresAtMs: number;
}

export interface Credentials {
  readonly name: string;
  readonly password: string;
  /** Six digits of the authenticator, or a backup code. */
  readonly code?: string;
}

export type SignInResult =
  | { readonly kind: 'signed_in'; readonly signedIn: SignedIn; readonly setCookies: string[] }
  /** Name or password is wrong, or the account is disabled. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'code_needed' }
  | { readonly kind: 'wrong_code' };

export interface StoredSession {
  readonly id: string;
  readonly device: string;
  readonly address: string | null;
  readonly beganAtMs: number;
  readonly usedAtMs: number;
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
  signIn(credentials: Credentials, headers: Headers): Promise<SignInResult>;
  /** The account that somebody of a provider has signed on to before; null when there is none. */
  signedOnBy(issuer: string, subject: string): Promise<Account | null>;
  /**
   * Ties an account to somebody of a provider, for good: the provider's later names do not matter. False when it is
   * tied to somebody else of that provider.
   */
  tie(accountId: string, issuer: string, subject: string): Promise<boolean>;
  byName(name: string): Promise<Account | null>;
  /** Begins a session for whom somebody else vouches; `strong`: after asking for a second factor. */
  beginSession(
    accountId: string,
    strong: boolean,
    headers: Headers,
  ): Promise<{ readonly signedIn: SignedIn; readonly setCookies: string[] }>;
  signOut(headers: Headers): Promise<string[]>;
  session(headers: Headers): Promise<SignedIn | null>;
  /** Where an account is signed in, the newest first. */
  sessions(accountId: string): Promise<StoredSession[]>;
  /** Ends one session of an account; false when it has none such. */
  endSession(accountId: string, sessionId: string): Promise<boolean>;
  endSessions(accountId: string): Promise<void>;
  readonly secondFactor: SecondFactors;
}

/** The second factor of an account: six digits of an authenticator (RFC 6238), and backup codes. */
export interface SecondFactors {
  /** A key that counts once it is confirmed; null when the password is wrong. */
  begin(headers: Headers, password: string): Promise<{ key: string; backupCodes: string[] } | null>;
  /** Turns it on, in a session of its own: its cookies; null when the code is wrong. */
  confirm(headers: Headers, code: string): Promise<string[] | null>;
  /** New backup codes in place of the old ones; null when the password is wrong. */
  renewCodes(headers: Headers, password: string): Promise<string[] | null>;
  /** Turns it off, in a session of its own: its cookies; null when the password is wrong. */
  drop(headers: Headers, password: string): Promise<string[] | null>;
  /** Takes it from an account whose holder has lost it; its sessions end. */
  reset(accountId: string): Promise<void>;
}
