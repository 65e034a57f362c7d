import type { LineCause } from '@everyline/contract';
import {
  causeName,
  explainCause,
  findCause,
  howToConfirm,
  type CauseFinding,
  type Line,
  type Observation,
} from '@everyline/domain';

import type { AppContext } from '../context.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { cityVerdictPolicy } from '../verdicts/verdict-facts.ts';

/** Causes less likely than this are not shown. */
const leastShown = 0.02;

/** What is known of a line before its cause is looked for. */
export interface KnownCalls {
  readonly observations: readonly Observation[];
  readonly slowAfterMs: number;
}

/** The likeliest cause for which a line fails, from its calls and checks since its last repair. */
export async function findLineCause(
  context: Pick<AppContext, 'store'>,
  line: Line,
): Promise<CauseFinding> {
  const [observations, { slowAfterMs }] = await Promise.all([
    context.store.probes.observationsOf(line.id),
    cityVerdictPolicy(context),
  ]);
  return causeByCalls(context, line, { observations, slowAfterMs });
}

/** The same where the calls have been read already. */
export async function causeByCalls(
  { store }: Pick<AppContext, 'store'>,
  line: Line,
  { observations, slowAfterMs }: KnownCalls,
): Promise<CauseFinding> {
  const [spotChecks, contradictions, repairedFromMs] = await Promise.all([
    store.spotChecks.of(line.id),
    store.sources.contradictionsOf(line.id),
    store.tickets.repairedFromMs(line.id),
  ]);
  const sinceMs = repairedFromMs ?? 0;
  return findCause({
    line,
    calendar: cityCalendar(),
    slowAfterMs,
    observations: observations.filter(({ startedAtMs }) => startedAtMs >= sinceMs),
    spotChecks: spotChecks.filter(({ checkedAtMs }) => checkedAtMs >= sinceMs),
    contradictions: contradictions.filter(({ atMs }) => atMs >= sinceMs).length,
  });
}

/** A cause as the line's page shows it; null where no call failed. */
export function causeView(finding: CauseFinding): LineCause | null {
  if (finding.standing === 'nothing_failed') return null;
  return {
    cause: finding.cause,
    standing: finding.standing,
    sentence: explainCause(finding),
    confirm: howToConfirm(finding),
    calls: finding.calls,
    failed: finding.failed,
    weights: finding.weights
      .filter(({ weight }) => weight >= leastShown)
      .map(({ kind, weight }) => ({ cause: kind, name: causeName(kind), weight })),
  };
}
