import { announcementLabels, announcementWords } from '@everyline/domain';
import { Type, type Static } from 'typebox';

import { AtMs, Id, LengthMs, Localised, nullable, pageOf, paging, Who } from './schema.ts';
import { Outcome } from './vocabulary.ts';

/** What an announcement says, or `no_announcement`: a live voice, music, noise. */
export const AnnouncementWord = Type.Enum([...announcementWords]);
export type AnnouncementWord = Static<typeof AnnouncementWord>;
export const AnnouncementLabel = Type.Enum([...announcementLabels]);
export type AnnouncementLabel = Static<typeof AnnouncementLabel>;

export const AnnouncementStateWord = Type.Enum(['unlabelled', 'proposed', 'labelled', 'dismissed']);
export type AnnouncementStateWord = Static<typeof AnnouncementStateWord>;

/** A recording that was heard in several calls, or came in another city’s file. Counts are of the own scope. */
export const Announcement = Type.Object({
  id: Id,
  state: AnnouncementStateWord,
  word: nullable(AnnouncementWord),
  labelledBy: nullable(Who),
  labelledAtMs: nullable(AtMs),
  proposal: nullable(
    Type.Object({
      label: AnnouncementLabel,
      origin: Type.String({ description: 'The city whose file says so.' }),
    }),
  ),
  text: Type.String({ description: 'What it says, word for word, where somebody wrote it down.' }),
  calls: Type.Integer(),
  numbers: Type.Integer({ description: 'Dialled numbers on which it was heard.' }),
  beforeAnswer: Type.Integer({ description: 'Calls in which it began before the answer.' }),
  firstHeardAtMs: nullable(AtMs),
  lastHeardAtMs: nullable(AtMs),
  trunks: Type.Array(Type.String()),
  importedCalls: Type.Integer({ description: 'Calls of the cities from whose files it came.' }),
  importedNumbers: Type.Integer(),
  sampleLengthMs: nullable(LengthMs),
  audioUrl: nullable(Type.String({ description: 'audio/wav of the best sample.' })),
  outcomes: Type.Array(
    Type.Object({ outcome: Outcome, calls: Type.Integer(), numbers: Type.Integer() }),
    { description: 'How the calls with it are read now.' },
  ),
  exportedAtMs: nullable(AtMs),
});
export type Announcement = Static<typeof Announcement>;

export const AnnouncementProgress = Type.Object({
  unlabelled: Type.Integer(),
  proposed: Type.Integer(),
  labelled: Type.Integer(),
  dismissed: Type.Integer(),
  numbersWaiting: Type.Integer({ description: 'Numbers with a recording that has no word yet.' }),
  labelledToday: Type.Integer(),
});
export type AnnouncementProgress = Static<typeof AnnouncementProgress>;

export const AnnouncementPage = Type.Object({
  ...pageOf(Announcement).properties,
  progress: AnnouncementProgress,
});
export type AnnouncementPage = Static<typeof AnnouncementPage>;

export const AnnouncementQuery = Type.Object({
  state: Type.Optional(AnnouncementStateWord),
  word: Type.Optional(AnnouncementWord),
  q: Type.Optional(Type.String({ maxLength: 200 })),
  ...paging,
});
export type AnnouncementQuery = Static<typeof AnnouncementQuery>;

/** What a word would do to the calls on record. */
export const AnnouncementEffect = Type.Object({
  word: AnnouncementWord,
  changes: Type.Array(
    Type.Object({
      from: Outcome,
      to: Outcome,
      calls: Type.Integer(),
      numbers: Type.Integer(),
    }),
  ),
});
export type AnnouncementEffect = Static<typeof AnnouncementEffect>;

export const AnnouncementDetail = Type.Object({
  announcement: Announcement,
  heard: Type.Array(
    Type.Object({
      probeId: Id,
      lineId: Id,
      display: Type.String(),
      atMs: AtMs,
      fromMs: Type.Number(),
      toMs: Type.Number(),
      outcome: Outcome,
    }),
    { description: 'The latest calls with it.' },
  ),
  effects: Type.Array(AnnouncementEffect),
});
export type AnnouncementDetail = Static<typeof AnnouncementDetail>;

export const LabelAnnouncement = Type.Object({
  word: AnnouncementWord,
  text: Type.Optional(Type.String({ maxLength: 2_000 })),
});
export type LabelAnnouncement = Static<typeof LabelAnnouncement>;

/** A changed announcement, with what the change did to the calls on record. */
export const AnnouncementChanged = Type.Object({
  announcement: Announcement,
  callsReread: Type.Integer(),
  linesDue: Type.Integer({ description: 'Lines whose verdict is renewed next.' }),
});
export type AnnouncementChanged = Static<typeof AnnouncementChanged>;

export const MergeAnnouncement = Type.Object({ into: Id });
export const SplitAnnouncement = Type.Object({
  probeIds: Type.Array(Id, { minItems: 1, maxItems: 1_000 }),
});

export const AnnouncementExportQuery = Type.Object({
  licence: Type.Optional(Type.String({ maxLength: 500 })),
});
export const AnnouncementImportQuery = Type.Object({
  accept: Type.Optional(
    Type.Boolean({ description: 'Take over labels that contradict nothing, without a hearing.' }),
  ),
});

/** What an imported file brought. */
export const AnnouncementImport = Type.Object({
  origin: Type.String(),
  added: Type.Integer({ description: 'Not heard here yet.' }),
  known: Type.Integer({ description: 'Heard here and labelled the same.' }),
  proposed: Type.Integer({ description: 'Heard here and unlabelled so far.' }),
  accepted: Type.Integer({ description: 'Labelled at once, as was asked.' }),
  conflicts: Type.Array(
    Type.Object({
      place: Type.String(),
      id: Id,
      ours: AnnouncementWord,
      theirs: AnnouncementLabel,
    }),
  ),
  rejected: Type.Array(Type.Object({ place: Type.String(), reason: Localised })),
});
export type AnnouncementImport = Static<typeof AnnouncementImport>;
