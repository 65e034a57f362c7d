import { ledgerKey } from '@everyline/domain';
import type { Behaviour } from '../behaviours/behaviour.ts';
import { TableDialPlan } from '../dial-plan.ts';
import type { CityFile } from './city-json.ts';

/**
 * How each number of the city behaves when it is dialled. Lines that share a switchboard share its
 * behaviour; a number that is not in the plan is unallocated.
 */
export function cityDialPlan(city: Pick<CityFile, 'lines' | 'areaCode'>): TableDialPlan {
  const behaviours = new Map<string, readonly [dialled: string, behaviour: Behaviour]>();
  for (const { number, behaviour } of city.lines) {
    const key = ledgerKey(number);
    if (!behaviours.has(key)) behaviours.set(key, [number.dialled, behaviour]);
  }
  return new TableDialPlan(behaviours.values(), city.areaCode);
}
