import type { VerdictPolicy } from '../campaigns/campaign.ts';
import { fitReachPrior, type ReachTally } from './reach-prior.ts';
import type { Verdict, VerdictPrior } from './verdict.ts';

/** The distribution over lines moves slowly: it is fitted anew after so many verdicts. */
const refitEvery = 50;

/** The distribution of reach rates over a campaign's lines, learnt from their calls while they come in. */
export class CityPrior {
  private readonly policy: VerdictPolicy;
  private readonly tallies = new Map<string, ReachTally>();
  private fitted: { readonly prior: VerdictPrior; readonly learnt: number } | null = null;
  private learnt = 0;

  constructor(policy: VerdictPolicy) {
    this.policy = policy;
  }

  /** Remembers how often a line got through. */
  learn(lineId: string, verdict: Pick<Verdict, 'attempts' | 'reached' | 'blankDays'>): void {
    const { attempts, reached, blankDays } = verdict;
    this.tallies.set(lineId, { reached, failed: attempts - reached, blankDays });
    this.learnt += 1;
  }

  prior(): VerdictPrior {
    if (this.fitted === null || this.learnt - this.fitted.learnt >= refitEvery) {
      const prior = fitReachPrior([...this.tallies.values()], this.policy);
      this.fitted = { prior, learnt: this.learnt };
    }
    return this.fitted.prior;
  }
}
