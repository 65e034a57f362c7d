import type { VerdictPolicy } from '../campaigns/campaign.ts';
import type { Line, Purpose } from '../lines/line.ts';
import { fitReachPrior, type ReachTally } from './reach-prior.ts';
import type { Verdict, VerdictPrior } from './verdict.ts';

/** The distribution over lines moves slowly: it is fitted anew after so many verdicts. */
const refitEvery = 50;

interface Learnt extends ReachTally {
  readonly purpose: Purpose;
}

interface Fitted {
  readonly city: VerdictPrior;
  readonly byPurpose: Map<Purpose, VerdictPrior>;
  readonly learnt: number;
}

/**
 * The distributions of reach rates over a campaign's lines, learnt from their calls while they come in: of all lines,
 * and of those of each purpose, which is drawn towards that of all where they are few.
 */
export class CityPrior {
  private readonly policy: VerdictPolicy;
  private readonly tallies = new Map<string, Learnt>();
  private fitted: Fitted | null = null;
  private learnt = 0;

  constructor(policy: VerdictPolicy) {
    this.policy = policy;
  }

  /** Remembers how often a line got through. */
  learn(
    line: Pick<Line, 'id' | 'purpose'>,
    verdict: Pick<Verdict, 'attempts' | 'reached' | 'blankDays'>,
  ): void {
    const { attempts, reached, blankDays } = verdict;
    const tally = { reached, failed: attempts - reached, blankDays };
    this.tallies.set(line.id, { ...tally, purpose: line.purpose });
    this.learnt += 1;
  }

  /** What is supposed of a line of this purpose before its first call. */
  prior(purpose: Purpose): VerdictPrior {
    const { city, byPurpose } = this.fit();
    const known = byPurpose.get(purpose);
    if (known !== undefined) return known;
    const some = [...this.tallies.values()].filter((tally) => tally.purpose === purpose);
    const fitted = fitReachPrior(some, this.policy, city);
    const prior = fitted === city ? city : { ...fitted, purpose };
    byPurpose.set(purpose, prior);
    return prior;
  }

  private fit(): Fitted {
    if (this.fitted === null || this.learnt - this.fitted.learnt >= refitEvery) {
      const city = fitReachPrior([...this.tallies.values()], this.policy);
      this.fitted = { city, byPurpose: new Map(), learnt: this.learnt };
    }
    return this.fitted;
  }
}
