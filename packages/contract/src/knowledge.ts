import { entryFields, entryMoves, entryStates, tableFields } from '@everyline/domain';
import { Type, type Static } from 'typebox';

import {
  AtMs,
  CalendarDate,
  Id,
  Localised,
  nullable,
  pageOf,
  paging,
  ShortText,
  Who,
} from './schema.ts';

export const EntryStateWord = Type.Enum([...entryStates]);
export type EntryStateWord = Static<typeof EntryStateWord>;
export const EntryMoveWord = Type.Enum([...entryMoves]);
export type EntryMoveWord = Static<typeof EntryMoveWord>;
export const EntryFieldWord = Type.Enum([...entryFields]);
export type EntryFieldWord = Static<typeof EntryFieldWord>;

const AccountId = Type.String({ minLength: 1, maxLength: 100 });
const Ref = Type.Object({ id: Type.String(), name: Type.String() });
const Question = Type.String({ minLength: 1, maxLength: 1000 });
const Answer = Type.String({ maxLength: 20_000 });
const Count = Type.Integer({ minimum: 0 });
const Revision = Type.Integer({
  minimum: 1,
  description: 'Counts all that was done with the entry; a change names the one it saw.',
});
const Note = Type.String({ maxLength: 500 });

export const EntrySource = Type.Object({
  title: Type.String({ maxLength: 300 }),
  address: nullable(Type.String({ pattern: '^https?://[^\\s]+$', maxLength: 1000 })),
  documentId: nullable(Id),
  quotation: Type.String({ maxLength: 4000, description: 'Word for word, as the source has it.' }),
});

/** What an entry says. */
export const EntryContent = Type.Object({
  question: Question,
  paraphrases: Type.Array(Question, { maxItems: 100 }),
  shortAnswer: Type.String({ maxLength: 2000, description: 'To be spoken.' }),
  longAnswer: Type.String({ maxLength: 20_000, description: 'To be read.' }),
  departmentId: nullable(Id),
  category: Type.String({ maxLength: 200, description: 'A path of names, joined by /.' }),
  serviceItems: Type.Array(ShortText, { maxItems: 100 }),
  region: Type.String({ maxLength: 200, description: 'Empty: the whole city.' }),
  audience: Type.String({ maxLength: 200, description: 'Empty: everybody.' }),
  source: nullable(EntrySource),
  validFrom: nullable(CalendarDate),
  validUntil: nullable(CalendarDate),
  ownerId: nullable(AccountId),
  reviewerId: nullable(AccountId),
});
export type EntryContent = Static<typeof EntryContent>;

export const NewEntry = Type.Object({ content: EntryContent, note: Type.Optional(Note) });
export type NewEntry = Static<typeof NewEntry>;
export const EntryChange = Type.Object({ ...NewEntry.properties, revision: Revision });
export type EntryChange = Static<typeof EntryChange>;

export const EntryMoving = Type.Object({
  move: EntryMoveWord,
  revision: Revision,
  note: Type.Optional(Note),
});
export type EntryMoving = Static<typeof EntryMoving>;

/** The same move for several entries as they are now. */
export const EntriesMoving = Type.Object({
  move: EntryMoveWord,
  ids: Type.Array(Id, { minItems: 1, maxItems: 500, uniqueItems: true }),
  note: Type.Optional(Note),
});
export type EntriesMoving = Static<typeof EntriesMoving>;
export const EntriesMoved = Type.Object({
  moved: Count,
  refused: Type.Array(Type.Object({ id: Id, question: Type.String(), sentence: Type.String() })),
});
export type EntriesMoved = Static<typeof EntriesMoved>;

/** An entry as a list shows it: what its newest version says. */
export const EntryBrief = Type.Object({
  id: Id,
  question: Type.String(),
  answer: Type.String({ description: 'The short one, else the beginning of the long one.' }),
  state: EntryStateWord,
  inUse: Type.Boolean({ description: 'A published version of it holds today.' }),
  department: nullable(Ref),
  category: Type.String(),
  validUntil: nullable(CalendarDate),
  sourceLost: Type.Boolean({ description: 'Its quotation stands in the document no longer.' }),
  version: Type.Integer(),
  revision: Revision,
  changedAtMs: AtMs,
  changedBy: Who,
});
export type EntryBrief = Static<typeof EntryBrief>;
export const EntryPage = pageOf(EntryBrief);
export type EntryPage = Static<typeof EntryPage>;

const entryFilters = {
  q: Type.Optional(Type.String({ maxLength: 200 })),
  state: Type.Optional(Type.Array(EntryStateWord)),
  departmentId: Type.Optional(Type.String({ format: 'uuid', description: 'With its children.' })),
  category: Type.Optional(Type.String({ maxLength: 200, description: 'With those below it.' })),
  expiring: Type.Optional(Type.Boolean({ description: 'Published, and soon at its last day.' })),
  sourceLost: Type.Optional(Type.Boolean()),
  documentId: Type.Optional(Id),
};
export const EntryQuery = Type.Object({ ...entryFilters, ...paging });
export type EntryQuery = Static<typeof EntryQuery>;
export const EntryExportQuery = Type.Object({
  ...entryFilters,
  language: Type.Optional(Type.Enum(['zh-CN', 'en'])),
});
export type EntryExportQuery = Static<typeof EntryExportQuery>;

/** One thing that was done with an entry. */
export const EntryEvent = Type.Object({
  atMs: AtMs,
  by: Who,
  kind: Type.Enum(['written', ...entryMoves, 'source_lost', 'source_found']),
  version: Type.Integer(),
  note: Type.String(),
});

export const EntryDetail = Type.Object({
  ...EntryBrief.properties,
  content: EntryContent,
  owner: nullable(Ref),
  reviewer: nullable(Ref),
  document: nullable(Ref),
  published: nullable(
    Type.Object({
      version: Type.Integer(),
      validFrom: nullable(CalendarDate),
      validUntil: nullable(CalendarDate),
    }),
  ),
  events: Type.Array(EntryEvent, { description: 'The newest first.' }),
  mayEdit: Type.Boolean(),
  moves: Type.Array(EntryMoveWord, { description: 'What the one who asks may do with it now.' }),
  waitsForOther: Type.Boolean({
    description: 'Somebody else has to review or publish it: the one who asks wrote it.',
  }),
});
export type EntryDetail = Static<typeof EntryDetail>;

/** A version with what it changed against the one before. */
export const EntryVersion = Type.Object({
  version: Type.Integer(),
  atMs: AtMs,
  by: Who,
  note: Type.String(),
  changes: Type.Array(
    Type.Object({
      field: EntryFieldWord,
      parts: Type.Array(
        Type.Object({ kind: Type.Enum(['same', 'added', 'removed']), text: Type.String() }),
      ),
    }),
  ),
});
export type EntryVersion = Static<typeof EntryVersion>;
export const EntryVersions = pageOf(EntryVersion);
export type EntryVersions = Static<typeof EntryVersions>;
export const EntryVersionQuery = Type.Object(paging);
export type EntryVersionQuery = Static<typeof EntryVersionQuery>;

/** Categories that entries stand in, in the order of their paths. */
export const EntryCategories = Type.Array(Type.Object({ category: Type.String(), entries: Count }));
export type EntryCategories = Static<typeof EntryCategories>;

/** People who may own or review entries. */
export const KnowledgePeople = Type.Array(Ref);
export type KnowledgePeople = Static<typeof KnowledgePeople>;

export const KnowledgePolicy = Type.Object({
  twoPersons: Type.Boolean({
    description: 'Who wrote the last change may neither review nor publish it.',
  }),
  soonDays: Type.Integer({ minimum: 1, maximum: 365 }),
});
export type KnowledgePolicy = Static<typeof KnowledgePolicy>;

export const KnowledgeSearchQuery = Type.Object({
  q: Type.String({ minLength: 1, maxLength: 500 }),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
});
export type KnowledgeSearchQuery = Static<typeof KnowledgeSearchQuery>;

/** Published entries that hold today, best first. */
export const KnowledgeFound = Type.Object({
  hits: Type.Array(
    Type.Object({
      id: Id,
      version: Type.Integer(),
      question: Type.String(),
      shortAnswer: Type.String(),
      longAnswer: Answer,
      department: nullable(Ref),
      category: Type.String(),
      region: Type.String(),
      audience: Type.String(),
      source: nullable(EntrySource),
      validFrom: nullable(CalendarDate),
      validUntil: nullable(CalendarDate),
      score: Type.Number({ description: 'For the order within one question only.' }),
    }),
  ),
  searched: Type.Integer({ description: 'Entries in the index.' }),
  isWhole: Type.Boolean({
    description: 'False while the index is still filled, or where it is full.',
  }),
});
export type KnowledgeFound = Static<typeof KnowledgeFound>;

export const TableFieldWord = Type.Enum([...tableFields]);
export type TableFieldWord = Static<typeof TableFieldWord>;

/** Which column, counted from 0, holds which field. */
const TableMapping = Type.Partial(
  Type.Record(TableFieldWord, Type.Integer({ minimum: 0, maximum: 10_000 })),
);

/** `repeated`, `conflict`: an earlier row asks the same, with the same answer or another; `known…`: a stored entry does. */
export const ImportWordWord = Type.Enum([
  'new',
  'repeated',
  'conflict',
  'known',
  'known_conflict',
  'rejected',
]);
export type ImportWordWord = Static<typeof ImportWordWord>;

/** A table of questions and answers that was read, and what its import does. */
export const KnowledgeImport = Type.Object({
  id: Id,
  file: Type.String(),
  readAtMs: AtMs,
  readBy: Who,
  columns: Type.Array(Type.Object({ head: Type.String(), examples: Type.Array(Type.String()) })),
  rows: Count,
  unread: Type.Array(Localised),
  mapping: TableMapping,
  departmentId: nullable(Id),
  counts: nullable(Type.Record(ImportWordWord, Count)),
  appliedAtMs: nullable(AtMs),
});
export type KnowledgeImport = Static<typeof KnowledgeImport>;

export const KnowledgeMapping = Type.Object({
  mapping: TableMapping,
  departmentId: nullable(
    Type.String({ format: 'uuid', description: 'Of the rows that name no department.' }),
  ),
});
export type KnowledgeMapping = Static<typeof KnowledgeMapping>;

export const ImportRowQuery = Type.Object({ word: Type.Optional(ImportWordWord), ...paging });
export type ImportRowQuery = Static<typeof ImportRowQuery>;

export const KnowledgeImportRows = pageOf(
  Type.Object({
    sheet: nullable(Type.String()),
    row: Type.Integer(),
    word: ImportWordWord,
    question: Type.String(),
    answer: Type.String(),
    problem: nullable(Localised),
    sameRow: nullable(Type.Integer({ description: 'The row that asks the same and is kept.' })),
    entryId: nullable(Id),
  }),
);
export type KnowledgeImportRows = Static<typeof KnowledgeImportRows>;

/** A document that entries rest on, as a list shows it. */
export const KnowledgeDocumentView = Type.Object({
  id: Id,
  name: Type.String(),
  department: nullable(Ref),
  version: Type.Integer(),
  format: Type.String(),
  passages: Count,
  entries: Type.Integer({ minimum: 0, description: 'Entries that rest on it.' }),
  lost: Type.Integer({ minimum: 0, description: 'Those whose quotations it has no longer.' }),
  changedAtMs: AtMs,
  changedBy: Who,
});
export type KnowledgeDocumentView = Static<typeof KnowledgeDocumentView>;
export const KnowledgeDocumentPage = pageOf(KnowledgeDocumentView);
export type KnowledgeDocumentPage = Static<typeof KnowledgeDocumentPage>;
export const KnowledgeDocumentQuery = Type.Object(paging);
export const NewKnowledgeDocument = Type.Object({ departmentId: Type.Optional(Id) });

export const KnowledgeDocumentDetail = Type.Object({
  ...KnowledgeDocumentView.properties,
  versions: Type.Array(
    Type.Object({
      version: Type.Integer(),
      file: Type.String(),
      format: Type.String(),
      sha256: Type.String(),
      unread: Type.Array(Localised),
      passages: Count,
      atMs: AtMs,
      by: Who,
    }),
  ),
});
export type KnowledgeDocumentDetail = Static<typeof KnowledgeDocumentDetail>;

export const PassageQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 200 })),
  ...paging,
});
export type PassageQuery = Static<typeof PassageQuery>;

/** Pieces of the newest version with the headings above them; one behind the other they are its text. */
export const KnowledgePassages = pageOf(
  Type.Object({
    position: Count,
    headings: Type.Array(Type.String()),
    text: Type.String(),
  }),
);
export type KnowledgePassages = Static<typeof KnowledgePassages>;
