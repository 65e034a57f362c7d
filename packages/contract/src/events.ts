import { Type, type Static } from 'typebox';

import { CaseStateWord } from './cases.ts';
import { CampaignProgress } from './campaigns.ts';
import { ConversationStateWord } from './conversations.ts';
import { Probe } from './probes.ts';
import { AtMs, Id, Localised, nullable } from './schema.ts';
import { StopState } from './trunks.ts';
import { VerdictSummary } from './verdicts.ts';
import { TicketStateWord } from './vocabulary.ts';

/** What /api/events tells while it happens; the `event:` field of the stream carries `type`. */
export const LiveEvent = Type.Union([
  Type.Object({ type: Type.Literal('campaign.progress'), progress: CampaignProgress }),
  Type.Object({ type: Type.Literal('probe.started'), probe: Probe }),
  Type.Object({ type: Type.Literal('probe.finished'), probe: Probe }),
  Type.Object({
    type: Type.Literal('verdict.changed'),
    lineId: Id,
    verdict: VerdictSummary,
  }),
  Type.Object({
    type: Type.Literal('ticket.changed'),
    ticketId: Id,
    state: TicketStateWord,
  }),
  Type.Object({
    type: Type.Literal('case.changed'),
    caseId: Id,
    state: CaseStateWord,
  }),
  Type.Object({
    type: Type.Literal('conversation.changed'),
    conversationId: Id,
    state: ConversationStateWord,
  }),
  Type.Object({
    type: Type.Literal('source.progress'),
    sourceId: Id,
    readBytes: Type.Integer(),
    totalBytes: nullable(Type.Integer()),
    listings: Type.Integer(),
    state: Type.Enum(['reading', 'preview', 'imported', 'failed']),
  }),
  Type.Object({ type: Type.Literal('announcement.changed'), announcementId: Id }),
  Type.Object({ type: Type.Literal('knowledge.changed'), entryId: Id }),
  Type.Object({ type: Type.Literal('trunk.changed'), trunkId: Id }),
  Type.Object({ type: Type.Literal('stop.changed'), stop: StopState }),
  Type.Object({ type: Type.Literal('alarm'), atMs: AtMs, sentence: Localised }),
]);
export type LiveEvent = Static<typeof LiveEvent>;

export const EventsQuery = Type.Object({
  campaignId: Type.Optional(Id),
});
