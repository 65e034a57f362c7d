import type { Source } from '@everyline/contract';
import { say, sourceStateWords, useLanguage } from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, Card, Empty, Table, Tag } from 'antd';
import { Link } from 'react-router';

import { pagesOf, useAddress } from '../../address.ts';
import { api, queries } from '../../api.ts';
import { failureText } from '../../failure.ts';
import { useFormat } from '../../formatting.ts';
import { useLiveEvents } from '../../live-events.ts';
import { Measured } from '../../measured.tsx';
import { useWords } from '../../words/words.ts';

const colours = { reading: 'processing', preview: 'gold', imported: 'green', failed: 'red' };

export function SourceState({ state }: { state: Source['state'] }) {
  const { language } = useLanguage();
  return <Tag color={colours[state]}>{say(sourceStateWords[state], language)}</Tag>;
}

/** The documents read so far, with what each brought. */
export function SourceList() {
  const words = useWords();
  const format = useFormat();
  const address = useAddress();
  const query = { page: address.page, pageSize: 50 };
  const sources = useQuery({
    queryKey: ['sources', query],
    queryFn: () => api.listSources({ query }),
  });
  useLiveEvents((event) => {
    if (event.type === 'source.progress' && event.state !== 'reading') {
      void queries.invalidateQueries({ queryKey: ['sources'] });
    }
  });
  if (sources.isError) return <Alert type="error" showIcon title={failureText(sources.error)} />;
  const figure = (title: string, of: (source: Source) => number) => ({
    title,
    align: 'right' as const,
    render: (_: unknown, source: Source) => format.count(of(source)),
  });
  return (
    <Card styles={{ body: { padding: 0 } }}>
      <Table<Source>
        size="small"
        rowKey="id"
        loading={sources.isPending}
        dataSource={sources.data?.items ?? []}
        scroll={{ x: 'max-content' }}
        locale={{
          emptyText: (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words.sources.empty}>
              <Link to="/sources?tab=import">{words.sources.toImport}</Link>
            </Empty>
          ),
        }}
        pagination={pagesOf(address, query.pageSize, sources.data?.total)}
        columns={[
          {
            title: words.sources.name,
            render: (_, source) => <Link to={`/sources/${source.id}`}>{source.name}</Link>,
          },
          {
            title: words.sources.state,
            render: (_, source) => <SourceState state={source.state} />,
          },
          { title: words.sources.format, dataIndex: 'format' },
          figure(words.sources.listings, (source) => source.listings),
          figure(words.sources.newNumbers, (source) => source.newNumbers),
          figure(words.sources.known, (source) => source.knownNumbers),
          figure(words.sources.conflicts, (source) => source.conflicts),
          {
            title: words.sources.rejects,
            align: 'right',
            render: (_, source) =>
              source.rejects === 0 ? (
                '0'
              ) : (
                <Link to={`/sources?tab=rejects&sourceId=${source.id}`}>
                  {format.count(source.rejects)}
                </Link>
              ),
          },
          { title: words.sources.publishedOn, render: (_, { publishedOn }) => publishedOn ?? '–' },
          { title: words.sources.read, render: (_, { readAtMs }) => <Measured atMs={readAtMs} /> },
        ]}
      />
    </Card>
  );
}
