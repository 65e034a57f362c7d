import { VerdictWord, type Ticket } from '@everyline/contract';
import { say, useLanguage, VerdictMark, verdictOrder, verdictWords } from '@everyline/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Empty, Input, Segmented, Select, Table } from 'antd';
import { Link } from 'react-router';

import { given, useAddress, wordsOf } from '../address.ts';
import { api, queries } from '../api.ts';
import { useCityNow } from '../city-now.ts';
import { DepartmentSelect } from '../department-select.tsx';
import { failureText } from '../failure.ts';
import { useFormat } from '../formatting.ts';
import { useLiveEvents } from '../live-events.ts';
import { Measured } from '../measured.tsx';
import { useWords } from '../words/words.ts';
import { TicketDrawer } from './tickets/ticket-drawer.tsx';

const states = ['open', 'closed'] as const;
const pageSize = 50;

/** Repair tickets; one opens beside the list, under its own address. */
export function Tickets() {
  const words = useWords();
  const format = useFormat();
  const address = useAddress();
  const state = wordsOf(address.many('state'), states)[0];
  const opened = address.one('ticket');
  const filters = given({
    state,
    departmentId: address.one('departmentId'),
    fault: wordsOf(address.many('fault'), VerdictWord.enum),
    q: address.one('q'),
  });
  const query = { ...filters, page: address.page, pageSize };
  const tickets = useQuery({
    queryKey: ['tickets', query],
    queryFn: () => api.listTickets({ query }),
    placeholderData: keepPreviousData,
  });
  useLiveEvents((event) => {
    if (event.type !== 'ticket.changed') return;
    void queries.invalidateQueries({ queryKey: ['tickets'] });
    void queries.invalidateQueries({ queryKey: ['ticket', event.ticketId] });
  });
  return (
    <>
      <div className="title-row">
        <h1>{words.menu.tickets}</h1>
        <span className="quiet figures">
          {tickets.data && words.tickets.count(format.count(tickets.data.total))}
        </span>
      </div>
      <Filters state={state} />
      {tickets.isError && <Alert type="error" showIcon title={failureText(tickets.error)} />}
      <Card styles={{ body: { padding: 0 } }}>
        <TicketTable
          tickets={tickets.data?.items ?? []}
          loading={tickets.isPending}
          total={tickets.data?.total ?? 0}
          filtered={Object.keys(filters).length > 0}
        />
      </Card>
      {opened !== undefined && (
        <TicketDrawer
          id={opened}
          onClose={() => address.change({ ticket: undefined, page: address.page })}
        />
      )}
    </>
  );
}

function Filters({ state }: { state: 'open' | 'closed' | undefined }) {
  const words = useWords();
  const { language } = useLanguage();
  const address = useAddress();
  return (
    <div className="filters" role="search">
      <Segmented
        value={state ?? 'all'}
        onChange={(value) => address.change({ state: value === 'all' ? undefined : value })}
        options={[
          { value: 'all', label: words.tickets.all },
          ...states.map((value) => ({ value, label: words.tickets.states[value] })),
        ]}
      />
      <Input.Search
        key={address.one('q') ?? ''}
        allowClear
        aria-label={words.tickets.search}
        placeholder={words.tickets.search}
        defaultValue={address.one('q')}
        onSearch={(q) => address.change({ q: q.trim() })}
        style={{ width: 240 }}
      />
      <Select
        mode="multiple"
        allowClear
        maxTagCount={1}
        aria-label={words.tickets.fault}
        placeholder={words.tickets.fault}
        style={{ minWidth: 128 }}
        popupMatchSelectWidth={false}
        value={address.many('fault')}
        onChange={(fault: string[]) => address.change({ fault })}
        options={verdictOrder
          .filter((verdict) => verdict !== 'healthy' && verdict !== 'undetermined')
          .map((value) => ({ value, label: say(verdictWords[value], language) }))}
      />
      <DepartmentSelect
        value={address.one('departmentId')}
        placeholder={words.tickets.department}
        onChange={(departmentId) => address.change({ departmentId })}
        style={{ minWidth: 180 }}
      />
    </div>
  );
}

function TicketTable({
  tickets,
  loading,
  total,
  filtered,
}: {
  tickets: readonly Ticket[];
  loading: boolean;
  total: number;
  filtered: boolean;
}) {
  const words = useWords();
  const { language } = useLanguage();
  const address = useAddress();
  const open = (ticket: Ticket) => address.change({ ticket: ticket.id, page: address.page });
  return (
    <Table<Ticket>
      size="small"
      rowKey="id"
      loading={loading}
      dataSource={[...tickets]}
      scroll={{ x: 'max-content' }}
      locale={{
        emptyText: (
          <Empty
            image={Empty.PRESENTED_IMAGE_SIMPLE}
            description={filtered ? words.tickets.noMatch : words.tickets.empty}
          />
        ),
      }}
      pagination={{
        current: address.page,
        pageSize,
        total,
        hideOnSinglePage: true,
        showSizeChanger: false,
        onChange: (page) => address.change({ page }),
      }}
      columns={[
        {
          title: words.tickets.number,
          render: (_, ticket) => (
            <Button type="link" size="small" className="flat" onClick={() => open(ticket)}>
              #{ticket.number}
            </Button>
          ),
        },
        {
          title: words.tickets.line,
          render: (_, ticket) => (
            <Link className="telephone" to={`/lines/${ticket.lineId}`}>
              {ticket.lineDisplay}
            </Link>
          ),
        },
        {
          title: words.tickets.fault,
          render: (_, ticket) => <VerdictMark verdict={ticket.fault} />,
        },
        {
          title: words.tickets.state,
          render: (_, ticket) => words.tickets.states[ticket.state],
        },
        { title: words.tickets.due, render: (_, ticket) => <Due ticket={ticket} /> },
        {
          title: words.tickets.department,
          render: (_, ticket) => ticket.department?.name ?? '–',
        },
        {
          title: words.tickets.opened,
          render: (_, ticket) => <Measured atMs={ticket.openedAtMs} />,
        },
        {
          title: words.tickets.why,
          width: 380,
          ellipsis: true,
          render: (_, ticket) => say(ticket.sentence, language),
        },
      ]}
    />
  );
}

function Due({ ticket }: { ticket: Ticket }) {
  const words = useWords();
  const format = useFormat();
  const nowMs = useCityNow();
  const late = ticket.state === 'open' && ticket.dueOn < format.date(nowMs);
  return (
    <span className={late ? 'late' : ''}>
      {ticket.dueOn}
      {late && ` ${words.tickets.overdue}`}
    </span>
  );
}
