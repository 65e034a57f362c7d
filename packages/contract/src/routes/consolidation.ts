import * as consolidation from '../consolidation.ts';
import type { Route } from './route.ts';

/** How the inventory of numbers can be made smaller and its lines reachable. */
export const consolidationRoutes = {
  consolidation: {
    method: 'GET',
    path: '/api/consolidation',
    tag: 'consolidation',
    summary: 'Proposals over all numbers with their foreseen effect, and what was decided on them',
    permission: 'consolidation.see',
    query: consolidation.ConsolidationQuery,
    answer: 'json',
    response: consolidation.Consolidation,
  },
  decideProposal: {
    method: 'POST',
    path: '/api/consolidation/decisions',
    tag: 'consolidation',
    summary: 'Accept a proposal, perhaps changed, which opens tickets; or reject it',
    permission: 'consolidation.decide',
    body: consolidation.NewProposalDecision,
    answer: 'json',
    response: consolidation.ConsolidationProposal,
  },
} as const satisfies Readonly<Record<string, Route>>;
