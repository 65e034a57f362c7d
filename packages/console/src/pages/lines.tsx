import {
  addressOf,
  NumberTypeWord,
  PurposeWord,
  TierWord,
  VerdictWord,
  type Line,
  type LineExportQuery,
  type LineQuery,
} from '@everyline/contract';
import { useLanguage } from '@everyline/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Empty, Table } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';

import { given, useAddress, wordsOf, type Address } from '../address.ts';
import { api, useSession } from '../api.ts';
import { failureText } from '../failure.ts';
import { useFormat } from '../formatting.ts';
import { useWords } from '../words/words.ts';
import { NameKeeper } from './line/name-keeper.tsx';
import { AddLine } from './lines/add-line.tsx';
import { useLineColumns } from './lines/line-columns.tsx';
import { LineFilters } from './lines/line-filters.tsx';

const sorts = [
  'number',
  'department',
  'verdict',
  'reachRate',
  'lastProbe',
  'tier',
  'attempts',
] as const;
const clearances = ['cleared', 'not_cleared', 'withdrawn', 'objected', 'protected'] as const;

function filtersOf(address: Address): LineExportQuery {
  return given({
    q: address.one('q'),
    verdict: wordsOf(address.many('verdict'), VerdictWord.enum),
    departmentId: address.one('departmentId'),
    purpose: wordsOf(address.many('purpose'), PurposeWord.enum),
    numberType: wordsOf(address.many('numberType'), NumberTypeWord.enum),
    tier: wordsOf(address.many('tier'), TierWord.enum),
    clearance: wordsOf(address.many('clearance'), clearances)[0],
    conflicting: address.one('conflicting') === 'true' ? true : undefined,
    ticketed: address.one('ticketed') === 'true' ? true : undefined,
    unkept: address.one('unkept') === 'true' ? true : undefined,
    campaignId: address.one('campaignId'),
    sort: wordsOf(address.many('sort'), sorts)[0],
    order: wordsOf(address.many('order'), ['asc', 'desc'] as const)[0],
  });
}

/** The inventory: every line with its verdict; what is shown is in the address. */
export function Lines() {
  const words = useWords();
  const format = useFormat();
  const { language } = useLanguage();
  const session = useSession();
  const address = useAddress();
  const go = useNavigate();
  const [adding, setAdding] = useState(false);
  const [chosen, setChosen] = useState<readonly Line[]>([]);
  const [naming, setNaming] = useState(false);
  const filters = filtersOf(address);
  const pageSize = Number(address.one('pageSize') ?? '50') || 50;
  const query: LineQuery = { ...filters, page: address.page, pageSize };
  const lines = useQuery({
    queryKey: ['lines', query],
    queryFn: () => api.listLines({ query }),
    placeholderData: keepPreviousData,
  });
  const columns = useLineColumns(filters.sort ?? 'number', filters.order ?? 'asc');
  const filtered = Object.keys(given({ ...filters, sort: undefined, order: undefined })).length > 0;
  const { permissions } = session;
  return (
    <>
      <div className="title-row">
        <h1>{words.menu.lines}</h1>
        <span className="quiet figures">
          {lines.data && words.lines.count(format.count(lines.data.total))}
        </span>
        {permissions.includes('lines.export') && (
          <Button href={addressOf('exportLines', { query: { ...filters, language } })} download>
            {words.lines.export}
          </Button>
        )}
        {chosen.length > 0 && (
          <Button onClick={() => setNaming(true)}>
            {words.keeper.name(format.count(chosen.length))}
          </Button>
        )}
        {permissions.includes('lines.edit') && (
          <Button onClick={() => setAdding(true)}>{words.lines.add}</Button>
        )}
      </div>
      <LineFilters />
      {lines.isError && <Alert type="error" showIcon title={failureText(lines.error)} />}
      <Card styles={{ body: { padding: 0 } }}>
        <Table<Line>
          size="small"
          rowKey="id"
          loading={lines.isFetching}
          dataSource={lines.data?.items ?? []}
          columns={columns}
          {...(permissions.includes('lines.edit') && {
            rowSelection: {
              selectedRowKeys: chosen.map(({ id }) => id),
              preserveSelectedRowKeys: true,
              onChange: (_keys: React.Key[], rows: Line[]) => setChosen(rows),
            },
          })}
          scroll={{ x: 'max-content' }}
          showSorterTooltip={false}
          locale={{ emptyText: lines.isSuccess ? <NoLines filtered={filtered} /> : ' ' }}
          pagination={{
            current: address.page,
            pageSize,
            total: lines.data?.total ?? 0,
            showSizeChanger: true,
            pageSizeOptions: [20, 50, 100, 200],
          }}
          onChange={(paging, _filters, sorter, { action }) => {
            if (action === 'paginate') {
              address.change({ page: paging.current ?? 1, pageSize: paging.pageSize });
              return;
            }
            const by = Array.isArray(sorter) ? sorter[0] : sorter;
            const sort = by?.order === undefined || by.order === null ? undefined : by.columnKey;
            address.change({
              sort: sort === undefined ? undefined : String(sort),
              order: by?.order === 'descend' ? 'desc' : undefined,
            });
          }}
        />
      </Card>
      {naming && (
        <NameKeeper lines={chosen} onClose={() => setNaming(false)} onNamed={() => setChosen([])} />
      )}
      {adding && (
        <AddLine
          onClose={() => setAdding(false)}
          onAdded={(line) => void go(`/lines/${line.id}`)}
        />
      )}
    </>
  );
}

function NoLines({ filtered }: { filtered: boolean }) {
  const words = useWords();
  return (
    <Empty
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      description={filtered ? words.lines.noMatch : words.lines.empty}
    >
      {!filtered && <Link to="/sources?tab=import">{words.lines.toSources}</Link>}
    </Empty>
  );
}
