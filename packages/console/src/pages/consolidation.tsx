import {
  ProposalKindWord,
  type Consolidation as ConsolidationView,
  type ConsolidationProposal,
} from '@everyline/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Card, Empty, Segmented, Skeleton } from 'antd';

import { given, useAddress, wordsOf } from '../address.ts';
import { api } from '../api.ts';
import { DepartmentFilter } from '../department-select.tsx';
import { failureText } from '../failure.ts';
import { ManyFilter } from '../filters.tsx';
import { useFormat } from '../formatting.ts';
import { Measured } from '../measured.tsx';
import { useWords } from '../words/words.ts';
import { ProposalCard } from './consolidation/proposal-card.tsx';

const standings = ['open', 'accepted', 'rejected'] as const;
type Standing = (typeof standings)[number];

function standingOf({ decision }: ConsolidationProposal): Standing {
  if (decision === null) return 'open';
  return decision.word === 'rejected' ? 'rejected' : 'accepted';
}

/** What would make the inventory smaller and its lines reachable; a person accepts, changes or rejects each proposal. */
export function Consolidation() {
  const words = useWords();
  const address = useAddress();
  const query = given({ departmentId: address.one('departmentId') });
  const found = useQuery({
    queryKey: ['consolidation', query],
    queryFn: () => api.consolidation({ query }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  return (
    <>
      <div className="title-row">
        <h1>{words.menu.consolidation}</h1>
        {found.data !== undefined && (
          <span className="quiet small">
            {words.consolidation.reckoned} <Measured atMs={found.data.reckonedAtMs} />
          </span>
        )}
      </div>
      <p className="quiet">{words.consolidation.lead}</p>
      <div className="filters">
        <DepartmentFilter placeholder={words.capacity.wholeCity} minWidth={240} />
        <ManyFilter
          name="kind"
          label={words.consolidation.kind}
          options={ProposalKindWord.enum.map((value) => ({
            value,
            label: words.consolidation.kinds[value],
          }))}
        />
      </div>
      {found.isError ? (
        <Alert type="error" showIcon title={failureText(found.error)} />
      ) : found.data === undefined ? (
        <Skeleton active />
      ) : (
        <Proposals found={found.data} />
      )}
    </>
  );
}

function Proposals({ found }: { found: ConsolidationView }) {
  const words = useWords();
  const format = useFormat();
  const address = useAddress();
  const kinds = wordsOf(address.many('kind'), ProposalKindWord.enum);
  const standing = wordsOf([address.one('standing') ?? ''], standings)[0] ?? 'open';
  const ofKind = found.items.filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
  const shown = ofKind.filter((one) => standingOf(one) === standing);
  const count = (which: Standing): string =>
    format.count(ofKind.filter((one) => standingOf(one) === which).length);
  return (
    <div className="stack">
      <div className="tiles">
        <div className="tile">
          <span className="tile-name">{words.consolidation.open}</span>
          <span className="tile-figure figures">{count('open')}</span>
        </div>
        <div className="tile">
          <span className="tile-name">{words.consolidation.numbers}</span>
          <span className="tile-figure figures">
            {words.consolidation.change(
              format.count(found.numbers.now),
              format.count(found.numbers.then),
            )}
          </span>
          <span className="tile-means quiet">{words.consolidation.numbersHelp}</span>
        </div>
      </div>
      <Segmented<Standing>
        value={standing}
        onChange={(value) => address.change({ standing: value === 'open' ? undefined : value })}
        options={standings.map((value) => ({
          value,
          label: `${words.consolidation.standings[value]} ${count(value)}`,
        }))}
      />
      {shown.length === 0 ? (
        <Card>
          <Empty description={words.consolidation.none} />
        </Card>
      ) : (
        shown.map((proposal) => <ProposalCard key={proposal.key} proposal={proposal} />)
      )}
    </div>
  );
}
