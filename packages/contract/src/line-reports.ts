import { lineReportKinds, lineReportStates } from '@everyline/domain';
import { Type, type Static } from 'typebox';

import { AtMs, Id, Localised, nullable, pageOf, paging } from './schema.ts';

export const LineReportKindWord = Type.Enum([...lineReportKinds]);
export const LineReportStateWord = Type.Enum([...lineReportStates]);

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

export const LineReport = Type.Object({
  id: Id,
  lineId: Id,
  lineDisplay: Type.String(),
  kind: LineReportKindWord,
  note: Type.String({ description: 'Numbers of persons in it are masked.' }),
  atMs: AtMs,
  state: LineReportStateWord,
  settledAtMs: nullable(AtMs),
});
export type LineReport = Static<typeof LineReport>;
export const LineReportPage = pageOf(LineReport);
export type LineReportPage = Static<typeof LineReportPage>;

export const LineReportQuery = Type.Object({ lineId: Type.Optional(Id), ...paging });
export type LineReportQuery = Static<typeof LineReportQuery>;
