import { addressOf, EntryStateWord, type EntryBrief, type EntryQuery } from '@everyline/contract';
import { useLanguage } from '@everyline/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Empty, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';

import { given, pagesOf, useAddress, wordsOf, type Address } from '../../address.ts';
import { api, queries, useSession } from '../../api.ts';
import { failureText } from '../../failure.ts';
import { useFormat } from '../../formatting.ts';
import { useLiveEvents } from '../../live-events.ts';
import { Measured } from '../../measured.tsx';
import { useWords } from '../../words/words.ts';
import { EntryFilters } from './entry-filters.tsx';
import { EntryState } from './entry-state.tsx';
import { MoveSeveral } from './move-several.tsx';

const pageSize = 50;

function filtersOf(address: Address): Omit<EntryQuery, 'page' | 'pageSize'> {
  const only = (key: string) => (address.one(key) === 'true' ? true : undefined);
  return given({
    q: address.one('q'),
    state: wordsOf(address.many('state'), EntryStateWord.enum),
    departmentId: address.one('departmentId'),
    category: address.one('category'),
    expiring: only('expiring'),
    sourceLost: only('sourceLost'),
    documentId: address.one('documentId'),
  });
}

/** The entries, the last changed first; several can be reviewed, published or withdrawn at once. */
export function EntryList() {
  const words = useWords().knowledge;
  const format = useFormat();
  const { language } = useLanguage();
  const session = useSession();
  const address = useAddress();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const filters = filtersOf(address);
  const query = { ...filters, page: address.page, pageSize };
  const found = useQuery({
    queryKey: ['knowledge', 'entries', query],
    queryFn: () => api.listEntries({ query }),
    placeholderData: keepPreviousData,
  });
  useLiveEvents((event) => {
    if (event.type === 'knowledge.changed') {
      void queries.invalidateQueries({ queryKey: ['knowledge'] });
    }
  });
  const items = found.data?.items ?? [];
  const mayMove = session.permissions.includes('knowledge.publish');
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <>
      <div className="title-row">
        <span className="quiet figures">
          {found.data && words.count(format.count(found.data.total))}
        </span>
        <Button href={addressOf('exportEntries', { query: { ...filters, language } })} download>
          {words.export}
        </Button>
      </div>
      <EntryFilters />
      {mayMove && (
        <MoveSeveral
          entries={items.filter(({ id }) => selected.includes(id))}
          onDone={() => setSelected([])}
        />
      )}
      {found.isError && <Alert type="error" showIcon title={failureText(found.error)} />}
      <Card styles={{ body: { padding: 0 } }}>
        <Table<EntryBrief>
          size="small"
          rowKey="id"
          loading={found.isPending}
          dataSource={items}
          scroll={{ x: 'max-content' }}
          {...(mayMove && {
            rowSelection: {
              selectedRowKeys: [...selected],
              onChange: (keys) => setSelected(keys.map(String)),
            },
          })}
          locale={{
            emptyText: (
              <Empty
                image={Empty.PRESENTED_IMAGE_SIMPLE}
                description={isFiltered ? words.noMatch : words.none}
              />
            ),
          }}
          pagination={pagesOf(address, pageSize, found.data?.total)}
          columns={[
            {
              title: words.question,
              render: (_, entry) => (
                <div className="entry-cell">
                  <Link to={`/knowledge/${entry.id}`}>{entry.question}</Link>
                  <div className="quiet small entry-answer">{entry.answer}</div>
                </div>
              ),
            },
            { title: words.state, render: (_, entry) => <EntryState entry={entry} /> },
            {
              title: words.department,
              render: (_, { department }) => department?.name ?? words.wholeCity,
            },
            {
              title: words.category,
              render: (_, { category }) =>
                category === '' ? (
                  <span className="quiet">–</span>
                ) : (
                  category.replaceAll('/', ' / ')
                ),
            },
            {
              title: words.validUntil,
              render: (_, { validUntil, state }) => (
                <span className={state === 'expired' ? 'late figures' : 'figures'}>
                  {validUntil ?? <span className="quiet">–</span>}
                </span>
              ),
            },
            {
              title: words.changed,
              render: (_, { changedAtMs, changedBy }) => (
                <span className="two-lines">
                  <Measured atMs={changedAtMs} />
                  <span className="quiet small">{changedBy}</span>
                </span>
              ),
            },
          ]}
        />
      </Card>
    </>
  );
}
