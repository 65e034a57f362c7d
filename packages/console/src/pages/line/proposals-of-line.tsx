import { useQuery } from '@tanstack/react-query';

import { api } from '../../api.ts';
import { useWords } from '../../words/words.ts';
import { ProposalCard } from '../consolidation/proposal-card.tsx';

/** What is proposed for the line, alone or with others; nothing where nothing is. */
export function ProposalsOfLine({ lineId }: { lineId: string }) {
  const words = useWords();
  const found = useQuery({
    queryKey: ['consolidation', { lineId }],
    queryFn: () => api.consolidation({ query: { lineId } }),
    staleTime: 60_000,
  });
  const items = found.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="stack" aria-label={words.consolidation.ofLine}>
      {items.map((proposal) => (
        <ProposalCard key={proposal.key} proposal={proposal} />
      ))}
    </section>
  );
}
