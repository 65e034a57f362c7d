import { CaseChannelWord, CaseStateWord, type CaseFilters as Filters } from '@everyline/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Drawer } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';

import { given, useAddress, wordsOf, type Address } from '../address.ts';
import { api, queries, useSession } from '../api.ts';
import { failureText } from '../failure.ts';
import { useFormat } from '../formatting.ts';
import { useLiveEvents } from '../live-events.ts';
import { SavedFilters } from '../saved-filters.tsx';
import { useWords } from '../words/words.ts';
import { BulkCases } from './cases/bulk-cases.tsx';
import { CaseBody } from './cases/case-body.tsx';
import { CaseFilters } from './cases/case-filters.tsx';
import { CaseTable } from './cases/case-table.tsx';
import { ExportCases } from './cases/export-cases.tsx';
import { ImportCases } from './cases/import-cases.tsx';
import { NewCaseForm } from './cases/new-case.tsx';

const pageSize = 50;
const states = [...CaseStateWord.enum, 'open'] as const;

function filtersOf(address: Address): Filters {
  return given({
    state: wordsOf(address.many('state'), states),
    departmentId: address.one('departmentId'),
    lineId: address.one('lineId'),
    category: address.many('category'),
    channel: wordsOf(address.many('channel'), CaseChannelWord.enum),
    overdue: address.one('overdue') === 'true' ? true : undefined,
    extension: address.one('extension') === 'true' ? true : undefined,
    toBeTold: address.one('toBeTold') === 'true' ? true : undefined,
    q: address.one('q'),
    sort: wordsOf(address.many('sort'), ['received', 'due', 'number'] as const)[0],
  });
}

/** Cases; one opens beside the list, under its own address. */
export function Cases() {
  const words = useWords();
  const format = useFormat();
  const session = useSession();
  const address = useAddress();
  const opened = address.one('case');
  const [doing, setDoing] = useState<'new' | 'import' | null>(null);
  const [selected, setSelected] = useState<readonly string[]>([]);
  const filters = filtersOf(address);
  const query = { ...filters, page: address.page, pageSize };
  const cases = useQuery({
    queryKey: ['cases', query],
    queryFn: () => api.listCases({ query }),
    placeholderData: keepPreviousData,
  });
  useLiveEvents((event) => {
    if (event.type === 'case.changed') void queries.invalidateQueries({ queryKey: ['cases'] });
  });
  const show = (id: string | undefined) => address.change({ case: id, page: address.page });
  const items = cases.data?.items ?? [];
  const mayMove = (['cases.work', 'cases.direct'] as const).some((one) =>
    session.permissions.includes(one),
  );
  const mayOpen = session.permissions.includes('cases.open');
  return (
    <>
      <div className="title-row">
        <h1>{words.menu.cases}</h1>
        <span className="quiet figures">
          {cases.data && words.cases.count(format.count(cases.data.total))}
        </span>
        {mayOpen && (
          <Button type="primary" onClick={() => setDoing('new')}>
            {words.cases.newCase}
          </Button>
        )}
        <ExportCases filters={filters} />
        {mayOpen && <Button onClick={() => setDoing('import')}>{words.cases.import}</Button>}
        <SavedFilters page="cases" />
      </div>
      <CaseFilters />
      {mayMove && (
        <BulkCases
          cases={items.filter(({ id }) => selected.includes(id))}
          onDone={() => setSelected([])}
        />
      )}
      {cases.isError && <Alert type="error" showIcon title={failureText(cases.error)} />}
      <Card styles={{ body: { padding: 0 } }}>
        <CaseTable
          cases={items}
          {...(mayMove && { selected, onSelect: setSelected })}
          loading={cases.isPending}
          total={cases.data?.total ?? 0}
          pageSize={pageSize}
          filtered={Object.keys(given({ ...filters, sort: undefined })).length > 0}
          onOpen={show}
        />
      </Card>
      {opened !== undefined && (
        <Drawer
          open
          size={680}
          onClose={() => show(undefined)}
          title={words.menu.cases}
          extra={<Link to={`/cases/${opened}`}>{words.tickets.asPage}</Link>}
        >
          <CaseBody id={opened} />
        </Drawer>
      )}
      {doing === 'new' && (
        <NewCaseForm
          onClose={() => setDoing(null)}
          onOpened={(id) => {
            setDoing(null);
            show(id);
          }}
        />
      )}
      {doing === 'import' && <ImportCases onClose={() => setDoing(null)} />}
    </>
  );
}
