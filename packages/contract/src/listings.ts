import { Type, type Static } from 'typebox';

import { ListingIssue } from './listing-issues.ts';
import { AtMs, Id, nullable } from './schema.ts';
import { NumberTypeWord, PurposeWord } from './vocabulary.ts';

/** Where in its source a listing stands; only what the kind of source has is given. */
export const Position = Type.Object({
  line: Type.Optional(Type.Integer()),
  column: Type.Optional(Type.Integer()),
  page: Type.Optional(Type.Integer()),
  sheet: Type.Optional(Type.String()),
  row: Type.Optional(Type.Integer()),
  cell: Type.Optional(Type.String()),
  path: Type.Optional(Type.String()),
  offset: Type.Optional(Type.Integer()),
});
export type Position = Static<typeof Position>;

/** The text around a number as it was written: `before` + `mark` + `after`. */
export const MarkedText = Type.Object({
  before: Type.String(),
  mark: Type.String(),
  after: Type.String(),
});
export type MarkedText = Static<typeof MarkedText>;

export const Listing = Type.Object({
  id: Id,
  sourceId: Id,
  sourceName: Type.String(),
  sourceOrigin: Type.String(),
  readAtMs: AtMs,
  raw: Type.String(),
  number: nullable(Type.String()),
  extension: nullable(Type.String()),
  numberType: nullable(NumberTypeWord),
  purpose: PurposeWord,
  owner: nullable(Type.String()),
  service: nullable(Type.String()),
  hours: nullable(Type.String()),
  position: Position,
  markedText: MarkedText,
  areaCodeInferred: Type.Boolean(),
  status: Type.Enum(['active', 'retired', 'malformed', 'undecided']),
  issues: Type.Array(ListingIssue),
  lineId: nullable(Id),
});
export type Listing = Static<typeof Listing>;
