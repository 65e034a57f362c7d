import { Type, type Static } from 'typebox';

import { AnnouncementWord } from './announcements.ts';
import { AtMs, Id, LengthMs, Localised, nullable, pageOf, paging, Share, Who } from './schema.ts';
import { GuardReasonWord, HeardKind, Outcome } from './vocabulary.ts';

/** planned → dialling → done | interrupted; or refused by the guard. */
export const ProbeState = Type.Enum(['planned', 'refused', 'dialling', 'done', 'interrupted']);

export const Probe = Type.Object({
  id: Id,
  lineId: Id,
  number: Type.String(),
  display: Type.String(),
  campaignId: nullable(Id),
  trunkId: nullable(Id),
  state: ProbeState,
  plannedAtMs: AtMs,
  startedAtMs: nullable(AtMs),
  endedAtMs: nullable(AtMs),
  outcome: nullable(Outcome),
  confidence: nullable(Share),
  by: nullable(Type.Enum(['announcement', 'tone', 'cause', 'status', 'media', 'none'])),
  sipStatus: nullable(Type.Integer()),
  timeToPersonMs: nullable(LengthMs),
  keptMs: nullable(LengthMs),
  hasAudio: Type.Boolean(),
  virtualTime: Type.Boolean({ description: 'True where the call ran in simulated time.' }),
});
export type Probe = Static<typeof Probe>;
export const ProbePage = pageOf(Probe);
export type ProbePage = Static<typeof ProbePage>;

export const ProbeQuery = Type.Object({
  lineId: Type.Optional(Id),
  campaignId: Type.Optional(Id),
  outcome: Type.Optional(Type.Array(Outcome)),
  fromMs: Type.Optional(AtMs),
  toMs: Type.Optional(AtMs),
  state: Type.Optional(ProbeState),
  ...paging,
});
export type ProbeQuery = Static<typeof ProbeQuery>;

/** One message of the SIP ladder: `atMs` counts from the INVITE. */
export const LadderStep = Type.Object({
  atMs: Type.Number(),
  direction: Type.Enum(['out', 'in']),
  summary: Type.String(),
  text: Type.String(),
});
export type LadderStep = Static<typeof LadderStep>;

/** One stretch of what was heard; times count from the INVITE. */
export const HeardStretch = Type.Object({
  fromMs: Type.Number(),
  toMs: Type.Number(),
  kind: HeardKind,
  label: Type.String(),
  levelDbm0: Type.Number(),
  confidence: Share,
});
export type HeardStretch = Static<typeof HeardStretch>;

export const Reading = Type.Object({ outcome: Outcome, confidence: Share });

/** What can be counted and measured of a call; times count from the INVITE. */
export const CallFacts = Type.Object({
  rings: nullable(Type.Integer({ description: 'Ringback tones heard before the answer.' })),
  ringCadenceMs: nullable(
    Type.Array(Type.Number(), { description: 'One round of the ringback: sound, pause, …' }),
  ),
  answerDelayMs: nullable(LengthMs),
  hungUpAfterMs: nullable(LengthMs),
  deadAir: nullable(Type.Object({ fromMs: Type.Number(), lengthMs: LengthMs })),
  oneWay: nullable(
    Type.Enum(['no_packets', 'silent_packets', 'not_sent', 'lost_there'], {
      description: 'They sent nothing (the first two), or heard nothing (the others).',
    }),
  ),
  echo: nullable(
    Type.Object({
      delayMs: LengthMs,
      lossDb: Type.Number({ description: 'How much fainter our words came back.' }),
    }),
  ),
});
export type CallFacts = Static<typeof CallFacts>;

/** How a call followed its script; times count from the INVITE. */
export const FollowedScript = Type.Object({
  name: Type.String(),
  endedBy: Type.String({ description: 'What the call was ended by.' }),
  isComplete: Type.Boolean({ description: 'Whether it was worked off before the call was over.' }),
  steps: Type.Array(
    Type.Object({
      step: Type.Integer(),
      do: Type.String(),
      what: nullable(Type.String({ description: 'The keys, the audio or the mark.' })),
      fromMs: Type.Number(),
      toMs: Type.Number(),
      endedBy: Type.String(),
    }),
  ),
  stretches: Type.Array(
    Type.Object({
      keys: Type.String({ description: 'All keys pressed before it, in order.' }),
      fromMs: Type.Number(),
      toMs: Type.Number(),
      heard: Type.Array(HeardStretch),
    }),
  ),
});
export type FollowedScript = Static<typeof FollowedScript>;

export const ProbeDetail = Type.Object({
  probe: Probe,
  guard: nullable(
    Type.Object({
      allowed: Type.Boolean(),
      reason: nullable(GuardReasonWord),
      sentence: nullable(Localised),
      askedAtMs: AtMs,
      retryAtMs: nullable(AtMs),
    }),
  ),
  ladder: Type.Array(LadderStep),
  q850: Type.Array(Type.Object({ cause: Type.Integer(), text: nullable(Type.String()) })),
  sip: nullable(Type.Object({ status: nullable(Type.Integer()), reason: nullable(Type.String()) })),
  /** Why no INVITE left: the trunk's fault, in words; such a call counts for no limit. */
  unplaced: nullable(Localised),
  timings: nullable(
    Type.Object({
      postDialDelayMs: nullable(LengthMs),
      postDialDelayBy: nullable(Type.Enum(['180', '183', 'ringback', 'announcement'])),
      ringMs: nullable(LengthMs),
      answerMs: nullable(LengthMs),
      endMs: nullable(LengthMs),
    }),
  ),
  heard: Type.Array(HeardStretch),
  readings: Type.Object({
    announcement: Type.Optional(Reading),
    tone: Type.Optional(Reading),
    cause: Type.Optional(Reading),
    status: Type.Optional(Reading),
    media: Type.Optional(Reading),
  }),
  media: nullable(
    Type.Object({
      packets: Type.Integer(),
      lost: Type.Integer(),
      late: Type.Integer(),
      jitterMs: Type.Number(),
      payloadType: nullable(Type.Integer()),
    }),
  ),
  facts: nullable(CallFacts),
  script: nullable(FollowedScript),
  waveform: nullable(
    Type.Object({
      fromMs: Type.Number({ description: 'Time of the first peak, counted from the INVITE.' }),
      stepMs: Type.Number(),
      peaks: Type.Array(Share, { description: 'Largest sample of each step, 1 = full scale.' }),
    }),
  ),
  audioUrl: nullable(Type.String({ description: 'audio/wav, 8,000 Hz mono.' })),
  announcementId: nullable(Id),
  announcements: Type.Array(
    Type.Object({
      id: Id,
      word: nullable(AnnouncementWord),
      fromMs: Type.Number(),
      toMs: Type.Number(),
    }),
    { description: 'Known recordings heard in the call; times count from the INVITE.' },
  ),
  reread: nullable(Type.Object({ firstOutcome: Outcome, atMs: AtMs, by: Who })),
});
export type ProbeDetail = Static<typeof ProbeDetail>;
