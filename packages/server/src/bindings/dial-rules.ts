import { defaultProbeLimits } from '@everyline/domain';

import { newId } from '../app/new-id.ts';
import type { DialRules } from '../app/probes/begin-probe.ts';
import { cityCalendar } from '../app/settings/city-calendar.ts';
import { machine } from './machine.ts';

/** The city's rules for this process, with its own watch over the clock: wall time against steady time. */
export function dialRules(virtualTime = false): DialRules {
  const startedWallMs = Date.now();
  const startedSteadyMs = performance.now();
  return {
    calendar: cityCalendar(),
    limits: defaultProbeLimits,
    clockStep: () => ({
      wallMs: Date.now() - startedWallMs,
      steadyMs: performance.now() - startedSteadyMs,
    }),
    ownerId: newId(machine),
    virtualTime,
  };
}
