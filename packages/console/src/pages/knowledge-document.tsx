import type { KnowledgeDocumentDetail } from '@everyline/contract';
import { say, useLanguage } from '@everyline/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Card, Empty, Pagination, Skeleton } from 'antd';
import { Link, useParams } from 'react-router';

import { given, useAddress } from '../address.ts';
import { api, queries, useSession } from '../api.ts';
import { failureText } from '../failure.ts';
import { SearchFilter } from '../filters.tsx';
import { useFormat } from '../formatting.ts';
import { useWords } from '../words/words.ts';
import { UploadButton } from './knowledge/upload-button.tsx';

const pageSize = 30;

/** A document: its versions, the entries that rest on it, and its text passage by passage. */
export function KnowledgeDocumentPage() {
  const { id = '' } = useParams();
  const found = useQuery({
    queryKey: ['knowledge', 'document', id],
    queryFn: () => api.knowledgeDocument({ params: { id } }),
  });
  if (found.isError) return <Alert type="error" showIcon title={failureText(found.error)} />;
  if (found.data === undefined) return <Skeleton active />;
  return <DocumentBody document={found.data} />;
}

function DocumentBody({ document }: { document: KnowledgeDocumentDetail }) {
  const words = useWords().knowledge;
  const said = words.documents;
  const format = useFormat();
  const { language } = useLanguage();
  const session = useSession();
  const { id, entries, lost } = document;
  return (
    <div className="stack">
      <p>
        <Link to="/knowledge?tab=documents">{said.back}</Link>
      </p>
      <div className="title-row">
        <h1>{document.name}</h1>
        {session.permissions.includes('knowledge.edit') && (
          <UploadButton
            label={said.replace}
            send={async (file) => {
              await api.replaceKnowledgeDocument({ params: { id }, files: [file] });
              await queries.invalidateQueries({ queryKey: ['knowledge'] });
            }}
          />
        )}
      </div>
      {lost > 0 && (
        <Alert
          type="warning"
          showIcon
          title={
            <Link to={`/knowledge?documentId=${id}&sourceLost=true`}>
              {said.lost(format.count(lost))}
            </Link>
          }
        />
      )}
      <Card size="small" title={words.versions}>
        <p>
          <Link to={`/knowledge?documentId=${id}`}>{said.resting(format.count(entries))}</Link>
        </p>
        <ul className="plain-list spaced">
          {document.versions.map((one) => (
            <li key={one.version}>
              <strong>{words.versionOf(one.version)}</strong> {one.file}{' '}
              <span className="quiet small">
                {format.time(one.atMs)} · {one.by} · {said.pieces(format.count(one.passages))}
              </span>
              {one.unread.length > 0 && (
                <div className="quiet small">
                  {one.unread.map((sentence) => say(sentence, language)).join(' ')}
                </div>
              )}
            </li>
          ))}
        </ul>
      </Card>
      <Passages id={id} version={document.version} />
    </div>
  );
}

function Passages({ id, version }: { id: string; version: number }) {
  const said = useWords().knowledge.documents;
  const address = useAddress();
  const query = { ...given({ q: address.one('q') }), page: address.page, pageSize };
  const found = useQuery({
    queryKey: ['knowledge', 'passages', id, version, query],
    queryFn: () => api.knowledgePassages({ params: { id }, query }),
    placeholderData: keepPreviousData,
  });
  return (
    <Card size="small" title={said.passages}>
      <div className="filters" role="search">
        <SearchFilter label={said.search} />
      </div>
      {found.isError && <Alert type="error" showIcon title={failureText(found.error)} />}
      {found.isPending && <Skeleton active />}
      {found.data?.items.length === 0 && <Empty description={said.noPassage} />}
      <ol className="plain-list spaced">
        {found.data?.items.map(({ position, headings, text }) => (
          <li key={position}>
            <div className="quiet small">{headings.join(' › ')}</div>
            <div className="entry-text">{text.trim()}</div>
          </li>
        ))}
      </ol>
      <Pagination
        size="small"
        current={address.page}
        pageSize={pageSize}
        total={found.data?.total ?? 0}
        hideOnSinglePage
        showSizeChanger={false}
        onChange={(page) => address.change({ page })}
      />
    </Card>
  );
}
