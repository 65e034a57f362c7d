import type { SignInRules } from '@everyline/contract';

import type { Actor } from '../access/actor.ts';
import { authorise, requireWholeCity } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';

export async function readSignInRules(context: AppContext): Promise<SignInRules> {
  requireWholeCity(await authorise(context, 'accounts.see'));
  return signInRules(context);
}

export async function changeSignInRules(
  context: AppContext,
  rules: SignInRules,
): Promise<SignInRules> {
  requireWholeCity(await authorise(context, 'accounts.edit'));
  await context.store.transaction(async (within) => {
    await within.settings.saveSignInRules(rules);
    const subject = { kind: 'settings', id: 'sign_in' };
    await recordAudit(context, within, 'accounts.sign_in_rules', subject, rules);
  });
  return rules;
}

/** Whether the city asks this person for a second factor. */
export async function needsSecondFactor(
  context: Pick<AppContext, 'store'>,
  actor: Actor,
): Promise<boolean> {
  if (actor.kind !== 'person') return false;
  const { secondFactor } = await signInRules(context);
  if (secondFactor === 'administrators') return actor.role === 'city_admin';
  return secondFactor === 'everybody';
}

async function signInRules(context: Pick<AppContext, 'store'>): Promise<SignInRules> {
  return (await context.store.settings.signInRules()) ?? { secondFactor: 'optional' };
}
