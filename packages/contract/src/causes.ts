import { causeKinds, causeStandings, passingMisses } from '@everyline/domain';
import { Type, type Static } from 'typebox';

import { Localised, nullable, Share } from './schema.ts';

/** Why a line fails, as its test calls say. */
export const LineCause = Type.Object({
  cause: nullable(Type.Enum([...causeKinds])),
  standing: Type.Enum([...causeStandings], {
    description:
      'clear: nine times as likely as all others together; likely: likelier than all others; thin: several fit, or too few calls failed; passing: like the misses of a line that works.',
  }),
  sentence: Localised,
  confirm: nullable(Localised),
  calls: Type.Integer({ minimum: 0 }),
  failed: Type.Integer({ minimum: 0 }),
  weights: Type.Array(
    Type.Object({
      cause: Type.Enum([...causeKinds, passingMisses]),
      name: Localised,
      weight: Share,
    }),
  ),
});
export type LineCause = Static<typeof LineCause>;
