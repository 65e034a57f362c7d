import type { NewSecondFactor } from '@everyline/contract';

import type { AccountContext } from '../accounts/account-context.ts';
import { needsSecondFactor } from '../accounts/sign-in-rules.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { AppFault } from '../faults.ts';
import type { SignedIn } from '../ports/accounts.ts';

const states = {
  on: { zh: '已经启用', en: 'it is on already' },
  off: { zh: '尚未启用', en: 'it is not on' },
  needed: {
    zh: '本市要求您的账号使用两步验证',
    en: 'the city asks for it on your account',
  },
};

/** Makes a key and backup codes; nothing is asked for at sign-in until a code of the key was given. */
export async function beginSecondFactor(
  context: AccountContext,
  own: { readonly signedIn: SignedIn; readonly headers: Headers },
  password: string,
): Promise<NewSecondFactor> {
  requireState(own.signedIn, false);
  const made = await context.accounts.secondFactor.begin(own.headers, password);
  if (!made) throw wrongPassword();
  const label = `Everyline:${own.signedIn.actor.name}`;
  const uri = `otpauth://totp/${encodeURIComponent(label)}?secret=${made.key}&issuer=Everyline&algorithm=SHA1&digits=6&period=30`;
  return { ...made, uri };
}

/** Turns it on; returns the cookies of the session that goes on with it. */
export async function confirmSecondFactor(
  context: AccountContext,
  own: { readonly signedIn: SignedIn; readonly headers: Headers },
  code: string,
): Promise<string[]> {
  requireState(own.signedIn, false);
  const cookies = await context.accounts.secondFactor.confirm(own.headers, code.replace(/\s/g, ''));
  if (!cookies) throw new AppFault('wrong_second_factor', {}, 'code');
  await note(context, own.signedIn, 'on');
  return cookies;
}

export async function renewBackupCodes(
  context: AccountContext,
  own: { readonly signedIn: SignedIn; readonly headers: Headers },
  password: string,
): Promise<{ backupCodes: string[] }> {
  requireState(own.signedIn, true);
  const backupCodes = await context.accounts.secondFactor.renewCodes(own.headers, password);
  if (!backupCodes) throw wrongPassword();
  await note(context, own.signedIn, 'codes');
  return { backupCodes };
}

/** Turns it off where the city does not ask for it; returns the cookies of the session that goes on. */
export async function dropSecondFactor(
  context: AccountContext,
  own: { readonly signedIn: SignedIn; readonly headers: Headers },
  password: string,
): Promise<string[]> {
  requireState(own.signedIn, true);
  if (await needsSecondFactor(context, own.signedIn.actor)) {
    throw new AppFault('second_factor_state', { detail: states.needed });
  }
  const cookies = await context.accounts.secondFactor.drop(own.headers, password);
  if (!cookies) throw wrongPassword();
  await note(context, own.signedIn, 'off');
  return cookies;
}

function requireState(signedIn: SignedIn, on: boolean): void {
  if (signedIn.secondFactor === on) return;
  throw new AppFault('second_factor_state', { detail: states[on ? 'off' : 'on'] });
}

function wrongPassword(): AppFault {
  return new AppFault('wrong_sign_in', {}, 'password');
}

async function note(context: AccountContext, { actor }: SignedIn, what: string): Promise<void> {
  const subject = { kind: 'account', id: actor.id };
  await recordAudit(context, context.store, `session.second_factor_${what}`, subject);
}
