import { Type, type Static } from 'typebox';

import { WeeklyHours } from './hours.ts';
import { AtMs, Id, nullable, pageOf, paging } from './schema.ts';

export const ClearanceScope = Type.Union([
  Type.Object({ kind: Type.Literal('line'), lineId: Id }),
  Type.Object({ kind: Type.Literal('department'), departmentId: Id, withSubtree: Type.Boolean() }),
  Type.Object({
    kind: Type.Literal('list'),
    name: Type.String({ minLength: 1, maxLength: 200 }),
    numbers: Type.Array(Type.String({ maxLength: 60 }), { minItems: 1, maxItems: 50_000 }),
  }),
]);
export type ClearanceScope = Static<typeof ClearanceScope>;

export const ClearanceBrief = Type.Object({
  id: Id,
  scope: Type.Enum(['line', 'department', 'list']),
  givenBy: Type.String(),
  basis: Type.String({ description: 'The written basis: document, number, date.' }),
  validFromMs: AtMs,
  validToMs: nullable(AtMs),
  hours: nullable(WeeklyHours),
  maxPerDay: nullable(Type.Integer()),
  minSpacingMs: nullable(Type.Integer()),
  withdrawnAtMs: nullable(AtMs),
  withdrawnReason: nullable(Type.String()),
});
export type ClearanceBrief = Static<typeof ClearanceBrief>;

export const Clearance = Type.Intersect([
  ClearanceBrief,
  Type.Object({
    departmentId: nullable(Id),
    departmentName: nullable(Type.String()),
    lineId: nullable(Id),
    lineDisplay: nullable(Type.String()),
    lines: Type.Integer({ description: 'Lines that it covers now.' }),
    createdAtMs: AtMs,
  }),
]);
export type Clearance = Static<typeof Clearance>;
export const ClearancePage = pageOf(Clearance);

export const ClearanceQuery = Type.Object({
  departmentId: Type.Optional(Id),
  lineId: Type.Optional(Id),
  valid: Type.Optional(Type.Boolean()),
  ...paging,
});
export type ClearanceQuery = Static<typeof ClearanceQuery>;

export const NewClearance = Type.Object({
  scope: ClearanceScope,
  givenBy: Type.String({ minLength: 1, maxLength: 200 }),
  basis: Type.String({ minLength: 2, maxLength: 1000 }),
  validFromMs: Type.Optional(AtMs),
  validToMs: Type.Optional(nullable(AtMs)),
  hours: Type.Optional(nullable(WeeklyHours)),
  maxPerDay: Type.Optional(nullable(Type.Integer({ minimum: 1, maximum: 24 }))),
  minSpacingMs: Type.Optional(nullable(Type.Integer({ minimum: 60_000, maximum: 604_800_000 }))),
});
export type NewClearance = Static<typeof NewClearance>;

/** What giving a clearance did: lines that no one can clear are named, not silently left out. */
export const ClearanceGiven = Type.Object({
  clearance: Clearance,
  cleared: Type.Integer(),
  refused: Type.Array(
    Type.Object({
      number: Type.String(),
      reason: Type.Enum(['protected', 'objected', 'unknown_number', 'outside_scope', 'needs_line']),
    }),
  ),
});
export type ClearanceGiven = Static<typeof ClearanceGiven>;

export const WithdrawClearance = Type.Object({
  reason: Type.String({ minLength: 1, maxLength: 1000 }),
});

export const Objection = Type.Object({
  id: Id,
  number: nullable(Type.String()),
  departmentName: nullable(Type.String()),
  by: Type.Enum(['callee', 'office']),
  note: Type.String(),
  recordedAtMs: AtMs,
  recordedBy: Type.String(),
  withdrawnAtMs: nullable(AtMs),
});
export type Objection = Static<typeof Objection>;
export const ObjectionPage = pageOf(Objection);

export const NewObjection = Type.Object({
  number: Type.Optional(Type.String({ minLength: 3, maxLength: 60 })),
  departmentId: Type.Optional(Id),
  by: Type.Enum(['callee', 'office']),
  note: Type.String({ minLength: 1, maxLength: 1000 }),
});
export type NewObjection = Static<typeof NewObjection>;

export const PagingQuery = Type.Object(paging);
