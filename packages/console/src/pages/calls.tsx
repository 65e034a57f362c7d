import { Outcome, type ProbeQuery } from '@everyline/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Card, Empty } from 'antd';
import { Link } from 'react-router';

import { given, useAddress, wordsOf, type Address } from '../address.ts';
import { api, useSession } from '../api.ts';
import { CallsTable } from '../calls-table.tsx';
import { startOfDateMs } from '../city-time.ts';
import { failureText } from '../failure.ts';
import { useFormat } from '../formatting.ts';
import { useWords } from '../words/words.ts';
import { CallFilters, probeStates } from './calls/call-filters.tsx';

const dayMs = 86_400_000;

/** Calls that were made, unless other states are asked for: the guard refuses many more than are made. */
function stateOf(address: Address): ProbeQuery['state'] {
  const wanted = address.one('state');
  if (wanted === 'all') return undefined;
  return wordsOf(address.many('state'), probeStates)[0] ?? 'done';
}

function queryOf(address: Address, timeZone: string): ProbeQuery {
  const from = address.one('from');
  const to = address.one('to');
  return given({
    lineId: address.one('lineId'),
    campaignId: address.one('campaignId'),
    outcome: wordsOf(address.many('outcome'), Outcome.enum),
    state: stateOf(address),
    fromMs: from === undefined ? undefined : startOfDateMs(from, timeZone),
    toMs: to === undefined ? undefined : startOfDateMs(to, timeZone) + dayMs - 1,
  });
}

/** Every test call, newest first. */
export function Calls() {
  const words = useWords();
  const format = useFormat();
  const { city } = useSession();
  const address = useAddress();
  const filters = queryOf(address, city.timeZone);
  const pageSize = Number(address.one('pageSize') ?? '50') || 50;
  const query: ProbeQuery = { ...filters, page: address.page, pageSize };
  const calls = useQuery({
    queryKey: ['calls', query],
    queryFn: () => api.listProbes({ query }),
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  });
  const filtered =
    Object.keys({ ...filters, state: undefined }).length > 1 || address.one('state') !== undefined;
  return (
    <>
      <div className="title-row">
        <h1>{words.menu.calls}</h1>
        <span className="quiet figures">
          {calls.data && words.calls.count(format.count(calls.data.total))}
        </span>
      </div>
      <CallFilters />
      {calls.isError && <Alert type="error" showIcon title={failureText(calls.error)} />}
      <Card styles={{ body: { padding: 0 } }}>
        <CallsTable
          calls={calls.data?.items ?? []}
          loading={calls.isPending}
          emptyText={
            <Empty
              image={Empty.PRESENTED_IMAGE_SIMPLE}
              description={filtered ? words.calls.noMatch : words.calls.empty}
            >
              {!filtered && <Link to="/campaigns">{words.calls.toCampaigns}</Link>}
            </Empty>
          }
          pagination={{
            current: address.page,
            pageSize,
            total: calls.data?.total ?? 0,
            showSizeChanger: true,
            pageSizeOptions: [20, 50, 100, 200],
            onChange: (page, size) => address.change({ page, pageSize: size }),
          }}
        />
      </Card>
    </>
  );
}
