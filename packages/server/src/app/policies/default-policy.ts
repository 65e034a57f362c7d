import type { PolicyRules } from '@everyline/contract';

/** The policy that a new city starts with: working hours, thrice a day, half an hour apart. */
export function defaultPolicy(): PolicyRules {
  return {
    hours: {
      rules: [
        {
          days: { kind: 'working_days' },
          season: null,
          spans: [
            { fromMinute: 9 * 60, toMinute: 12 * 60 },
            { fromMinute: 13 * 60 + 30, toMinute: 17 * 60 },
          ],
        },
      ],
    },
    attemptsPerDay: 3,
    spacingMs: 30 * 60_000,
    concurrencyByTrunk: 20,
    concurrencyByDepartment: 2,
    ringLimitMs: 60_000,
    maxCallsPerLine: 30,
    verdict: { healthyAt: 0.9, faultyAt: 0.6, errorRate: 0.05, slowAfterMs: 60_000 },
  };
}
