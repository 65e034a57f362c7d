import type { WeeklyHours } from '../calendar/hours.ts';
import { officeHours } from '../calendar/open-hours.ts';

/** The city's limits on test calls; campaigns and clearances can only be stricter. */
export interface ProbeLimits {
  /** Calls to one dialled number in a local day, counted over everything that dials. */
  readonly perNumberPerDay: number;
  /** Least time from the start of one call to the start of the next to the same number. */
  readonly spacingMs: number;
  /** Calls to all lines of one department within an hour. */
  readonly departmentPerHour: number;
  /** Calls over one trunk in a local day. */
  readonly trunkPerDay: number;
  /** Hours in which anything may be dialled at all. */
  readonly allowedHours: WeeklyHours;
  /** Difference between wall clock and steady clock that is taken for a changed clock. */
  readonly clockToleranceMs: number;
}

export const defaultProbeLimits: ProbeLimits = {
  perNumberPerDay: 3,
  spacingMs: 30 * 60_000,
  departmentPerHour: 60,
  trunkPerDay: 5_000,
  // Working days 8:00–20:00: no office is rung at night, whatever it publishes.
  allowedHours: {
    rules: [
      {
        days: officeHours.rules[0]?.days ?? { kind: 'working_days' },
        season: null,
        spans: [{ fromMinute: 8 * 60, toMinute: 20 * 60 }],
      },
    ],
  },
  clockToleranceMs: 5_000,
};
