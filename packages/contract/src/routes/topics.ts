import * as topics from '../topics.ts';
import type { Route } from './route.ts';

/** What people ask about. */
export const topicRoutes = {
  listTopics: {
    method: 'GET',
    path: '/api/topics',
    tag: 'topics',
    summary:
      'What citizens ask about by matter, category, office or place, with its course, bursts and what is new',
    permission: 'topics.see',
    query: topics.TopicQuery,
    answer: 'json',
    response: topics.TopicPage,
  },
} as const satisfies Readonly<Record<string, Route>>;
