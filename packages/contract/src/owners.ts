import { disputeKinds, ownerStandings, ownerWords, versionedFacts } from '@everyline/domain';
import { Type, type Static } from 'typebox';

import { DepartmentRef } from './departments.ts';
import { Keeper } from './keepers.ts';
import { Listing } from './listings.ts';
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
import { PurposeWord } from './vocabulary.ts';

export const OwnerStandingWord = Type.Enum([...ownerStandings]);
export const DisputeKindWord = Type.Enum([...disputeKinds]);
export type DisputeKindWord = Static<typeof DisputeKindWord>;

const Version = Type.Integer({
  minimum: 1,
  description: 'The version of the line that was shown.',
});

/** The rules of owners as data. */
export const OwnerPolicy = Type.Object({
  asking: Type.Boolean(),
  validDays: Type.Integer({ minimum: 7, maximum: 1_000 }),
  firstDays: Type.Integer({ minimum: 1, maximum: 365 }),
  remindBeforeDays: Type.Integer({ minimum: 0, maximum: 90 }),
  remindAfterDays: Type.Integer({ minimum: 0, maximum: 90 }),
  silenceWorkingDays: nullable(Type.Integer({ minimum: 1, maximum: 250 })),
  reportWithinWorkingDays: Type.Integer({ minimum: 1, maximum: 250 }),
  linkDays: Type.Integer({ minimum: 1, maximum: 365 }),
});
export type OwnerPolicy = Static<typeof OwnerPolicy>;

const dispute = {
  kind: DisputeKindWord,
  note: Type.String({ maxLength: 1_000 }),
  whose: Type.Optional(Type.String({ maxLength: 200 })),
  hours: Type.Optional(Type.String({ maxLength: 300 })),
  services: Type.Optional(Type.Array(ShortText, { maxItems: 100 })),
  number: Type.Optional(Type.String({ maxLength: 40 })),
  sinceDay: Type.Optional(CalendarDate),
};
export const Dispute = Type.Object(dispute);

export const NewOwnerAnswer = Type.Union([
  Type.Object({ word: Type.Literal('confirmed'), version: Version }),
  Type.Object({ word: Type.Literal('disputed'), version: Version, dispute: Dispute }),
]);
export type NewOwnerAnswer = Static<typeof NewOwnerAnswer>;
export const Answering = Type.Object({ answer: NewOwnerAnswer });

/** What an owner said of a line. */
export const OwnerAnswer = Type.Object({
  word: Type.Enum([...ownerWords]),
  version: Type.Integer(),
  atMs: AtMs,
  by: Type.String(),
  byLink: Type.Boolean(),
  validToMs: nullable(AtMs),
  dispute: nullable(Dispute),
});
export type OwnerAnswer = Static<typeof OwnerAnswer>;

/** What is published of a line, and how that stands with its owner: all that a link shows. */
const published = {
  lineId: Id,
  version: Type.Integer(),
  display: Type.String(),
  serviceItems: Type.Array(Type.String()),
  publishedHours: nullable(Type.String()),
  purpose: PurposeWord,
  standing: OwnerStandingWord,
  dueAtMs: nullable(AtMs),
  answeredAtMs: nullable(AtMs),
  disputed: nullable(DisputeKindWord),
};
export const PublishedLine = Type.Object(published);
export type PublishedLine = Static<typeof PublishedLine>;

export const OwnLine = Type.Object({
  ...published,
  department: nullable(DepartmentRef),
  keeper: nullable(Keeper),
  clearance: Type.Enum(['cleared', 'not_cleared', 'withdrawn', 'objected', 'protected']),
  clearanceIds: Type.Array(Id, { description: 'Clearances given for this line by name.' }),
  objectionIds: Type.Array(Id, { description: 'Objections of the office to this number.' }),
});
export type OwnLine = Static<typeof OwnLine>;

export const OwnLineQuery = Type.Object({
  departmentId: Type.Optional(Type.String({ format: 'uuid', description: 'With its children.' })),
  open: Type.Optional(Type.Boolean({ description: 'Only what waits for an answer.' })),
  ...paging,
});
export type OwnLineQuery = Static<typeof OwnLineQuery>;

export const OwnLines = Type.Object({
  ...pageOf(OwnLine).properties,
  waiting: Type.Integer({ description: 'Lines that wait for an answer.' }),
  all: Type.Integer(),
  validDays: Type.Integer(),
  testCallsFrom: Type.Array(Type.String(), { description: 'Numbers that test calls show.' }),
  testCallsSay: Type.String(),
});
export type OwnLines = Static<typeof OwnLines>;

/** How far the lines of an office are confirmed. */
export const OwnerProgress = Type.Object({
  department: DepartmentRef,
  lines: Type.Integer(),
  kept: Type.Integer(),
  confirmed: Type.Integer(),
  disputed: Type.Integer(),
  overdue: Type.Integer(),
});
export type OwnerProgress = Static<typeof OwnerProgress>;

/** A line that nobody answers for, or that its office says is another's. */
export const UnownedLine = Type.Object({
  lineId: Id,
  display: Type.String(),
  owner: nullable(Type.String({ description: 'Owner as published.' })),
  serviceItems: Type.Array(Type.String()),
  purpose: PurposeWord,
  listings: Type.Integer(),
  department: nullable(DepartmentRef),
  denied: nullable(Type.Object({ whose: Type.String(), note: Type.String(), atMs: AtMs })),
  suggested: nullable(DepartmentRef),
});
export type UnownedLine = Static<typeof UnownedLine>;
export const UnownedPage = pageOf(UnownedLine);

export const UnownedQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 100 })),
  ...paging,
});
export type UnownedQuery = Static<typeof UnownedQuery>;

export const TakeLines = Type.Object({
  lineIds: Type.Array(Id, { minItems: 1, maxItems: 200, uniqueItems: true }),
  departmentId: Id,
});
export type TakeLines = Static<typeof TakeLines>;

/** One place in which a number is published that has ended: for whoever publishes it to correct. */
export const StillPublished = Type.Object({
  lineId: Id,
  display: Type.String(),
  department: nullable(DepartmentRef),
  endedAtMs: nullable(AtMs),
  successor: nullable(Type.Object({ lineId: Id, display: Type.String() })),
  listing: Listing,
});
export type StillPublished = Static<typeof StillPublished>;

export const StillPublishedQuery = Type.Object({
  lineId: Type.Optional(Type.String({ format: 'uuid', description: 'Only of this line.' })),
  ...paging,
});
export type StillPublishedQuery = Static<typeof StillPublishedQuery>;

/** A personal link, by which a keeper without an account answers. */
export const OwnerLink = Type.Object({
  id: Id,
  keeper: Keeper,
  department: DepartmentRef,
  lines: Type.Integer(),
  createdAtMs: AtMs,
  createdBy: Type.String(),
  expiresAtMs: AtMs,
  usedAtMs: nullable(AtMs),
});
export type OwnerLink = Static<typeof OwnerLink>;

export const NewOwnerLink = Type.Object({
  keeperId: Id,
  send: Type.Boolean({ description: 'Sends it to the keeper’s e-mail.' }),
});
export type NewOwnerLink = Static<typeof NewOwnerLink>;

export const OwnerLinkMade = Type.Object({
  link: OwnerLink,
  secret: Type.String({ description: 'Stands behind /confirm# in the address.' }),
  mail: nullable(Type.Object({ sent: Type.Boolean(), sentence: Localised })),
});
export type OwnerLinkMade = Static<typeof OwnerLinkMade>;

const secret = Type.String({ minLength: 20, maxLength: 200 });
export const LinkLook = Type.Object({ secret });
export const LinkAnswer = Type.Object({ secret, lineId: Id, answer: NewOwnerAnswer });

export const LinkShown = Type.Object({
  cityName: Type.String(),
  timeZone: Type.String(),
  forWhom: Type.String(),
  department: Type.String(),
  expiresAtMs: AtMs,
  validDays: Type.Integer(),
  lines: Type.Array(PublishedLine),
});
export type LinkShown = Static<typeof LinkShown>;

/** One version of a line: what changed, who changed it and why. */
export const LineVersion = Type.Object({
  version: Type.Integer(),
  atMs: AtMs,
  by: Type.String(),
  reason: Type.String(),
  sinceDay: nullable(CalendarDate),
  lateWorkingDays: Type.Integer(),
  changes: Type.Array(
    Type.Object({
      fact: Type.Enum([...versionedFacts]),
      before: nullable(Type.String()),
      after: nullable(Type.String()),
    }),
  ),
  successor: nullable(Type.Object({ lineId: Id, display: Type.String() })),
});
export type LineVersion = Static<typeof LineVersion>;

export const LineHistory = Type.Object({
  version: Type.Integer(),
  standing: OwnerStandingWord,
  dueAtMs: nullable(AtMs),
  versions: Type.Array(LineVersion),
  answers: Type.Array(OwnerAnswer),
});
export type LineHistory = Static<typeof LineHistory>;
