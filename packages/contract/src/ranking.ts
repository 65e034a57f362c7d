import { targetStandings } from '@everyline/domain';
import { Type, type Static } from 'typebox';

import { AtMs, Id, nullable } from './schema.ts';
import { CountedShare as Share } from './reports.ts';

export const RANKING_DAYS = [30, 90, 365] as const;

/** The offices right below one, or below the top of the city, over the last days. */
export const RankingQuery = Type.Object({
  days: Type.Optional(Type.Integer({ minimum: 1, maximum: 366 })),
  departmentId: Type.Optional(Id),
});
export type RankingQuery = Static<typeof RankingQuery>;

export const RankingFileQuery = Type.Object({
  ...RankingQuery.properties,
  language: Type.Optional(Type.Enum(['zh-CN', 'en'])),
});

export const TargetStandingWord = Type.Enum([...targetStandings]);
export type TargetStandingWord = Static<typeof TargetStandingWord>;

/** How a share of many calls stands to a target that one line has too few calls for. */
export const ConnectionTarget = Type.Object({
  reach: Share,
  lines: Type.Integer({ minimum: 0, description: 'Lines with a call that counts.' }),
  linesInAll: Type.Integer({
    minimum: 0,
    description:
      'Lines that there are; where not all were called, the interval allows for the others.',
  }),
  target: Type.Number({ minimum: 0, maximum: 1 }),
  standing: TargetStandingWord,
  fewestCalls: Type.Integer({
    description: 'The fewest calls that can show the target met: with all of them got through.',
  }),
});
export type ConnectionTarget = Static<typeof ConnectionTarget>;

export const RankedDepartment = Type.Object({
  id: Id,
  name: Type.String(),
  rank: nullable(Type.Integer({ description: 'Null where the sample is small.' })),
  score: Type.Number({ description: '0 to 100.' }),
  isSmall: Type.Boolean(),
  reach: Share,
  connection: TargetStandingWord,
  inTime: Share,
  confirmed: Share,
  entered: Type.Object({
    reach: Type.Number(),
    inTime: Type.Number(),
    confirmed: Type.Number(),
  }),
});
export type RankedDepartment = Static<typeof RankedDepartment>;

export const DepartmentRanking = Type.Object({
  atMs: AtMs,
  fromDay: Type.String(),
  toDay: Type.String(),
  weights: Type.Object({ reach: Type.Number(), inTime: Type.Number(), confirmed: Type.Number() }),
  added: Type.Object(
    { reach: Type.Integer(), inTime: Type.Integer() },
    { description: 'Calls and tickets of the average that are added to those of each office.' },
  ),
  average: Type.Object({ reach: Type.Number(), inTime: Type.Number() }),
  fewestCalls: Type.Integer(),
  connection: ConnectionTarget,
  items: Type.Array(RankedDepartment),
});
export type DepartmentRanking = Static<typeof DepartmentRanking>;
