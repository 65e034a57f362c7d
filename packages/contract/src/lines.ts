import { Type, type Static } from 'typebox';

import { LineCause } from './causes.ts';
import { ClearanceBrief } from './clearances.ts';
import { DepartmentRef } from './departments.ts';
import { Keeper } from './keepers.ts';
import { Listing } from './listings.ts';
import { AtMs, Id, Localised, nullable, pageOf, paging, ShortText } from './schema.ts';
import { VerdictDetail, VerdictSummary } from './verdicts.ts';
import { NumberTypeWord, Outcome, PurposeWord, TierWord, VerdictWord } from './vocabulary.ts';

export const Line = Type.Object({
  id: Id,
  number: Type.String({ description: 'E.164, or the bare digits of a short code.' }),
  areaCode: nullable(Type.String({ description: 'Calling area of a short code.' })),
  extension: nullable(Type.String()),
  display: Type.String({ description: 'As people write it, e.g. 028-6188 1111 转 8012.' }),
  numberType: NumberTypeWord,
  purpose: PurposeWord,
  department: nullable(DepartmentRef),
  keeper: nullable(Keeper),
  serviceItems: Type.Array(Type.String()),
  publishedHours: nullable(Type.String()),
  tier: TierWord,
  seats: nullable(Type.Integer()),
  owner: nullable(Type.String({ description: 'Owner as published.' })),
  state: Type.Enum(['active', 'retired', 'undecided']),
  sample: Type.Boolean(),
  verdict: VerdictSummary,
  lastProbe: nullable(Type.Object({ id: Id, atMs: AtMs, outcome: Outcome })),
  clearance: Type.Enum(['cleared', 'not_cleared', 'withdrawn', 'objected', 'protected']),
  listings: Type.Integer(),
  conflicts: Type.Integer(),
  openTicketId: nullable(Id),
});
export type Line = Static<typeof Line>;

export const LinePage = pageOf(Line);
export type LinePage = Static<typeof LinePage>;

const filters = {
  q: Type.Optional(
    Type.String({ maxLength: 100, description: 'Part of a number, department or service.' }),
  ),
  verdict: Type.Optional(Type.Array(VerdictWord)),
  departmentId: Type.Optional(Type.String({ format: 'uuid', description: 'With its children.' })),
  purpose: Type.Optional(Type.Array(PurposeWord)),
  numberType: Type.Optional(Type.Array(NumberTypeWord)),
  tier: Type.Optional(Type.Array(TierWord)),
  clearance: Type.Optional(
    Type.Enum(['cleared', 'not_cleared', 'withdrawn', 'objected', 'protected']),
  ),
  conflicting: Type.Optional(Type.Boolean()),
  ticketed: Type.Optional(Type.Boolean()),
  unkept: Type.Optional(Type.Boolean({ description: 'Only lines without a named keeper.' })),
  campaignId: Type.Optional(Id),
  language: Type.Optional(Type.Enum(['zh-CN', 'en'])),
  sort: Type.Optional(
    Type.Enum(['number', 'department', 'verdict', 'reachRate', 'lastProbe', 'tier', 'attempts']),
  ),
  order: Type.Optional(Type.Enum(['asc', 'desc'])),
};

export const LineQuery = Type.Object({ ...filters, ...paging });
export type LineQuery = Static<typeof LineQuery>;

export const LineExportQuery = Type.Object(filters);
export type LineExportQuery = Static<typeof LineExportQuery>;

export const NewLine = Type.Object({
  number: Type.String({ minLength: 3, maxLength: 40 }),
  areaCode: Type.Optional(nullable(Type.String({ maxLength: 4 }))),
  departmentId: Type.Optional(nullable(Id)),
  purpose: Type.Optional(PurposeWord),
  serviceItems: Type.Optional(Type.Array(ShortText, { maxItems: 500 })),
  publishedHours: Type.Optional(nullable(Type.String({ maxLength: 300 }))),
  tier: Type.Optional(TierWord),
  seats: Type.Optional(nullable(Type.Integer({ minimum: 0, maximum: 100_000 }))),
});
export type NewLine = Static<typeof NewLine>;

export const LineChange = Type.Object({
  departmentId: Type.Optional(nullable(Id)),
  purpose: Type.Optional(PurposeWord),
  serviceItems: Type.Optional(Type.Array(ShortText, { maxItems: 500 })),
  publishedHours: Type.Optional(nullable(Type.String({ maxLength: 300 }))),
  tier: Type.Optional(TierWord),
  seats: Type.Optional(nullable(Type.Integer({ minimum: 0, maximum: 100_000 }))),
});
export type LineChange = Static<typeof LineChange>;

export const LineDetail = Type.Object({
  line: Line,
  verdict: VerdictDetail,
  cause: nullable(LineCause),
  listings: Type.Array(Listing),
  conflicts: Type.Array(
    Type.Object({ id: Id, kind: Type.String(), sentence: Localised, resolvedAtMs: nullable(AtMs) }),
  ),
  clearances: Type.Array(ClearanceBrief),
  nextProbeAtMs: nullable(AtMs),
  whyNotDialled: nullable(Localised),
});
export type LineDetail = Static<typeof LineDetail>;
