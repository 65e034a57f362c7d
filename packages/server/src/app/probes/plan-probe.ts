import type { GuardAnswer } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import {
  askGuard,
  campaignOfAsker,
  dialAsk,
  type DialRules,
  type ProbeWish,
} from './begin-probe.ts';

/**
 * Asks the guard whether a call may be planned for a moment, and keeps its answer. It is asked again
 * when the moment has come.
 */
export async function planProbe(
  context: AppContext,
  rules: DialRules,
  wish: ProbeWish,
  atMs: number,
): Promise<GuardAnswer> {
  const facts = await context.store.dials.facts(dialAsk(rules, wish, atMs));
  const answer = askGuard(rules, wish, 'planning', facts, atMs);
  await context.store.dials.keepPlan(
    { lineId: wish.line.id, campaignId: campaignOfAsker(wish.asker) },
    answer,
  );
  return answer;
}
