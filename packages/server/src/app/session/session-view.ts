import type { Session } from '@everyline/contract';

import { needsSecondFactor } from '../accounts/sign-in-rules.ts';
import { permissionsOf } from '../access/matrix.ts';
import type { AppContext } from '../context.ts';
import { AppFault } from '../faults.ts';
import type { SignedIn } from '../ports/accounts.ts';

/** What the console is told of the one who is signed in. */
export async function sessionView(
  context: Pick<AppContext, 'store'>,
  signedIn: SignedIn,
): Promise<Session> {
  const city = await context.store.settings.city();
  if (!city) throw new AppFault('setup_needed');
  const { actor } = signedIn;
  const department =
    actor.departmentId === null ? null : await context.store.departments.byId(actor.departmentId);
  return {
    account: {
      id: actor.id,
      name: actor.name,
      displayName: signedIn.displayName,
      role: actor.role,
      department: department ? { id: department.id, name: department.name } : null,
      language: signedIn.language,
    },
    permissions: permissionsOf(actor.role),
    expiresAtMs: signedIn.expiresAtMs,
    secondFactor: {
      on: signedIn.secondFactor,
      due: !signedIn.secondFactor && !signedIn.strong && (await needsSecondFactor(context, actor)),
    },
    city: { name: city.cityName, areaCode: city.areaCode, timeZone: city.timeZone },
    sample: city.sample,
  };
}
