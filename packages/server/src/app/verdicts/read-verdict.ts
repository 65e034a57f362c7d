import type { VerdictDetail } from '@everyline/contract';
import { judgeLine, type Line } from '@everyline/domain';

import { explainSetAside } from '../bad-hours/explain-set-aside.ts';
import type { AppContext } from '../context.ts';
import { visibleLine } from '../lines/visible-line.ts';
import { verdictFacts } from './verdict-facts.ts';
import { verdictView } from './verdict-view.ts';

/**
 * The verdict on a line. The one that stands is shown as it was decided; for one campaign, or where
 * none was decided yet, it is computed from the outcomes on record.
 */
export async function verdictOf(
  context: AppContext,
  line: Line,
  campaignId: string | null,
): Promise<VerdictDetail> {
  const { facts, observations } = await verdictFacts(context, line, campaignId);
  const standing = campaignId === null ? await context.store.verdicts.current(line.id) : null;
  return verdictView(standing ?? judgeLine(facts), {
    line,
    calendar: facts.calendar,
    policy: facts.policy,
    campaignId,
    observations,
    spotChecks: facts.spotChecks,
    history: await context.store.verdicts.history(line.id),
    setAside: await explainSetAside(context, observations),
  });
}

export async function readVerdict(
  context: AppContext,
  lineId: string,
  campaignId: string | null,
): Promise<VerdictDetail> {
  return verdictOf(context, await visibleLine(context, 'verdicts.see', lineId), campaignId);
}
