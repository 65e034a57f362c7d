import { Type, type Static } from 'typebox';

import { ListingIssue } from './listing-issues.ts';
import { Listing, MarkedText, Position } from './listings.ts';
import {
  AtMs,
  CalendarDate,
  Id,
  Localised,
  nullable,
  pageOf,
  paging,
  ShortText,
} from './schema.ts';
import { ConflictKind, PurposeWord } from './vocabulary.ts';

export const Source = Type.Object({
  id: Id,
  name: Type.String(),
  format: Type.String({ description: 'xlsx, csv, html, docx, pdf, text, markdown, json, yaml.' }),
  origin: Type.String({ description: 'The path or address it was read from.' }),
  publishedOn: nullable(CalendarDate),
  areaCode: nullable(Type.String()),
  departmentId: nullable(Id),
  sha256: Type.String(),
  bytes: Type.Integer(),
  readAtMs: AtMs,
  state: Type.Enum(['reading', 'preview', 'imported', 'failed']),
  failure: nullable(Localised),
  listings: Type.Integer(),
  newNumbers: Type.Integer(),
  knownNumbers: Type.Integer(),
  conflicts: Type.Integer(),
  rejects: Type.Integer(),
});
export type Source = Static<typeof Source>;
export const SourcePage = pageOf(Source);

export const Reject = Type.Object({
  id: Id,
  sourceId: Id,
  sourceName: Type.String(),
  position: Position,
  raw: Type.String(),
  markedText: MarkedText,
  reason: Localised,
});
export type Reject = Static<typeof Reject>;
export const RejectPage = pageOf(Reject);

/** What an import would do, before it is confirmed. */
export const SourcePreview = Type.Object({
  source: Source,
  sample: Type.Array(Listing),
  rejects: Type.Array(Reject),
  sentence: Localised,
});
export type SourcePreview = Static<typeof SourcePreview>;

export const UploadQuery = Type.Object({
  areaCode: Type.Optional(Type.String({ pattern: '^0?[1-9]\\d{1,2}$|^10$|^010$' })),
  origin: Type.Optional(Type.String({ maxLength: 500 })),
});
export type UploadQuery = Static<typeof UploadQuery>;

export const ImportAddresses = Type.Object({
  addresses: Type.Array(Type.String({ format: 'uri', maxLength: 2000 }), {
    minItems: 1,
    maxItems: 1000,
  }),
  areaCode: Type.Optional(Type.String({ pattern: '^0?[1-9]\\d{1,2}$|^10$|^010$' })),
});
export type ImportAddresses = Static<typeof ImportAddresses>;

/** What stands against what in a conflict: a code with its data. */
export const ConflictDetail = Type.Union([
  Type.Object({ code: Type.Literal('owners'), owners: Type.Array(Type.String()) }),
  Type.Object({
    code: Type.Literal('numbers'),
    owner: nullable(Type.String()),
    service: nullable(Type.String()),
    numbers: Type.Array(Type.String()),
  }),
  Type.Object({
    code: Type.Literal('footer_owners'),
    number: Type.String(),
    owners: Type.Array(Type.String()),
  }),
  Type.Object({
    code: Type.Literal('footer_purposes'),
    number: Type.String(),
    purposes: Type.Array(PurposeWord),
  }),
  Type.Object({
    code: Type.Literal('area_code'),
    number: Type.String(),
    issues: Type.Array(ListingIssue),
  }),
  Type.Object({ code: Type.Literal('noted'), text: Type.String() }),
]);
export type ConflictDetail = Static<typeof ConflictDetail>;

export const Conflict = Type.Object({
  id: Id,
  kind: ConflictKind,
  sentence: Localised,
  detail: ConflictDetail,
  lineIds: Type.Array(Id),
  listings: Type.Array(Listing),
  foundAtMs: AtMs,
  resolvedAtMs: nullable(AtMs),
  resolvedBy: nullable(Type.String()),
  resolution: nullable(Type.String()),
});
export type Conflict = Static<typeof Conflict>;
export const ConflictPage = pageOf(Conflict);

export const ConflictQuery = Type.Object({
  sourceId: Type.Optional(Id),
  kind: Type.Optional(Type.Array(ConflictKind)),
  resolved: Type.Optional(Type.Boolean()),
  ...paging,
});
export type ConflictQuery = Static<typeof ConflictQuery>;

export const ResolveConflict = Type.Object({
  resolution: ShortText,
  keepListingId: Type.Optional(Id),
});
export type ResolveConflict = Static<typeof ResolveConflict>;

export const RejectQuery = Type.Object({ sourceId: Type.Optional(Id), ...paging });
export type RejectQuery = Static<typeof RejectQuery>;

export const SourceListingsQuery = Type.Object({
  status: Type.Optional(Type.Enum(['active', 'retired', 'malformed', 'undecided'])),
  ...paging,
});
export const ListingPage = pageOf(Listing);
