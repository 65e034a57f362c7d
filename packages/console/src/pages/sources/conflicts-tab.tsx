import { ConflictKind, type Conflict } from '@everyline/contract';
import { conflictDetailText, conflictKindWords, say, useLanguage } from '@everyline/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Empty, Pagination, Segmented, Select, Skeleton, Space } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';

import { given, useAddress, wordsOf } from '../../address.ts';
import { api, useSession } from '../../api.ts';
import { failureText } from '../../failure.ts';
import { Measured } from '../../measured.tsx';
import { useWords } from '../../words/words.ts';
import { ListingText } from '../line/listings-card.tsx';
import { OpenTicket } from '../tickets/open-ticket.tsx';
import { ResolveConflict } from './resolve-conflict.tsx';

const pageSize = 20;

/** Contradictions between listings, side by side as they are published. */
export function ConflictsTab() {
  const words = useWords();
  const { language } = useLanguage();
  const address = useAddress();
  const resolved = address.one('resolved') === 'true';
  const query = {
    resolved,
    page: address.page,
    pageSize,
    ...given({
      kind: wordsOf(address.many('kind'), ConflictKind.enum),
      sourceId: address.one('sourceId'),
    }),
  };
  const conflicts = useQuery({
    queryKey: ['conflicts', query],
    queryFn: () => api.listConflicts({ query }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <div className="filters">
        <Segmented
          value={resolved}
          onChange={(value) => address.change({ resolved: value })}
          options={[
            { value: false, label: words.sources.openOnly },
            { value: true, label: words.sources.resolvedOnly },
          ]}
        />
        <Select
          mode="multiple"
          allowClear
          aria-label={words.sources.conflicts}
          placeholder={words.sources.all}
          style={{ minWidth: 220 }}
          value={address.many('kind')}
          onChange={(kind: string[]) => address.change({ kind })}
          options={ConflictKind.enum.map((value) => ({
            value,
            label: say(conflictKindWords[value], language),
          }))}
        />
      </div>
      {conflicts.isError && <Alert type="error" title={failureText(conflicts.error)} />}
      {conflicts.isPending && <Skeleton active />}
      {conflicts.data?.total === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words.sources.noConflicts} />
      )}
      <div className="stack">
        {conflicts.data?.items.map((one) => (
          <ConflictCard key={one.id} conflict={one} />
        ))}
      </div>
      <Pagination
        align="end"
        hideOnSinglePage
        showSizeChanger={false}
        current={address.page}
        pageSize={pageSize}
        total={conflicts.data?.total ?? 0}
        onChange={(page) => address.change({ page })}
      />
    </>
  );
}

function ConflictCard({ conflict }: { conflict: Conflict }) {
  const words = useWords();
  const { language } = useLanguage();
  const session = useSession();
  const [resolving, setResolving] = useState(false);
  const [opening, setOpening] = useState(false);
  return (
    <Card
      size="small"
      title={say(conflictKindWords[conflict.kind], language)}
      extra={
        conflict.resolvedAtMs === null && (
          <Space>
            {session.permissions.includes('tickets.open') && conflict.lineIds.length > 0 && (
              <Button size="small" onClick={() => setOpening(true)}>
                {words.tickets.openByHand}
              </Button>
            )}
            {session.permissions.includes('sources.resolve') && (
              <Button size="small" onClick={() => setResolving(true)}>
                {words.sources.resolve}
              </Button>
            )}
          </Space>
        )
      }
    >
      <p>
        {say(conflict.sentence, language)} {conflictDetailText(conflict.detail, language)}{' '}
        {conflict.lineIds.map((id, index) => (
          <Link key={id} to={`/lines/${id}`}>
            {words.sources.lines} {index + 1}{' '}
          </Link>
        ))}
      </p>
      <ul className="listing-list columns">
        {conflict.listings.map((listing) => (
          <li key={listing.id}>
            <ListingText listing={listing} />
          </li>
        ))}
      </ul>
      {conflict.resolvedAtMs !== null && (
        <p>
          {conflict.resolution}{' '}
          <span className="quiet">
            · {conflict.resolvedBy} · <Measured atMs={conflict.resolvedAtMs} both />
          </span>
        </p>
      )}
      {opening && (
        <OpenTicket
          lineIds={conflict.lineIds}
          conflictId={conflict.id}
          onClose={() => setOpening(false)}
        />
      )}
      {resolving && <ResolveConflict conflict={conflict} onClose={() => setResolving(false)} />}
    </Card>
  );
}
