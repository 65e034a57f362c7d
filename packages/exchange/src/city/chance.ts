import { seededRandom } from '../seeded-random.ts';

/** A repeatable stream of choices; the same seed and path give the same choices for ever. */
export interface Chance {
  /** Uniform in [0, 1). */
  readonly next: () => number;
  /** Uniform whole number in [0, below). */
  readonly whole: (below: number) => number;
  /** Uniform in [from, to). */
  readonly between: (from: number, to: number) => number;
  /** True with the given probability. */
  readonly happens: (probability: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T;
  readonly shuffled: <T>(list: readonly T[]) => T[];
}

/**
 * A stream named by a path below the seed (`chanceOf(7, 'lines', 'D012')`), so that a change in one
 * part of the city leaves the other parts as they were.
 */
export function chanceOf(seed: number, ...path: readonly (string | number)[]): Chance {
  const next = seededRandom([seed, ...path].join('/'));
  const whole = (below: number): number => Math.floor(next() * below);
  return {
    next,
    whole,
    between: (from, to) => from + next() * (to - from),
    happens: (probability) => next() < probability,
    pick: (list) => {
      if (list.length === 0) throw new RangeError('nothing to pick from: the list is empty');
      return list[whole(list.length)] as (typeof list)[number];
    },
    shuffled: <T>(list: readonly T[]): T[] => {
      const copy = [...list];
      for (let last = copy.length - 1; last > 0; last -= 1) {
        const other = whole(last + 1);
        [copy[last], copy[other]] = [copy[other] as T, copy[last] as T];
      }
      return copy;
    },
  };
}
