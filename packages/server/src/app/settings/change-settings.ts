import type { CitySettings, CitySettingsChange } from '@everyline/contract';

import { authorise, requireWholeCity } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault } from '../faults.ts';

export async function changeSettings(
  context: AppContext,
  change: CitySettingsChange,
): Promise<CitySettings> {
  requireWholeCity(await authorise(context, 'settings.edit'));
  return context.store.transaction(async (within) => {
    const before = await within.settings.city();
    if (!before) throw new AppFault('setup_needed');
    const city = { ...before, ...change };
    await within.settings.saveCity(city);
    await recordAudit(context, within, 'settings.change', { kind: 'settings', id: 'city' }, change);
    return city;
  });
}
