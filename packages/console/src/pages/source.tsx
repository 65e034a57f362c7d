import type { Listing, SourcePreview } from '@everyline/contract';
import { listingStatusWords, MarkedText, purposeWords, say, useLanguage } from '@everyline/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Empty, Popconfirm, Segmented, Skeleton, Space, Table } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';

import { given, pagesOf, useAddress, wordsOf } from '../address.ts';
import { api, queries, useSession } from '../api.ts';
import { failureText, useAttempt } from '../failure.ts';
import { useFormat } from '../formatting.ts';
import { Measured } from '../measured.tsx';
import { positionText } from '../position-text.ts';
import { useWords } from '../words/words.ts';
import { RejectsTable } from './sources/rejects-tab.tsx';
import { SourceState } from './sources/source-list.tsx';

/** One source: what its import brings or brought, every listing with its text, and what to repair. */
export function SourcePage() {
  const { id = '' } = useParams();
  const words = useWords();
  const { language } = useLanguage();
  const preview = useQuery({
    queryKey: ['source', id],
    queryFn: () => api.source({ params: { id } }),
    refetchInterval: ({ state }) => (state.data?.source.state === 'reading' ? 1_000 : false),
  });
  if (preview.isError) return <Alert type="error" showIcon title={failureText(preview.error)} />;
  if (preview.data === undefined) return <Skeleton active />;
  const { source, rejects, sentence } = preview.data;
  return (
    <>
      <Head preview={preview.data} />
      <div className="stack">
        <Alert
          type={source.state === 'failed' ? 'error' : 'info'}
          title={say(sentence, language)}
        />
        {source.state !== 'failed' && <Listings sourceId={id} />}
        {rejects.length > 0 && (
          <Card
            title={`${words.sources.tabs.rejects} (${source.rejects})`}
            styles={{ body: { padding: 0 } }}
            extra={<Link to={`/sources?tab=rejects&sourceId=${id}`}>{words.sources.all}</Link>}
          >
            <RejectsTable rejects={rejects} withSource={false} />
          </Card>
        )}
      </div>
    </>
  );
}

function Head({ preview }: { preview: SourcePreview }) {
  const words = useWords();
  const format = useFormat();
  const session = useSession();
  const attempt = useAttempt();
  const go = useNavigate();
  const [busy, setBusy] = useState(false);
  const { source } = preview;
  const params = { id: source.id };
  const doImport = async () => {
    setBusy(true);
    await attempt(() => api.importSource({ params }));
    setBusy(false);
    await queries.invalidateQueries();
  };
  const discard = async () => {
    if (!(await attempt(() => api.discardSource({ params })))) return;
    void queries.invalidateQueries({ queryKey: ['sources'] });
    void go('/sources');
  };
  const details = [
    source.format,
    `${format.count(Math.ceil(source.bytes / 1024))} KB`,
    source.areaCode === null ? null : `${words.sources.areaCode} ${source.areaCode}`,
    source.publishedOn === null ? null : `${words.sources.publishedOn} ${source.publishedOn}`,
    source.origin === source.name ? null : source.origin,
  ].filter((one) => one !== null);
  return (
    <div className="title-row">
      <h1>
        {source.name} <SourceState state={source.state} />
      </h1>
      <span className="quiet">
        {details.join(' · ')} · <Measured atMs={source.readAtMs} both />
      </span>
      {source.state === 'preview' && session.permissions.includes('sources.import') && (
        <Space>
          <Button type="primary" loading={busy} onClick={() => void doImport()}>
            {words.sources.doImport}
          </Button>
          <Popconfirm title={words.sources.discardAsk} onConfirm={() => void discard()}>
            <Button>{words.sources.discard}</Button>
          </Popconfirm>
        </Space>
      )}
    </div>
  );
}

const statuses = ['active', 'retired', 'malformed', 'undecided'] as const;
const pageSize = 50;

function Listings({ sourceId }: { sourceId: string }) {
  const words = useWords();
  const { language } = useLanguage();
  const address = useAddress();
  const status = wordsOf(address.many('status'), statuses)[0];
  const query = { page: address.page, pageSize, ...given({ status }) };
  const listings = useQuery({
    queryKey: ['source-listings', sourceId, query],
    queryFn: () => api.sourceListings({ params: { id: sourceId }, query }),
    placeholderData: keepPreviousData,
  });
  return (
    <Card
      title={`${words.sources.sampleOf} (${listings.data?.total ?? '…'})`}
      styles={{ body: { padding: 0 } }}
      extra={
        <Segmented
          size="small"
          value={status ?? 'all'}
          onChange={(value) => address.change({ status: value === 'all' ? undefined : value })}
          options={[
            { value: 'all', label: words.sources.all },
            ...statuses.map((value) => ({
              value,
              label: say(listingStatusWords[value], language),
            })),
          ]}
        />
      }
    >
      <Table<Listing>
        size="small"
        rowKey="id"
        loading={listings.isPending}
        dataSource={listings.data?.items ?? []}
        scroll={{ x: 860 }}
        locale={{
          emptyText: (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words.sources.noListings} />
          ),
        }}
        pagination={pagesOf(address, pageSize, listings.data?.total)}
        columns={[
          {
            title: words.sources.number,
            width: 170,
            render: (_, { number, extension, lineId, raw }) => {
              const text =
                number === null ? raw : `${number}${extension === null ? '' : ` × ${extension}`}`;
              return lineId === null ? (
                <span className="telephone">{text}</span>
              ) : (
                <Link className="telephone" to={`/lines/${lineId}`}>
                  {text}
                </Link>
              );
            },
          },
          { title: words.sources.text, render: (_, one) => <MarkedText text={one.markedText} /> },
          {
            title: words.sources.owner,
            width: '26%',
            render: (_, one) => (
              <>
                {one.owner ?? '–'}
                <div className="quiet small">
                  {[one.service, say(purposeWords[one.purpose], language), one.hours]
                    .filter((part) => part !== null)
                    .join(' · ')}
                </div>
              </>
            ),
          },
          {
            title: words.sources.place,
            width: '16%',
            render: (_, one) => (
              <span className="quiet small">
                {positionText(one.position, language)}
                {one.status !== 'active' && (
                  <b> · {say(listingStatusWords[one.status], language)}</b>
                )}
                {one.areaCodeInferred && ` · ${words.line.inferred}`}
              </span>
            ),
          },
        ]}
      />
    </Card>
  );
}
