import { proportion, type Proportion } from '../spot-checks/proportion.ts';

/** Share of calls that government service hotlines are to connect in any 24 hours (GB/T 33358-2016). */
export const connectionTarget = 0.95;

/** Whether a target is met, as far as the calls can tell. */
export const targetStandings = ['met', 'not_met', 'cannot_tell'] as const;
export type TargetStanding = (typeof targetStandings)[number];

/** A target is met, or not, once the whole 95 % interval lies on one side of it; before, nobody can tell. */
export function standingOf(
  { of, interval: [low, high] }: Proportion,
  target: number,
): TargetStanding {
  if (of === 0) return 'cannot_tell';
  if (low >= target) return 'met';
  return high < target ? 'not_met' : 'cannot_tell';
}

/** So many calls, all of which got through, are the fewest that show a target met. */
export function fewestCallsToShow(target: number): number {
  let calls = 1;
  while (standingOf(proportion(calls, calls), target) !== 'met') calls += 1;
  return calls;
}
