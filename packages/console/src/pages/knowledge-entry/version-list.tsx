import type { EntryDetail } from '@everyline/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Skeleton } from 'antd';

import { api } from '../../api.ts';
import { failureText } from '../../failure.ts';
import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';
import { FieldChanges } from '../knowledge/field-changes.tsx';

const pageSize = 10;

/** Every version of an entry, the newest first, each with what it changed. */
export function VersionList({ entry }: { entry: EntryDetail }) {
  const words = useWords().knowledge;
  const format = useFormat();
  const found = useInfiniteQuery({
    queryKey: ['knowledge', 'versions', entry.id, entry.version],
    queryFn: ({ pageParam }) =>
      api.entryVersions({ params: { id: entry.id }, query: { page: pageParam, pageSize } }),
    initialPageParam: 1,
    getNextPageParam: ({ page, total }) => (page * pageSize < total ? page + 1 : undefined),
  });
  const versions = found.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Card size="small" title={words.versions}>
      {found.isError && <Alert type="error" showIcon title={failureText(found.error)} />}
      {found.isPending && <Skeleton active />}
      <ul className="plain-list spaced">
        {versions.map(({ version, atMs, by, note, changes }) => (
          <li key={version}>
            <strong>{words.versionOf(version)}</strong>{' '}
            <span className="quiet small">
              {format.time(atMs)} · {by}
            </span>
            {note !== '' && <div>{note}</div>}
            {version === 1 ? (
              <details>
                <summary>{words.firstVersion}</summary>
                <FieldChanges changes={changes} />
              </details>
            ) : (
              <FieldChanges changes={changes} />
            )}
          </li>
        ))}
      </ul>
      {found.hasNextPage && (
        <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {words.moreVersions}
        </Button>
      )}
    </Card>
  );
}
