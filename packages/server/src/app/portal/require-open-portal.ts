import type { AppContext } from '../context.ts';
import { AppFault } from '../faults.ts';

/**
 * The name of the city whose portal it is.
 *
 * @throws portal_closed unless an administrator has opened it
 */
export async function requireOpenPortal({ store }: Pick<AppContext, 'store'>): Promise<string> {
  const city = await store.settings.city();
  if (city?.portalOpen !== true) throw new AppFault('portal_closed');
  return city.cityName;
}
