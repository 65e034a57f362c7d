import * as gaps from '../gaps.ts';
import type { Route } from './route.ts';

/** What is asked and has no good answer. */
export const gapRoutes = {
  listGaps: {
    method: 'GET',
    path: '/api/gaps',
    tag: 'gaps',
    summary: 'Questions that had no good answer, grouped by nearness, the most asked first',
    permission: 'gaps.see',
    query: gaps.GapQuery,
    answer: 'json',
    response: gaps.GapPage,
  },
  settleGap: {
    method: 'POST',
    path: '/api/gaps/settle',
    tag: 'gaps',
    summary: 'Say that an entry was begun for questions, or that they are dismissed',
    permission: 'gaps.settle',
    body: gaps.GapSettling,
    answer: 'json',
    response: gaps.GapSettled,
  },
} as const satisfies Readonly<Record<string, Route>>;
