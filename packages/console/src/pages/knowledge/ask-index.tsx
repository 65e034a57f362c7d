import { useQuery } from '@tanstack/react-query';
import { Alert, Card, Empty, Input, Skeleton } from 'antd';
import { Link } from 'react-router';

import { useAddress } from '../../address.ts';
import { api } from '../../api.ts';
import { failureText } from '../../failure.ts';
import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';

/** What is found for a question as people would ask it, so that an editor sees what is missing. */
export function AskIndex() {
  const words = useWords().knowledge;
  const format = useFormat();
  const address = useAddress();
  const q = address.one('ask')?.trim() ?? '';
  const found = useQuery({
    queryKey: ['knowledge', 'search', q],
    queryFn: () => api.searchKnowledge({ query: { q, limit: 10 } }),
    enabled: q !== '',
  });
  return (
    <div className="stack">
      <p className="quiet">{words.ask.lead}</p>
      <Input.Search
        key={q}
        aria-label={words.ask.label}
        placeholder={words.ask.label}
        defaultValue={q}
        maxLength={500}
        enterButton={words.ask.button}
        style={{ maxWidth: 640 }}
        onSearch={(ask) => address.change({ ask: ask.trim() })}
      />
      {found.isError && <Alert type="error" showIcon title={failureText(found.error)} />}
      {q !== '' && found.isPending && <Skeleton active />}
      {found.data && (
        <>
          {!found.data.isWhole && <Alert type="info" showIcon title={words.ask.filling} />}
          <span className="quiet small">
            {words.ask.searched(format.count(found.data.searched))}
          </span>
          {found.data.hits.length === 0 && (
            <Card>
              <Empty description={words.ask.nothing} />
            </Card>
          )}
          <ol className="plain-list spaced" aria-live="polite">
            {found.data.hits.map((hit) => (
              <li key={hit.id}>
                <Link to={`/knowledge/${hit.id}`}>{hit.question}</Link>
                <div className="entry-text">{hit.shortAnswer || hit.longAnswer}</div>
                <div className="quiet small">
                  {[
                    hit.department?.name ?? words.wholeCity,
                    hit.category.replaceAll('/', ' / '),
                    hit.region,
                    hit.audience,
                    hit.validUntil && `${words.validUntil} ${hit.validUntil}`,
                    hit.source?.title,
                  ]
                    .filter((one) => one)
                    .join(' · ')}
                </div>
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  );
}
