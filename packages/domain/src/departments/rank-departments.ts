import { proportion, type Proportion } from '../spot-checks/proportion.ts';
import { rateOverLines, type LineCalls } from './rate-over-lines.ts';

/** A count of successes out of some. */
export interface Count {
  readonly successes: number;
  readonly of: number;
}

/** What an office is ranked by, with everything below it. */
export interface RankedCounts {
  /** Calls that got through ÷ calls that say something about their line. */
  readonly reach: LineCalls;
  /** Tickets closed by their last day ÷ tickets that were closed or whose last day has passed. */
  readonly inTime: Count;
  /** Lines whose owner's confirmation holds ÷ all lines. */
  readonly confirmed: Count;
}

/** How much each share weighs in the score; together 1. */
export const scoreWeights = { reach: 0.5, inTime: 0.3, confirmed: 0.2 } as const;

/**
 * So many calls and tickets of the average are added to those of an office before its shares are
 * taken: with few of its own it stands near the average, with many it stands for itself.
 */
export const averageAdded = { reach: 20, inTime: 5 } as const;

/** With fewer calls that count the sample is called small, and the office gets no rank. */
export const fewestCalls = 20;

export interface RankedOffice<Office> {
  readonly office: Office;
  /** Null where the sample is small. */
  readonly rank: number | null;
  /** 0 to 100. */
  readonly score: number;
  readonly isSmall: boolean;
  /** As counted, each with its 95 % interval. */
  readonly reach: Proportion;
  readonly inTime: Proportion;
  readonly confirmed: Proportion;
  /** As they enter the score: drawn towards the average; confirmed lines are all counted and stand as they are. */
  readonly entered: { readonly reach: number; readonly inTime: number; readonly confirmed: number };
}

export interface Ranking<Office> {
  /** Those with a rank first, best first; offices of equal score share a rank. */
  readonly offices: readonly RankedOffice<Office>[];
  /** Over all offices together; 0.5 where there was nothing to count. */
  readonly average: { readonly reach: number; readonly inTime: number };
}

/**
 * Ranks offices by 100 × (0.5 reach + 0.3 in time + 0.2 confirmed). Reach and tickets are samples of
 * how an office is: each is shrunk towards the average of all by adding calls and tickets of it, so
 * that three lucky calls do not lead the list.
 */
export function rankOffices<Office>(
  counted: readonly { readonly office: Office; readonly counts: RankedCounts }[],
): Ranking<Office> {
  const average = {
    reach: averageOf(counted.map(({ counts }) => counts.reach)),
    inTime: averageOf(counted.map(({ counts }) => counts.inTime)),
  };
  const scored = counted.map(({ office, counts }) => {
    const confirmed = proportion(counts.confirmed.successes, counts.confirmed.of);
    const entered = {
      reach: shrunk(counts.reach, average.reach, averageAdded.reach),
      inTime: shrunk(counts.inTime, average.inTime, averageAdded.inTime),
      confirmed: confirmed.rate ?? 0,
    };
    return {
      office,
      isSmall: counts.reach.of < fewestCalls,
      score:
        100 *
        (scoreWeights.reach * entered.reach +
          scoreWeights.inTime * entered.inTime +
          scoreWeights.confirmed * entered.confirmed),
      reach: rateOverLines(counts.reach),
      inTime: proportion(counts.inTime.successes, counts.inTime.of),
      confirmed,
      entered,
    };
  });
  const ordered = scored.toSorted(
    (a, b) => Number(a.isSmall) - Number(b.isSmall) || b.score - a.score,
  );
  return {
    average,
    offices: ordered.map((one) => ({
      ...one,
      rank: one.isSmall
        ? null
        : 1 + ordered.filter((other) => !other.isSmall && other.score > one.score).length,
    })),
  };
}

function averageOf(counts: readonly Count[]): number {
  const of = counts.reduce((sum, one) => sum + one.of, 0);
  return of === 0 ? 0.5 : counts.reduce((sum, one) => sum + one.successes, 0) / of;
}

function shrunk({ successes, of }: Count, average: number, added: number): number {
  return (successes + added * average) / (of + added);
}
