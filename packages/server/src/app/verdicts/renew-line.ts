import type { Line } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import type { StoredVerdict } from '../ports/store/verdicts.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { renewVerdict } from './renew-verdict.ts';
import { judgedWith } from './verdict-facts.ts';

/** Judges one line anew after something other than a call of a campaign said something about it. */
export async function renewLine(context: AppContext, line: Line): Promise<StoredVerdict> {
  const { policy, prior } = await judgedWith(context, line, null);
  const { verdict } = await renewVerdict(context, {
    line,
    calendar: cityCalendar(),
    policy,
    prior,
    observations: await context.store.probes.observationsOf(line.id),
    final: false,
  });
  return verdict;
}
