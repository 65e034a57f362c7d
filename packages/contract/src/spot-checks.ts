import { Type, type Static } from 'typebox';

import { AtMs, Id, nullable, pageOf, paging } from './schema.ts';
import { SpotCheckCodeWord } from './vocabulary.ts';

export const SpotCheck = Type.Object({
  id: Id,
  lineId: Id,
  lineDisplay: Type.String(),
  checkedAtMs: AtMs,
  tester: Type.String(),
  campaignId: nullable(Id),
  code: SpotCheckCodeWord,
  answerRight: nullable(Type.Boolean()),
  note: Type.String(),
});
export type SpotCheck = Static<typeof SpotCheck>;
export const SpotCheckPage = pageOf(SpotCheck);

export const NewSpotCheck = Type.Object({
  lineId: Id,
  checkedAtMs: Type.Optional(AtMs),
  campaignId: Type.Optional(nullable(Id)),
  code: SpotCheckCodeWord,
  answerRight: Type.Optional(nullable(Type.Boolean())),
  note: Type.Optional(Type.String({ maxLength: 2000 })),
});
export type NewSpotCheck = Static<typeof NewSpotCheck>;

export const SpotCheckQuery = Type.Object({ lineId: Type.Optional(Id), ...paging });
export type SpotCheckQuery = Static<typeof SpotCheckQuery>;
