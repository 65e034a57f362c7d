import { listTopics } from '../../app/topics/list-topics.ts';
import type { Handlers } from '../handler.ts';

export const topicHandlers: Pick<Handlers, 'listTopics'> = {
  listTopics: ({ context, query }) => listTopics(context, query),
};
