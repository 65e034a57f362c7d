import type { LineTarget } from '@everyline/capacity';

/** What a plan is to reach, as the caller states it. */
export type PlanTarget = Omit<LineTarget, 'redialling'>;

/** The target of the screens, and of the command line where it is told no other. */
export const USUAL_TARGET: PlanTarget = {
  busyAtMost: 0.05,
  share: 0.8,
  withinS: 15,
  handlingS: 180,
  patienceS: 120,
};
