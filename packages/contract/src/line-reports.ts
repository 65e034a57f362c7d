import { lineReportKinds, lineReportStates } from '@everyline/domain';
import { Type, type Static } from 'typebox';

import { DepartmentRef } from './departments.ts';
import { AtMs, Id, Localised, nullable, pageOf, paging } from './schema.ts';
import { VerdictWord } from './vocabulary.ts';

export const LineReportKindWord = Type.Enum([...lineReportKinds]);
export type LineReportKindWord = Static<typeof LineReportKindWord>;
export const LineReportStateWord = Type.Enum([...lineReportStates]);
export type LineReportStateWord = Static<typeof LineReportStateWord>;

/** A citizen's report that a number did not work. */
export const NewLineReport = Type.Object({
  number: Type.String({ minLength: 3, maxLength: 60, description: 'As it is published.' }),
  kind: LineReportKindWord,
  note: Type.Optional(Type.String({ maxLength: 500 })),
});
export type NewLineReport = Static<typeof NewLineReport>;

/** What the citizen reads. */
export const LineReported = Type.Object({ sentence: Localised });
export type LineReported = Static<typeof LineReported>;

/** What the test calls after a report have met, up to its settlement; calls that say nothing of the line are left out. */
const CallsSince = Type.Object({ made: Type.Integer(), reached: Type.Integer() });

export const LineReport = Type.Object({
  id: Id,
  lineId: Id,
  lineDisplay: Type.String(),
  department: nullable(DepartmentRef),
  verdict: VerdictWord,
  kind: LineReportKindWord,
  note: Type.String({ description: 'Numbers of persons in it are masked.' }),
  atMs: AtMs,
  state: LineReportStateWord,
  settledAtMs: nullable(AtMs),
  callsSince: CallsSince,
});
export type LineReport = Static<typeof LineReport>;
export const LineReportPage = pageOf(LineReport);
export type LineReportPage = Static<typeof LineReportPage>;

export const LineReportQuery = Type.Object({
  lineId: Type.Optional(Id),
  departmentId: Type.Optional(Type.String({ format: 'uuid', description: 'With its children.' })),
  kind: Type.Optional(Type.Array(LineReportKindWord)),
  state: Type.Optional(Type.Array(LineReportStateWord)),
  q: Type.Optional(Type.String({ maxLength: 100, description: 'Number, department or note.' })),
  ...paging,
});
export type LineReportQuery = Static<typeof LineReportQuery>;
