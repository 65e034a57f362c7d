import {
  ProposalKindWord,
  ProposalStandingWord,
  type Consolidation as ConsolidationView,
} from '@everyline/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Card, Empty, Pagination, Segmented, Skeleton } from 'antd';

import { given, useAddress, wordsOf, type Address } from '../address.ts';
import { api } from '../api.ts';
import { DepartmentFilter } from '../department-select.tsx';
import { failureText } from '../failure.ts';
import { ManyFilter } from '../filters.tsx';
import { useFormat } from '../formatting.ts';
import { Measured } from '../measured.tsx';
import { useWords } from '../words/words.ts';
import { ProposalCard } from './consolidation/proposal-card.tsx';

const pageSize = 50;

/** What would make the inventory smaller and its lines reachable; a person accepts, changes or rejects each proposal. */
export function Consolidation() {
  const words = useWords();
  const address = useAddress();
  const standing = standingIn(address);
  const query = {
    ...given({
      departmentId: address.one('departmentId'),
      kind: wordsOf(address.many('kind'), ProposalKindWord.enum),
    }),
    standing,
    page: address.page,
    pageSize,
  };
  const found = useQuery({
    queryKey: ['consolidation', query],
    queryFn: () => api.consolidation({ query }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    // What was asked for may have been reckoned anew meanwhile.
    refetchInterval: 60_000,
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
        <Proposals found={found.data} standing={standing} />
      )}
    </>
  );
}

function standingIn(address: Address): ProposalStandingWord {
  return wordsOf([address.one('standing') ?? ''], ProposalStandingWord.enum)[0] ?? 'open';
}

function Proposals({
  found,
  standing,
}: {
  found: ConsolidationView;
  standing: ProposalStandingWord;
}) {
  const words = useWords();
  const format = useFormat();
  const address = useAddress();
  return (
    <div className="stack">
      <div className="tiles">
        <div className="tile">
          <span className="tile-name">{words.consolidation.open}</span>
          <span className="tile-figure figures">{format.count(found.counts.open)}</span>
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
      <Segmented<ProposalStandingWord>
        value={standing}
        onChange={(value) => address.change({ standing: value === 'open' ? undefined : value })}
        options={ProposalStandingWord.enum.map((value) => ({
          value,
          label: `${words.consolidation.standings[value]} ${format.count(found.counts[value])}`,
        }))}
      />
      {found.items.length === 0 ? (
        <Card>
          <Empty description={words.consolidation.none} />
        </Card>
      ) : (
        found.items.map((proposal) => <ProposalCard key={proposal.key} proposal={proposal} />)
      )}
      <Pagination
        current={found.page}
        pageSize={pageSize}
        total={found.total}
        showSizeChanger={false}
        hideOnSinglePage
        onChange={(page) => address.change({ page })}
      />
    </div>
  );
}
