import { decideProposal } from '../../app/consolidation/decide-proposal.ts';
import { readConsolidation } from '../../app/consolidation/read-consolidation.ts';
import type { Handlers } from '../handler.ts';

export const consolidationHandlers: Pick<Handlers, 'consolidation' | 'decideProposal'> = {
  consolidation: ({ context, query }) => readConsolidation(context, query),
  decideProposal: ({ context, body }) => decideProposal(context, body),
};
