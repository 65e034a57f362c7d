import type { Setup } from '@everyline/contract';

import { recordAudit } from '../audit/record-audit.ts';
import type { AccountContext } from '../accounts/account-context.ts';
import { requirePassword } from '../accounts/require-password.ts';
import { AppFault } from '../faults.ts';
import { defaultCity } from '../settings/default-city.ts';
import { ensurePolicy } from '../policies/ensure-policy.ts';

/** Whether the first administrator is still missing. */
export async function setupNeeded(context: AccountContext): Promise<boolean> {
  return (await context.accounts.count()) === 0 || (await context.store.settings.city()) === null;
}

/** Creates the first administrator and the city; only with the code that the terminal printed. */
export async function setUp(
  context: AccountContext,
  code: string | null,
  input: Setup,
): Promise<void> {
  if (!(await setupNeeded(context))) throw new AppFault('setup_done');
  if (code === null || !sameCode(code, input.code))
    throw new AppFault('wrong_setup_code', {}, 'code');
  const { name, displayName, password } = input.account;
  const names = [name, displayName, input.city.name];
  await requirePassword(context, password, names, 'account/password');
  const city = defaultCity({ ...input.city, language: input.language });
  await context.store.transaction(async (within) => {
    await within.settings.saveCity(city);
    await ensurePolicy(context, within);
    await recordAudit(
      context,
      within,
      'setup.done',
      { kind: 'settings', id: 'city' },
      {
        administrator: input.account.name,
        city: city.cityName,
      },
    );
  });
  // Last, because it is what ends the set-up: a crash before it leaves the page to be filled in again.
  const account = await context.accounts.create({
    ...input.account,
    role: 'city_admin',
    departmentId: null,
    language: input.language,
  });
  if (!account) throw new AppFault('setup_done');
}

/** Compares without telling by time how much was right; blanks, dashes and case do not matter. */
function sameCode(expected: string, given: string): boolean {
  const bare = given.replace(/[\s-]/g, '').toUpperCase();
  const wanted = expected.replace(/-/g, '');
  let difference = bare.length ^ wanted.length;
  for (let at = 0; at < wanted.length; at += 1) {
    difference |= wanted.charCodeAt(at) ^ (bare.charCodeAt(at) || 0);
  }
  return difference === 0;
}
