import { defaultProbeLimits } from '@everyline/domain';

import { newId } from '../app/new-id.ts';
import type { DialRules } from '../app/probes/begin-probe.ts';
import { cityCalendar } from '../app/settings/city-calendar.ts';
import { ClockWatch } from './clock-watch.ts';
import { machine } from './machine.ts';

/** The city's rules for this process, with its own watch over the clock: wall time against steady time. */
export function dialRules(virtualTime = false): DialRules {
  const { clockToleranceMs, spacingMs } = defaultProbeLimits;
  const watch = new ClockWatch({
    wallMs: () => Date.now(),
    steadyMs: () => performance.now(),
    toleranceMs: clockToleranceMs,
    calmMs: spacingMs,
  });
  return {
    calendar: cityCalendar(),
    limits: defaultProbeLimits,
    clockStep: () => watch.step(),
    clockNews: () => watch.takeNews(),
    ownerId: newId(machine),
    virtualTime,
  };
}
