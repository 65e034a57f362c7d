import {
  addressOf,
  TicketFaultWord,
  TicketStateWord,
  TierWord,
  type TicketExportQuery,
} from '@everyline/contract';
import { useLanguage } from '@everyline/ui';
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
import { BulkMoves } from './tickets/bulk-moves.tsx';
import { ImportTickets } from './tickets/import-tickets.tsx';
import { TicketBody } from './tickets/ticket-body.tsx';
import { TicketFilters } from './tickets/ticket-filters.tsx';
import { TicketTable } from './tickets/ticket-table.tsx';

const pageSize = 50;
const states = [...TicketStateWord.enum, 'open'] as const;

function filtersOf(address: Address): TicketExportQuery {
  return given({
    state: wordsOf(address.many('state'), states),
    departmentId: address.one('departmentId'),
    fault: wordsOf(address.many('fault'), TicketFaultWord.enum),
    tier: wordsOf(address.many('tier'), TierWord.enum),
    overdue: address.one('overdue') === 'true' ? true : undefined,
    extension: address.one('extension') === 'true' ? true : undefined,
    q: address.one('q'),
    sort: wordsOf(address.many('sort'), ['opened', 'due', 'number'] as const)[0],
  });
}

/** Repair tickets; one opens beside the list, under its own address. */
export function Tickets() {
  const words = useWords();
  const format = useFormat();
  const { language } = useLanguage();
  const session = useSession();
  const address = useAddress();
  const opened = address.one('ticket');
  const [importing, setImporting] = useState(false);
  const [selected, setSelected] = useState<readonly string[]>([]);
  const filters = filtersOf(address);
  const query = { ...filters, page: address.page, pageSize };
  const tickets = useQuery({
    queryKey: ['tickets', query],
    queryFn: () => api.listTickets({ query }),
    placeholderData: keepPreviousData,
  });
  useLiveEvents((event) => {
    if (event.type === 'ticket.changed') {
      void queries.invalidateQueries({ queryKey: ['tickets'] });
    }
  });
  const items = tickets.data?.items ?? [];
  const close = () => address.change({ ticket: undefined, page: address.page });
  const may = (['tickets.work', 'tickets.direct'] as const).some((one) =>
    session.permissions.includes(one),
  );
  return (
    <>
      <div className="title-row">
        <h1>{words.menu.tickets}</h1>
        <span className="quiet figures">
          {tickets.data && words.tickets.count(format.count(tickets.data.total))}
        </span>
        {session.permissions.includes('tickets.export') && (
          <Button href={addressOf('exportTickets', { query: { ...filters, language } })} download>
            {words.tickets.export}
          </Button>
        )}
        {may && <Button onClick={() => setImporting(true)}>{words.tickets.import}</Button>}
        <SavedFilters page="tickets" />
      </div>
      <TicketFilters />
      {may && (
        <BulkMoves
          tickets={items.filter(({ id }) => selected.includes(id))}
          onDone={() => setSelected([])}
        />
      )}
      {tickets.isError && <Alert type="error" showIcon title={failureText(tickets.error)} />}
      <Card styles={{ body: { padding: 0 } }}>
        <TicketTable
          tickets={items}
          loading={tickets.isPending}
          total={tickets.data?.total ?? 0}
          pageSize={pageSize}
          filtered={Object.keys(given({ ...filters, sort: undefined })).length > 0}
          {...(may && { selected, onSelect: setSelected })}
        />
      </Card>
      {importing && <ImportTickets onClose={() => setImporting(false)} />}
      {opened !== undefined && (
        <Drawer
          open
          size={680}
          onClose={close}
          title={words.menu.tickets}
          extra={<Link to={`/tickets/${opened}`}>{words.tickets.asPage}</Link>}
        >
          <TicketBody id={opened} />
        </Drawer>
      )}
    </>
  );
}
