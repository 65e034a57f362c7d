import { Type, type Static } from 'typebox';

import { WeeklyHours } from './hours.ts';
import { AtMs, Id, nullable, ShortText } from './schema.ts';
import { VerdictPolicy } from './verdicts.ts';

/** How a campaign walks the menus of its lines. */
export const MenuWalkRules = Type.Object({
  everyDays: Type.Integer({ minimum: 7, maximum: 366 }),
  callsPerWalk: Type.Integer({ minimum: 3, maximum: 200 }),
  depth: Type.Integer({ minimum: 1, maximum: 5 }),
  keys: Type.String({ pattern: '^[0-9*#]{1,12}$' }),
});

/** How a campaign calls and judges; the city's limits and the guard still hold above it. */
export const PolicyRules = Type.Object({
  hours: WeeklyHours,
  attemptsPerDay: Type.Integer({ minimum: 1, maximum: 24 }),
  spacingMs: Type.Integer({ minimum: 60_000, maximum: 604_800_000 }),
  concurrencyByTrunk: Type.Integer({ minimum: 1, maximum: 2000 }),
  concurrencyByDepartment: Type.Integer({ minimum: 1, maximum: 500 }),
  ringLimitMs: Type.Integer({ minimum: 5000, maximum: 180_000 }),
  maxCallsPerLine: Type.Integer({ minimum: 1, maximum: 500 }),
  verdict: VerdictPolicy,
  menuWalks: Type.Optional(nullable(MenuWalkRules)),
});
export type PolicyRules = Static<typeof PolicyRules>;

/** A named policy that campaigns copy when they are made. */
export const Policy = Type.Object({
  id: Id,
  name: Type.String(),
  rules: PolicyRules,
  createdAtMs: AtMs,
});
export type Policy = Static<typeof Policy>;

export const NewPolicy = Type.Object({ name: ShortText, rules: PolicyRules });
export type NewPolicy = Static<typeof NewPolicy>;
