import { topicGroupings, topicMarks } from '@everyline/domain';
import { Type, type Static } from 'typebox';

import { AtMs, Id, Localised, nullable, pageOf, paging } from './schema.ts';
import { ConversationChannelWord } from './conversations.ts';

export const TopicGroupingWord = Type.Enum([...topicGroupings]);
export type TopicGroupingWord = Static<typeof TopicGroupingWord>;
export const TopicMarkWord = Type.Enum([...topicMarks]);
export type TopicMarkWord = Static<typeof TopicMarkWord>;

const Count = Type.Integer({ minimum: 0 });

/** What citizens ask about, and how often; who asked is not told. */
export const Topic = Type.Object({
  kind: Type.Enum(['entry', 'question', 'category', 'demand', 'department', 'place'], {
    description:
      '`entry`: asked and answered from it; `question`: asked nearly so; `demand`: a category of cases.',
  }),
  key: Type.String({ description: 'Tells it from the others of the answer.' }),
  id: nullable(Id),
  name: nullable(Localised),
  counts: Type.Array(Count, {
    description: 'Conversations and cases in each stretch, the oldest first; the last is now.',
  }),
  mark: nullable(TopicMarkWord),
  unanswered: Type.Integer({
    minimum: 0,
    description: 'Of the conversations of the present stretch, those without an answer.',
  }),
  examples: Type.Array(Type.String(), {
    description: 'Ways in which it was asked, without those that had personal numbers.',
  }),
  departments: Type.Array(Type.String(), { description: 'Whose it is, the most asked first.' }),
  places: Type.Array(Type.Object({ name: Type.String(), count: Count })),
});
export type Topic = Static<typeof Topic>;

export const TopicPage = Type.Object({
  ...pageOf(Topic).properties,
  stretches: Type.Array(
    Type.Object({ fromMs: AtMs, toMs: AtMs, conversations: Count, demands: Count }),
  ),
  isWhole: Type.Boolean({
    description: 'False where more was asked than is counted; the newest are.',
  }),
});
export type TopicPage = Static<typeof TopicPage>;

export const TopicQuery = Type.Object({
  ...paging,
  by: Type.Optional(TopicGroupingWord),
  days: Type.Optional(
    Type.Enum(['7', '28'], { description: 'How long a stretch is; the last one ends now.' }),
  ),
  channel: Type.Optional(ConversationChannelWord),
});
export type TopicQuery = Static<typeof TopicQuery>;
