import type { StillPublished } from '@everyline/contract';
import { useQuery } from '@tanstack/react-query';
import { Alert, Card, Empty, Table } from 'antd';
import { Link } from 'react-router';

import { given, useAddress } from '../../address.ts';
import { api } from '../../api.ts';
import { failureText } from '../../failure.ts';
import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';
import { ListingText } from '../line/listings-card.tsx';

const pageSize = 50;

/** Where numbers are published that have ended, with what is to stand there instead. */
export function StillPublishedPlaces() {
  const words = useWords();
  const names = words.owners.published;
  const address = useAddress();
  const query = given({ lineId: address.one('lineId'), page: address.page, pageSize });
  const found = useQuery({
    queryKey: ['still-published', query],
    queryFn: () => api.stillPublished({ query }),
  });
  if (found.isError) return <Alert type="error" title={failureText(found.error)} />;
  return (
    <>
      <p className="quiet">{names.lead}</p>
      <Card styles={{ body: { padding: 0 } }}>
        <Table<StillPublished>
          size="small"
          rowKey={({ listing }) => listing.id}
          loading={found.isFetching}
          dataSource={found.data?.items ?? []}
          scroll={{ x: 'max-content' }}
          locale={{
            emptyText: found.isSuccess ? (
              <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={names.empty} />
            ) : (
              ' '
            ),
          }}
          pagination={{
            current: address.page,
            pageSize,
            total: found.data?.total ?? 0,
            hideOnSinglePage: true,
            onChange: (page) => address.change({ page }),
          }}
          columns={[
            {
              title: words.lines.number,
              render: (_, one) => (
                <>
                  <Link to={`/lines/${one.lineId}`} className="telephone">
                    {one.display}
                  </Link>
                  <div className="small">
                    {one.successor === null ? names.remove : names.instead(one.successor.display)}
                  </div>
                </>
              ),
            },
            {
              title: words.lines.department,
              render: (_, { department }) => department?.name ?? '–',
            },
            {
              title: names.where,
              render: (_, { listing }) => (
                <div style={{ maxWidth: 560, minWidth: 220, whiteSpace: 'normal' }}>
                  <ListingText listing={listing} />
                </div>
              ),
            },
          ]}
        />
      </Card>
    </>
  );
}

/** On the page of a line that has ended: in how many places it still stands. */
export function StillPublishedNotice({ lineId }: { lineId: string }) {
  const words = useWords();
  const names = words.owners.published;
  const format = useFormat();
  const found = useQuery({
    queryKey: ['still-published', { lineId }],
    queryFn: () => api.stillPublished({ query: { lineId, pageSize: 1 } }),
  });
  const total = found.data?.total ?? 0;
  if (total === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={names.ofLine(format.count(total))}
      description={<Link to={`/owners?tab=published&lineId=${lineId}`}>{names.see}</Link>}
    />
  );
}
