import { conversationChannels, conversationStates, mostMessageLetters } from '@everyline/domain';
import { Type, type Static } from 'typebox';

import { AtMs, CalendarDate, Id, Localised, nullable, pageOf, paging, Share } from './schema.ts';
import { Language } from './session.ts';

export const ConversationChannelWord = Type.Enum([...conversationChannels]);
export type ConversationChannelWord = Static<typeof ConversationChannelWord>;
export const ConversationStateWord = Type.Enum([...conversationStates]);
export type ConversationStateWord = Static<typeof ConversationStateWord>;

const MessageText = Type.String({
  minLength: 1,
  maxLength: mostMessageLetters,
  description: 'Personal numbers in it are masked before anything is kept.',
});
const ClientKey = Type.String({
  pattern: '^[A-Za-z0-9_-]{8,64}$',
  description: 'Chosen by the client; a message that is sent again with it counts once.',
});
const Region = Type.String({ maxLength: 60, description: 'The district of who asks.' });

/** What an answer rests on: a version of a published entry, or what is published and measured of a line. */
export const AnswerCitation = Type.Object({
  kind: Type.Enum(['entry', 'line']),
  id: Id,
  version: nullable(Type.Integer()),
  title: Type.String(),
  quotation: Type.String(),
  source: nullable(Type.String()),
  region: Type.String(),
  audience: Type.String(),
  validFrom: nullable(CalendarDate),
  validUntil: nullable(CalendarDate),
});
export type AnswerCitation = Static<typeof AnswerCitation>;

export const messageAuthors = ['citizen', 'machine', 'person', 'service'] as const;
/** `text` is what people write; the others are what the program says. */
export const messageKinds = ['text', 'answer', 'question', 'abstained', 'notice'] as const;

const messageFields = {
  position: Type.Integer({ minimum: 1, description: 'Counts from 1 within the conversation.' }),
  atMs: AtMs,
  from: Type.Enum([...messageAuthors], {
    description: '`service` is what the program says of the conversation itself.',
  }),
  kind: Type.Enum([...messageKinds]),
  text: Type.String(),
  citations: Type.Array(AnswerCitation),
  choices: Type.Array(Type.String(), {
    description: 'Of a question asked back: what can be sent as the next message.',
  }),
};

export const PublicMessage = Type.Object(messageFields);
export type PublicMessage = Static<typeof PublicMessage>;

/** A conversation as the citizen sees it. */
export const PublicConversation = Type.Object({
  id: Id,
  state: ConversationStateWord,
  channel: ConversationChannelWord,
  language: Language,
  startedAtMs: AtMs,
  messages: Type.Array(PublicMessage, { description: 'Those after the position asked for.' }),
  lastPosition: Type.Integer({ minimum: 0 }),
  notice: nullable(
    Type.String({ description: 'While a person is waited for: what holds now, in its language.' }),
  ),
  solved: nullable(Type.Boolean()),
});
export type PublicConversation = Static<typeof PublicConversation>;

export const NewConversation = Type.Object({
  channel: Type.Optional(
    Type.Enum(['portal', 'widget'], {
      description: 'Platforms and telephones bring theirs by ways of their own.',
    }),
  ),
  language: Type.Optional(Language),
  region: Type.Optional(Region),
  text: Type.Optional(MessageText),
  clientKey: Type.Optional(ClientKey),
});
export type NewConversation = Static<typeof NewConversation>;

export const ConversationBegun = Type.Object({
  ...PublicConversation.properties,
  secret: Type.String({
    description: 'Opens the conversation: sent as `Authorization: Bearer …`, given only once.',
  }),
});
export type ConversationBegun = Static<typeof ConversationBegun>;

export const ConversationLook = Type.Object({
  after: Type.Optional(Type.Integer({ minimum: 0, description: 'Only messages behind it.' })),
  waitSeconds: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 25,
      description: 'Answers at once when there is something new, else after so long.',
    }),
  ),
});
export type ConversationLook = Static<typeof ConversationLook>;

export const CitizenMessage = Type.Object({
  text: MessageText,
  clientKey: Type.Optional(ClientKey),
});
export type CitizenMessage = Static<typeof CitizenMessage>;

export const ConversationFeedback = Type.Object({
  solved: Type.Boolean(),
  note: Type.Optional(Type.String({ maxLength: mostMessageLetters })),
});
export type ConversationFeedback = Static<typeof ConversationFeedback>;

/** Why the program said what it said. */
export const AnswerReasons = Type.Object({
  understood: Type.String({ description: 'The whole question, with what it took from before.' }),
  outcome: Type.Enum([
    'answer',
    'line',
    'ask',
    'nothing_found',
    'not_sure',
    'holds_elsewhere',
    'hand_over',
    'switched_off',
  ]),
  confidence: nullable(Share),
  threshold: nullable(Share),
  best: nullable(Id),
  candidates: Type.Array(
    Type.Object({
      id: Id,
      version: nullable(Type.Integer()),
      title: Type.String(),
      score: Type.Number({ description: 'For the order within one question only.' }),
    }),
  ),
  signs: Type.Array(
    Type.Object({ name: Type.String(), value: Type.Number(), weight: Type.Number() }),
  ),
  searched: Type.Integer({ description: 'Entries that were searched.' }),
});
export type AnswerReasons = Static<typeof AnswerReasons>;

/** A message as staff see it. */
export const ConversationMessage = Type.Object({
  ...messageFields,
  by: nullable(Type.String({ description: 'Who of the staff wrote it.' })),
  masked: Type.Integer({ description: 'How many personal numbers were masked.' }),
  reasons: nullable(AnswerReasons),
});
export type ConversationMessage = Static<typeof ConversationMessage>;

/** A conversation as a list shows it. */
export const ConversationBrief = Type.Object({
  id: Id,
  version: Type.Integer({ description: 'Counts the moves; a move names the one it saw.' }),
  state: ConversationStateWord,
  channel: ConversationChannelWord,
  language: Language,
  startedAtMs: AtMs,
  lastMessageAtMs: AtMs,
  messages: Type.Integer(),
  question: Type.String({ description: 'What the citizen said first.' }),
  lastText: Type.String({ description: 'What was said last.' }),
  waitingSinceMs: nullable(AtMs),
  takenBy: nullable(Type.Object({ id: Type.String(), name: Type.String() })),
  solved: nullable(Type.Boolean()),
  caseId: nullable(Id),
});
export type ConversationBrief = Static<typeof ConversationBrief>;

export const conversationViews = ['waiting', 'mine', 'open', 'closed'] as const;
export type ConversationView = (typeof conversationViews)[number];
export const ConversationQuery = Type.Object({
  view: Type.Optional(
    Type.Enum([...conversationViews], {
      description:
        'Those that wait, the longest first; those that who asks has taken; all that are open; those that are closed.',
    }),
  ),
  q: Type.Optional(Type.String({ maxLength: 100, description: 'What was said in it.' })),
  channel: Type.Optional(ConversationChannelWord),
  ...paging,
});
export type ConversationQuery = Static<typeof ConversationQuery>;

export const ConversationPage = Type.Object({
  ...pageOf(ConversationBrief).properties,
  waiting: Type.Integer({ minimum: 0 }),
  mine: Type.Integer({ minimum: 0 }),
});
export type ConversationPage = Static<typeof ConversationPage>;

export const ConversationMoveWord = Type.Enum(['take', 'hand_back', 'close']);
export const ConversationStep = Type.Object({
  atMs: AtMs,
  by: Type.String({ description: 'Empty: the citizen or the program.' }),
  kind: Type.Enum(['ask_person', 'take', 'hand_back', 'close', 'case', 'feedback']),
  note: Type.String(),
});
export type ConversationStep = Static<typeof ConversationStep>;

export const ConversationDetail = Type.Object({
  ...ConversationBrief.properties,
  said: Type.Array(ConversationMessage),
  steps: Type.Array(ConversationStep),
  moves: Type.Array(ConversationMoveWord, {
    description: 'What the one who asks may do with it now.',
  }),
  mayReply: Type.Boolean(),
  mayOpenCase: Type.Boolean(),
  notice: nullable(Localised),
  undelivered: Type.Union([Localised, Type.Null()], {
    description: 'Why what was said last did not reach the citizen by their channel.',
  }),
});
export type ConversationDetail = Static<typeof ConversationDetail>;

export const ConversationMoving = Type.Object({
  move: ConversationMoveWord,
  version: Type.Integer({ minimum: 1 }),
  note: Type.Optional(Type.String({ maxLength: 500 })),
});
export type ConversationMoving = Static<typeof ConversationMoving>;

export const ConversationReply = Type.Object({
  text: Type.String({ minLength: 1, maxLength: 4000 }),
  clientKey: Type.Optional(ClientKey),
});
export type ConversationReply = Static<typeof ConversationReply>;

/** How questions of citizens are answered. */
export const AnswerPolicy = Type.Object({
  automatic: Type.Boolean({
    description: 'False: nothing is answered by the program, every question goes to people.',
  }),
  threshold: Type.Number({
    minimum: 0.5,
    maximum: 1,
    description: 'Below this confidence nothing is answered.',
  }),
  peopleHours: Type.String({ maxLength: 200, description: 'As hours are published.' }),
  peopleNumber: Type.String({ maxLength: 40, description: 'What citizens may call instead.' }),
  patienceMinutes: Type.Integer({ minimum: 1, maximum: 120 }),
});
export type AnswerPolicy = Static<typeof AnswerPolicy>;
