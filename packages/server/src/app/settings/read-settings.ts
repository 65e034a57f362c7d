import type { CitySettings } from '@everyline/contract';

import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { AppFault } from '../faults.ts';

export async function readSettings(context: AppContext): Promise<CitySettings> {
  await authorise(context, 'settings.see');
  const city = await context.store.settings.city();
  if (!city) throw new AppFault('setup_needed');
  return city;
}
