import type { Reject } from '@everyline/contract';
import { MarkedText, say, useLanguage } from '@everyline/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Card, Empty, Table, type TablePaginationConfig } from 'antd';
import { Link } from 'react-router';

import { given, pagesOf, useAddress } from '../../address.ts';
import { api } from '../../api.ts';
import { failureText } from '../../failure.ts';
import { positionText } from '../../position-text.ts';
import { useWords } from '../../words/words.ts';

const pageSize = 50;

/** Listings to repair: what could not be read as a number, with its place and the reason. */
export function RejectsTab() {
  const words = useWords();
  const address = useAddress();
  const query = {
    page: address.page,
    pageSize,
    ...given({ sourceId: address.one('sourceId') }),
  };
  const rejects = useQuery({
    queryKey: ['rejects', query],
    queryFn: () => api.listRejects({ query }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <p className="quiet">{words.sources.rejectsLead}</p>
      {rejects.isError && <Alert type="error" title={failureText(rejects.error)} />}
      <Card styles={{ body: { padding: 0 } }}>
        <RejectsTable
          rejects={rejects.data?.items ?? []}
          loading={rejects.isPending}
          pagination={pagesOf(address, pageSize, rejects.data?.total)}
        />
      </Card>
    </>
  );
}

export function RejectsTable({
  rejects,
  loading = false,
  withSource = true,
  pagination = false,
}: {
  rejects: readonly Reject[];
  loading?: boolean;
  withSource?: boolean;
  pagination?: TablePaginationConfig | false;
}) {
  const words = useWords();
  const { language } = useLanguage();
  return (
    <Table<Reject>
      size="small"
      rowKey="id"
      loading={loading}
      dataSource={[...rejects]}
      pagination={pagination}
      scroll={{ x: 720 }}
      locale={{
        emptyText: (
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words.sources.noRejects} />
        ),
      }}
      columns={[
        {
          title: words.sources.text,
          render: (_, reject) => <MarkedText text={reject.markedText} />,
        },
        {
          title: words.sources.reason,
          width: '32%',
          render: (_, reject) => say(reject.reason, language),
        },
        {
          title: words.sources.place,
          width: '24%',
          render: (_, reject) => (
            <>
              {withSource && <Link to={`/sources/${reject.sourceId}`}>{reject.sourceName}</Link>}
              <div className="quiet small">{positionText(reject.position, language)}</div>
            </>
          ),
        },
      ]}
    />
  );
}
