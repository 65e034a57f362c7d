import { Type, type Static } from 'typebox';

import { MenuWalkRules, PolicyRules } from './policies.ts';
import { AtMs, CalendarDate, Id, Localised, nullable, Share, ShortText } from './schema.ts';
import { Outcome, PurposeWord, TierWord, VerdictWord } from './vocabulary.ts';

/** Which lines a campaign probes; an empty scope means every line. */
export const CampaignScope = Type.Object({
  departmentIds: Type.Optional(Type.Array(Id, { maxItems: 1000 })),
  tiers: Type.Optional(Type.Array(TierWord)),
  purposes: Type.Optional(Type.Array(PurposeWord)),
  lineIds: Type.Optional(Type.Array(Id, { maxItems: 50_000 })),
  excludedLineIds: Type.Optional(Type.Array(Id, { maxItems: 50_000 })),
});
export type CampaignScope = Static<typeof CampaignScope>;

export const CampaignTargets = Type.Object({
  decidedShare: Share,
  healthyShare: Share,
});

export const CampaignState = Type.Enum(['draft', 'running', 'paused', 'finished']);
export type CampaignState = Static<typeof CampaignState>;

export const CampaignProgress = Type.Object({
  campaignId: Id,
  atMs: AtMs,
  state: CampaignState,
  lines: Type.Integer(),
  decided: Type.Integer(),
  calls: Type.Integer(),
  inProgress: Type.Integer(),
  refused: Type.Integer({ description: 'Probes that the guard did not allow.' }),
  callsPerMinute: Type.Number(),
  channels: Type.Integer(),
  verdicts: Type.Array(Type.Object({ verdict: VerdictWord, lines: Type.Integer() })),
  outcomes: Type.Array(Type.Object({ outcome: Outcome, calls: Type.Integer() })),
  waitingFor: nullable(Localised),
});
export type CampaignProgress = Static<typeof CampaignProgress>;

/** What the last walk through the menu of a campaign's line has found. */
export const CampaignMenu = Type.Object({
  lineId: Id,
  number: Type.String(),
  calls: Type.Integer(),
  startedAtMs: AtMs,
  finishedAtMs: nullable(AtMs),
  changes: nullable(
    Type.Integer({ description: 'Since the finished walk before; null without one.' }),
  ),
  depth: Type.Integer({ description: 'How many keys lead to the deepest place.' }),
  toPerson: nullable(
    Type.String({ description: 'The fewest keys to a person or a queue; empty: none are needed.' }),
  ),
});
export type CampaignMenu = Static<typeof CampaignMenu>;

export const Campaign = Type.Object({
  id: Id,
  name: Type.String(),
  state: CampaignState,
  scope: CampaignScope,
  policy: PolicyRules,
  trunkId: Id,
  trunkName: Type.String(),
  fromDate: CalendarDate,
  toDate: CalendarDate,
  targets: CampaignTargets,
  createdAtMs: AtMs,
  startedAtMs: nullable(AtMs),
  endedAtMs: nullable(AtMs),
  stateReason: nullable(Localised),
  progress: CampaignProgress,
  menus: nullable(Type.Array(CampaignMenu, { description: 'Null where no menus are walked.' })),
});
export type Campaign = Static<typeof Campaign>;

export const NewCampaign = Type.Object({
  name: ShortText,
  scope: CampaignScope,
  policy: Type.Optional(PolicyRules),
  policyId: Type.Optional(Id),
  menuWalks: Type.Optional(nullable(MenuWalkRules)),
  trunkId: Id,
  fromDate: CalendarDate,
  toDate: CalendarDate,
  targets: Type.Optional(CampaignTargets),
});
export type NewCampaign = Static<typeof NewCampaign>;

export const CampaignChange = Type.Partial(NewCampaign);
export type CampaignChange = Static<typeof CampaignChange>;
