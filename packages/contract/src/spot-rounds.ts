import { outsideReasons } from '@everyline/domain';
import { Type, type Static } from 'typebox';

import { DepartmentRef } from './departments.ts';
import { AtMs, Id, Localised, nullable, Share, ShortText } from './schema.ts';
import { SpotCheck } from './spot-checks.ts';
import { PurposeWord, SpotCheckCodeWord, TierWord } from './vocabulary.ts';

export const OutsideReasonWord = Type.Enum([...outsideReasons]);
export type OutsideReasonWord = Static<typeof OutsideReasonWord>;

const Count = Type.Integer({ minimum: 0 });
const AccountRef = Type.Object({ id: Type.String(), name: Type.String() });
const AccountId = Type.String({ minLength: 1, maxLength: 100 });

/** From which lines a round is drawn, and how many. */
const frame = {
  departmentId: Type.Optional(
    Type.String({ format: 'uuid', description: 'With its children; without it the whole city.' }),
  ),
  tiers: Type.Optional(Type.Array(TierWord)),
  level: Type.Integer({
    minimum: 1,
    maximum: 9,
    description: 'Level of the tree, 1 the top, whose offices stand for all under them.',
  }),
  size: Type.Integer({ minimum: 1, maximum: 20_000 }),
};

export const SpotRoundPlanQuery = Type.Object(frame);
export type SpotRoundPlanQuery = Static<typeof SpotRoundPlanQuery>;

export const SpotStratum = Type.Object({
  department: nullable(Type.String({ description: 'Its name when it was drawn.' })),
  tier: TierWord,
  population: Count,
  sample: Count,
});
export type SpotStratum = Static<typeof SpotStratum>;

/** The lines that could be drawn, those that could not, and what each stratum gives. */
const counts = {
  population: Count,
  outside: Type.Array(Type.Object({ reason: OutsideReasonWord, lines: Count })),
  strata: Type.Array(SpotStratum),
};

/** What a draw would take, before it is made. */
export const SpotRoundPlan = Type.Object({ ...counts, sample: Count });
export type SpotRoundPlan = Static<typeof SpotRoundPlan>;

export const NewSpotRound = Type.Object({
  name: ShortText,
  ...frame,
  campaignId: Type.Optional(nullable(Id)),
  seed: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 100,
      pattern: '^[^|\\r\\n]+$',
      description: 'A figure that others have published; one is made unless given.',
    }),
  ),
  testerIds: Type.Optional(
    Type.Array(AccountId, {
      maxItems: 200,
      description: 'Lines are dealt to them; without any, each takes the next one.',
    }),
  ),
});
export type NewSpotRound = Static<typeof NewSpotRound>;

export const SpotRoundState = Type.Enum(['running', 'closed']);

export const SpotRound = Type.Object({
  id: Id,
  name: Type.String(),
  state: SpotRoundState,
  department: nullable(DepartmentRef),
  campaignId: nullable(Id),
  tiers: Type.Array(TierWord),
  level: Type.Integer(),
  size: Type.Integer({ description: 'Lines wanted.' }),
  seed: Type.String(),
  drawnAtMs: AtMs,
  drawnBy: Type.String(),
  closedAtMs: nullable(AtMs),
  sample: Count,
  done: Count,
  dropped: Type.Integer({
    minimum: 0,
    description: 'Drawn lines that were not checked after all.',
  }),
  right: Type.Integer({ minimum: 0, description: 'Lines found with code 11.' }),
});
export type SpotRound = Static<typeof SpotRound>;
export const SpotRounds = Type.Array(SpotRound);

/** A share with what it was counted from and its 95 % interval. */
export const Proportion = Type.Object({
  successes: Count,
  of: Count,
  rate: nullable(Share),
  interval: Type.Tuple([Share, Share]),
});
export type Proportion = Static<typeof Proportion>;

const rates = {
  effective: Proportion,
  knowledge: Proportion,
};

/** The later share less the earlier one. */
export const ProportionDifference = Type.Object({
  difference: Type.Number(),
  interval: Type.Tuple([Type.Number(), Type.Number()]),
  withinChance: Type.Boolean({ description: 'The interval contains no difference at all.' }),
});
export type ProportionDifference = Static<typeof ProportionDifference>;

export const SpotFinding = Type.Object({
  lineId: Id,
  display: Type.String(),
  department: nullable(Type.String()),
  tier: TierWord,
  code: SpotCheckCodeWord,
  question: nullable(Type.String()),
  answerRight: nullable(Type.Boolean()),
  note: Type.String(),
  tester: Type.String(),
  checkedAtMs: AtMs,
});
export type SpotFinding = Static<typeof SpotFinding>;

export const SpotRoundQuery = Type.Object({
  againstId: Type.Optional(
    Type.String({
      format: 'uuid',
      description: 'The round that it is held against; else the last one of the same scope.',
    }),
  ),
});

export const SpotRoundExportQuery = Type.Object({
  ...SpotRoundQuery.properties,
  language: Type.Optional(Type.Enum(['zh-CN', 'en'])),
});

export const SpotRoundDetail = Type.Object({
  ...SpotRound.properties,
  ...counts,
  testers: Type.Array(
    Type.Object({
      tester: nullable(AccountRef),
      sample: Count,
      done: Count,
    }),
  ),
  result: Type.Object({ byCode: Type.Record(SpotCheckCodeWord, Count), ...rates }),
  byDepartment: Type.Array(Type.Object({ department: nullable(Type.String()), ...rates })),
  byTier: Type.Array(Type.Object({ tier: TierWord, ...rates })),
  comparison: nullable(
    Type.Object({
      round: Type.Object({ id: Id, name: Type.String(), drawnAtMs: AtMs, ...rates }),
      effective: nullable(ProportionDifference),
      knowledge: nullable(ProportionDifference),
    }),
  ),
  comparable: Type.Array(Type.Object({ id: Id, name: Type.String() }), {
    description: 'Earlier rounds with results.',
  }),
  summary: Type.Array(Localised, { description: 'What a person reads who has a minute.' }),
  findings: Type.Array(SpotFinding, { description: 'Lines with something to see to.' }),
  findingCount: Count,
});
export type SpotRoundDetail = Static<typeof SpotRoundDetail>;

export const SpotTesters = Type.Array(
  Type.Object({ ...AccountRef.properties, department: nullable(Type.String()) }),
);
export type SpotTesters = Static<typeof SpotTesters>;

/** Lines of one tester that are not done, or one of them, go to another or back to all. */
export const SpotReassignment = Type.Object({
  fromTesterId: nullable(AccountId),
  toTesterId: nullable(AccountId),
});
export type SpotReassignment = Static<typeof SpotReassignment>;

/** Whether the draw, made again from the seed and the frame on record, gives the same lines. */
export const SpotRedraw = Type.Object({
  same: Type.Boolean(),
  seed: Type.String(),
  population: Count,
  sample: Count,
  missing: Type.Array(Type.String(), { description: 'Drawn now, but not in the sample.' }),
  unexpected: Type.Array(Type.String(), { description: 'In the sample, but not drawn now.' }),
});
export type SpotRedraw = Static<typeof SpotRedraw>;

const question = {
  departmentId: nullable(Id),
  purpose: nullable(PurposeWord),
  question: Type.String({ minLength: 1, maxLength: 500 }),
  expected: Type.String({
    minLength: 1,
    maxLength: 2000,
    description: 'What a right answer says, for the tester to judge by.',
  }),
  active: Type.Boolean(),
};

export const NewSpotQuestion = Type.Object(question);
export type NewSpotQuestion = Static<typeof NewSpotQuestion>;

export const SpotQuestion = Type.Object({
  id: Id,
  ...question,
  department: nullable(DepartmentRef),
});
export type SpotQuestion = Static<typeof SpotQuestion>;
export const SpotQuestions = Type.Array(SpotQuestion);

/** One line that a tester has to call, with what it claims to be. */
export const SpotTask = Type.Object({
  id: Id,
  roundId: Id,
  roundName: Type.String(),
  lineId: Id,
  display: Type.String(),
  dial: nullable(
    Type.String({ description: 'What the telephone dials; null for a line of the sample city.' }),
  ),
  department: nullable(Type.String()),
  services: Type.Array(Type.String()),
  purpose: PurposeWord,
  publishedHours: nullable(Type.String()),
  hoursStated: Type.Boolean({
    description: 'False where no hours are published or readable: office hours hold.',
  }),
  open: Type.Array(Type.Object({ fromMs: AtMs, toMs: AtMs }), {
    description: 'When it is open, today and in the days that follow.',
  }),
  question: nullable(Type.Object({ text: Type.String(), expected: Type.String() })),
});
export type SpotTask = Static<typeof SpotTask>;

export const SpotWork = Type.Object({
  atMs: AtMs,
  tasks: Type.Array(SpotTask),
  done: Type.Integer({ minimum: 0, description: 'What the tester has done in running rounds.' }),
  left: Type.Integer({ minimum: 0, description: 'What the tester has still to do.' }),
  free: Type.Integer({ minimum: 0, description: 'What nobody has taken yet.' }),
});
export type SpotWork = Static<typeof SpotWork>;

export const SpotTaskResult = Type.Object({
  clientKey: Type.String({
    format: 'uuid',
    description: 'Made by the device; sent again with the same key it is recorded once.',
  }),
  code: SpotCheckCodeWord,
  answerRight: nullable(Type.Boolean()),
  note: Type.String({ maxLength: 2000 }),
  checkedAtMs: AtMs,
});
export type SpotTaskResult = Static<typeof SpotTaskResult>;

export const SpotTaskDone = Type.Object({
  check: SpotCheck,
  counted: Type.Boolean({ description: 'False where the round had been closed before the call.' }),
});
export type SpotTaskDone = Static<typeof SpotTaskDone>;
