import {
  defaultVerdictPolicy,
  noPrior,
  verdictObservation,
  type JudgeFacts,
  type Line,
  type Observation,
  type VerdictPolicy,
  type VerdictPrior,
} from '@everyline/domain';

import type { AppContext } from '../context.ts';
import { cityCalendar } from '../settings/city-calendar.ts';

/** The limits by which lines are judged outside a campaign: those of the city's first policy. */
export async function cityVerdictPolicy(
  context: Pick<AppContext, 'store'>,
): Promise<VerdictPolicy> {
  const [first] = await context.store.settings.policies();
  return first?.rules.verdict ?? defaultVerdictPolicy;
}

/** What a line was last judged with, so that a verdict on screen is recomputed as it was decided. */
export interface JudgedWith {
  readonly policy: VerdictPolicy;
  readonly prior: VerdictPrior;
}

/** The limits and the prior of a campaign or of the city, with the prior of the verdict that stands. */
export async function judgedWith(
  context: Pick<AppContext, 'store'>,
  line: Pick<Line, 'id'>,
  campaignId: string | null,
): Promise<JudgedWith> {
  const campaign = campaignId === null ? null : await context.store.campaigns.byId(campaignId);
  const policy = campaign?.policy.verdict ?? (await cityVerdictPolicy(context));
  const standing = await context.store.verdicts.current(line.id);
  return { policy, prior: standing?.prior ?? noPrior(policy) };
}

/** All that a verdict on a line rests on, as it is on record now. */
export async function verdictFacts(
  context: Pick<AppContext, 'store' | 'clock'>,
  line: Line,
  campaignId: string | null,
): Promise<{ facts: JudgeFacts; observations: readonly Observation[] }> {
  const { store } = context;
  const { policy, prior } = await judgedWith(context, line, campaignId);
  const observations = await store.probes.observationsOf(line.id, campaignId ?? undefined);
  const facts: JudgeFacts = {
    line,
    calendar: cityCalendar(),
    policy,
    observations: observations.map(verdictObservation),
    spotChecks: await store.spotChecks.of(line.id),
    contradictions: await store.sources.contradictionsOf(line.id),
    prior,
    final: false,
    nowMs: context.clock.nowMs(),
  };
  return { facts, observations };
}
