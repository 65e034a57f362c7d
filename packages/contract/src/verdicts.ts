import { Type, type Static } from 'typebox';

import { AtMs, Id, Localised, nullable, Share } from './schema.ts';
import { Outcome, OutcomeClassWord, VerdictRuleWord, VerdictWord } from './vocabulary.ts';

/** Limits and errors of the verdict. */
export const VerdictPolicy = Type.Object({
  healthyAt: Share,
  faultyAt: Share,
  errorRate: Type.Number({ minimum: 0.001, maximum: 0.2 }),
  slowAfterMs: Type.Integer({ minimum: 1000, maximum: 3_600_000 }),
  halfLifeDays: Type.Integer({
    minimum: 1,
    maximum: 3650,
    description: 'Days in which a call loses half its weight, once it is older than 28 days',
  }),
});

/** A verdict in short, as lists show it. */
export const VerdictSummary = Type.Object({
  verdict: VerdictWord,
  confidence: Share,
  attempts: Type.Integer({ minimum: 0 }),
  reached: Type.Integer({ minimum: 0 }),
  reachRate: nullable(Share),
  interval: nullable(Type.Tuple([Share, Share])),
  decidedAtMs: nullable(AtMs),
});
export type VerdictSummary = Static<typeof VerdictSummary>;

export const VerdictEvidence = Type.Object({
  probeId: nullable(Id),
  spotCheckId: nullable(Id),
  atMs: AtMs,
  outcome: nullable(Outcome),
  counted: OutcomeClassWord,
});
export type VerdictEvidence = Static<typeof VerdictEvidence>;

/** A verdict with its sentence, the limits it was decided by, and the outcomes it rests on. */
export const VerdictDetail = Type.Intersect([
  VerdictSummary,
  Type.Object({
    lineId: Id,
    campaignId: nullable(Id),
    sentence: Localised,
    rule: VerdictRuleWord,
    kindConfidence: Share,
    closeness: Type.Number({
      description: '−1 at the decision for faulty, +1 at that for healthy; near 0 either is right.',
    }),
    medianTimeToPersonMs: nullable(Type.Number()),
    limits: VerdictPolicy,
    evidence: Type.Array(VerdictEvidence),
    setAside: Type.Array(
      Type.Object({ badHourId: Id, calls: Type.Integer({ minimum: 1 }), sentence: Localised }),
      { description: 'Calls that do not count because their trunk had a bad hour' },
    ),
    history: Type.Array(
      Type.Object({
        verdict: VerdictWord,
        fromMs: AtMs,
        confidence: Share,
        attempts: Type.Integer(),
      }),
    ),
  }),
]);
export type VerdictDetail = Static<typeof VerdictDetail>;

/** Asks for the verdict from the calls of one campaign only. */
export const VerdictOfCampaign = Type.Object({ campaignId: Type.Optional(Id) });
