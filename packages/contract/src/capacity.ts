import { Type, type Static } from 'typebox';

import { DepartmentRef } from './departments.ts';
import { AtMs, Id, nullable, Share } from './schema.ts';

/** An estimate with its interval. */
export const CapacityRange = Type.Object({
  low: Type.Number({ minimum: 0 }),
  middle: Type.Number({ minimum: 0 }),
  high: Type.Number({ minimum: 0 }),
});
export type CapacityRange = Static<typeof CapacityRange>;

/** What test calls alone cannot tell of a line's load, each with its sentence on the screen. */
export const CapacityGap = Type.Enum([
  'no_calls',
  'load_from_below',
  'load_from_above',
  'number_of_lines',
  'many_lines',
  'few_calls',
  'handling_time',
  'patience',
  'repeated_calls',
  'curve_of_the_day',
]);
export type CapacityGap = Static<typeof CapacityGap>;

/** What a plan is to reach, and what of callers is taken as given. */
export const CapacityTarget = Type.Object({
  busyAtMost: Share,
  share: Share,
  withinS: Type.Number(),
  handlingS: Type.Number(),
  patienceS: Type.Number(),
});
export type CapacityTarget = Static<typeof CapacityTarget>;

const needed = Type.Object({ lines: CapacityRange, people: CapacityRange });

/** What follows if the number has so many lines. */
export const CapacityCase = Type.Object({
  lines: Type.Integer({ minimum: 1 }),
  chance: Share,
  erlangs: CapacityRange,
  callsAnHour: CapacityRange,
  needed,
  busyThen: Type.Number({ description: 'The share of busy with the lines needed, of the middle.' }),
});
export type CapacityCase = Static<typeof CapacityCase>;

export const LineCapacity = Type.Object({
  lineId: Id,
  lines: nullable(Type.Integer({ description: 'Lines on record: the seats; null where unknown.' })),
  probes: Type.Integer({ description: 'Test calls in published hours that tell of the load.' }),
  busy: Type.Integer(),
  level: Type.Number({ description: 'The chance with which the intervals hold the truth.' }),
  target: CapacityTarget,
  cases: nullable(Type.Array(CapacityCase)),
  cannotTell: Type.Array(CapacityGap),
});
export type LineCapacity = Static<typeof LineCapacity>;

/** A line on which busy was met, in the plan of the city or of a department. */
export const PlannedLine = Type.Object({
  lineId: Id,
  display: Type.String(),
  department: nullable(DepartmentRef),
  owner: nullable(Type.String()),
  lines: nullable(Type.Integer()),
  probes: Type.Integer(),
  busy: Type.Integer(),
  /** Null where nothing can be proposed, for the reason beside it. */
  needed: nullable(needed),
  busyThen: nullable(Type.Number()),
  why: nullable(CapacityGap),
});
export type PlannedLine = Static<typeof PlannedLine>;

/** Sums over the numbers for which something is proposed. */
const sums = {
  planned: Type.Integer({ description: 'Numbers for which something is proposed.' }),
  short: Type.Integer({ description: 'Of those, numbers that need more lines than there are.' }),
  there: Type.Integer({ description: 'Lines that there are.' }),
  needed,
  probes: Type.Integer(),
  busy: Type.Integer(),
  busyThen: nullable(Type.Number()),
};

/** The sums of an office with those under it; of lines that nobody owns where it is null. */
export const CapacityOffice = Type.Object({ department: nullable(DepartmentRef), ...sums });
export type CapacityOffice = Static<typeof CapacityOffice>;

/** Lines and people that are needed against the lines there are, with what the sums are of. */
export const CapacityPlan = Type.Object({
  reckonedAtMs: AtMs,
  target: CapacityTarget,
  level: Type.Number(),
  lines: Type.Integer({ description: 'Active lines of the city or of the department.' }),
  called: Type.Integer({ description: 'Of these, lines with test calls that tell of the load.' }),
  metBusy: Type.Integer({ description: 'Of those, lines on which busy was met.' }),
  ...sums,
  /** The offices one level below, those that lack most first. */
  offices: Type.Array(CapacityOffice),
  /** Lines on which busy was met, those that need most first. */
  items: Type.Array(PlannedLine),
});
export type CapacityPlan = Static<typeof CapacityPlan>;

export const CapacityQuery = Type.Object({
  departmentId: Type.Optional(Type.String({ format: 'uuid', description: 'With its children.' })),
});
export type CapacityQuery = Static<typeof CapacityQuery>;

export const CapacityExportQuery = Type.Object({
  ...CapacityQuery.properties,
  language: Type.Optional(Type.Enum(['zh-CN', 'en'])),
});
export type CapacityExportQuery = Static<typeof CapacityExportQuery>;
