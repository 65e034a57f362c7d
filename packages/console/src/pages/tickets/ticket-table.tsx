import type { Ticket } from '@everyline/contract';
import { FaultMark, say, ticketStateWords, tierWords, useLanguage } from '@everyline/ui';
import { Button, Empty, Table } from 'antd';
import { Link } from 'react-router';

import { pagesOf, useAddress } from '../../address.ts';
import { Measured } from '../../measured.tsx';
import { useWords } from '../../words/words.ts';

/** The list of tickets; its rows can be selected where somebody may move them. */
export function TicketTable({
  tickets,
  loading,
  total,
  pageSize,
  filtered,
  selected,
  onSelect,
}: {
  tickets: readonly Ticket[];
  loading: boolean;
  total: number;
  pageSize: number;
  filtered: boolean;
  selected?: readonly string[];
  onSelect?: (ids: readonly string[]) => void;
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
      {...(onSelect !== undefined && {
        rowSelection: {
          selectedRowKeys: [...(selected ?? [])],
          onChange: (keys) => onSelect(keys.map(String)),
        },
      })}
      locale={{
        emptyText: (
          <Empty
            image={Empty.PRESENTED_IMAGE_SIMPLE}
            description={filtered ? words.tickets.noMatch : words.tickets.empty}
          />
        ),
      }}
      pagination={pagesOf(address, pageSize, total)}
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
        { title: words.tickets.tier, render: (_, ticket) => say(tierWords[ticket.tier], language) },
        { title: words.tickets.fault, render: (_, ticket) => <FaultMark fault={ticket.fault} /> },
        {
          title: words.tickets.state,
          render: (_, ticket) => say(ticketStateWords[ticket.state], language),
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
          render: (_, ticket) => <div className="ticket-why">{say(ticket.sentence, language)}</div>,
        },
      ]}
    />
  );
}

/** The last day, how far it has passed, and whether more time has been asked for. */
export function Due({ ticket }: { ticket: Ticket }) {
  const words = useWords();
  return (
    <span className={ticket.overdue ? 'late figures' : 'figures'}>
      {ticket.dueOn}
      {ticket.overdue && ` ${words.tickets.overdueDays(ticket.workingDaysOverdue)}`}
      {ticket.state !== 'closed' && ticket.extension?.state === 'asked' && (
        <span className="quiet"> · {words.tickets.extensionAsked}</span>
      )}
    </span>
  );
}
