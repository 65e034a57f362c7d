import { judgeLine, noPrior, verdictObservation, type Line, type Verdict } from '@everyline/domain';

import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { cityVerdictPolicy } from './verdict-facts.ts';

const portion = 200;

/**
 * Every line's verdict, computed anew from the outcomes on record: of one campaign, or of all. Each
 * is judged with the prior of the verdict that stands, at the moment of its last outcome, so that
 * the same record always gives the same words.
 */
export async function* recomputeVerdicts(
  context: AppContext,
  campaignId: string | null,
): AsyncGenerator<{ line: Line; verdict: Verdict }> {
  const scope = await authorise(context, 'verdicts.see');
  const { store } = context;
  const campaign = campaignId === null ? null : await store.campaigns.byId(campaignId);
  if (campaignId !== null && !campaign) throw notFound('campaign');
  const policy = campaign?.policy.verdict ?? (await cityVerdictPolicy(context));
  const lines = (await store.lines.active()).filter(
    (line) => scope === 'all' || (line.departmentId !== null && scope.has(line.departmentId)),
  );
  for (let from = 0; from < lines.length; from += portion) {
    const some = lines.slice(from, from + portion);
    const ids = some.map((line) => line.id);
    const [observations, spotChecks, standing] = await Promise.all([
      store.probes.observationsByLine(ids, campaignId ?? undefined),
      store.spotChecks.ofLines(ids),
      store.verdicts.currentOf(ids),
    ]);
    for (const line of some) {
      const calls = observations.get(line.id) ?? [];
      const checks = spotChecks.get(line.id) ?? [];
      if (campaign && calls.length === 0) continue;
      const last = standing.get(line.id);
      const nowMs = Math.max(
        0,
        ...calls.map((one) => one.endedAtMs),
        ...checks.map((one) => one.checkedAtMs),
        last?.decidedAtMs ?? 0,
      );
      yield {
        line,
        verdict: judgeLine({
          line,
          calendar: cityCalendar(),
          policy,
          observations: calls.map(verdictObservation),
          spotChecks: checks,
          contradictions: await store.sources.contradictionsOf(line.id),
          prior: last?.prior ?? noPrior(policy),
          final: last !== undefined && /^horizon_/.test(last.rule),
          nowMs,
        }),
      };
    }
  }
}
