import type { VerdictPolicy } from '../campaigns/campaign.ts';
import { posteriorWeights, shareAtOrAbove } from './reach-prior.ts';
import type { PriorHistory, Verdict, VerdictPrior } from './verdict.ts';

/**
 * Chance that a line is another one four weeks later: repaired, fallen out, given to somebody else. Not measured,
 * stated; what verdicts lose where more have changed than this is measured (bench verdict).
 */
const changedAfterFourWeeks = 0.1;
const fourWeeksMs = 28 * 24 * 3_600_000;

/** What the calls of a line's verdict have shown, for a later campaign. */
export function historyOf(
  verdict: Pick<Verdict, 'attempts' | 'reached' | 'blankDays' | 'decidedAtMs'>,
): PriorHistory {
  const { attempts, reached, blankDays, decidedAtMs } = verdict;
  return { attempts, reached, blankDays, untilMs: decidedAtMs };
}

/**
 * What is supposed of a line that was called before: most likely what its calls have shown, and with the chance that it
 * has changed since then what is supposed of any line like it. The older the calls, the less they say.
 */
export function priorWithHistory(
  prior: VerdictPrior,
  history: PriorHistory,
  policy: Pick<VerdictPolicy, 'healthyAt'>,
  nowMs: number,
): VerdictPrior {
  const { attempts, reached, blankDays, untilMs } = history;
  if (attempts === 0 || prior.kind === 'none') return prior;
  const ageMs = Math.max(0, nowMs - untilMs);
  const same = (1 - changedAfterFourWeeks) ** (ageMs / fourWeeksMs);
  const shown = posteriorWeights({ reached, failed: attempts - reached, blankDays }, prior);
  const weights = prior.weights.map((weight, i) => same * (shown[i] ?? 0) + (1 - same) * weight);
  return {
    ...prior,
    history,
    weights,
    healthyShare: shareAtOrAbove(weights, policy.healthyAt),
  };
}
