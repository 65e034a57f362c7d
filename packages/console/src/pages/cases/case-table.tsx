import type { Case } from '@everyline/contract';
import { caseChannelWords, caseStateWords, say, useLanguage } from '@everyline/ui';
import { Button, Empty, Table, Tag } from 'antd';

import { pagesOf, useAddress } from '../../address.ts';
import { Measured } from '../../measured.tsx';
import { useWords } from '../../words/words.ts';

/** The list of cases. */
export function CaseTable({
  cases,
  loading,
  total,
  pageSize,
  filtered,
  selected,
  onSelect,
  onOpen,
}: {
  cases: readonly Case[];
  loading: boolean;
  total: number;
  pageSize: number;
  filtered: boolean;
  /** Rows can be selected where somebody may move them. */
  selected?: readonly string[];
  onSelect?: (ids: readonly string[]) => void;
  onOpen: (id: string) => void;
}) {
  const words = useWords();
  const { language } = useLanguage();
  const address = useAddress();
  return (
    <Table<Case>
      size="small"
      rowKey="id"
      loading={loading}
      dataSource={[...cases]}
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
            description={filtered ? words.cases.noMatch : words.cases.empty}
          />
        ),
      }}
      pagination={pagesOf(address, pageSize, total)}
      columns={[
        {
          title: words.cases.number,
          render: (_, one) => (
            <Button type="link" size="small" className="flat" onClick={() => onOpen(one.id)}>
              #{one.number}
            </Button>
          ),
        },
        {
          title: words.cases.demand,
          render: (_, one) => <div className="ticket-why">{one.demand}</div>,
        },
        { title: words.cases.category, render: (_, one) => say(one.category.name, language) },
        {
          title: words.tickets.state,
          render: (_, one) => (
            <>
              {say(caseStateWords[one.state], language)}
              {one.toBeTold && <Tag className="tag-after">{words.cases.toBeTold}</Tag>}
            </>
          ),
        },
        { title: words.cases.due, render: (_, one) => <CaseDue one={one} /> },
        { title: words.tickets.department, render: (_, one) => one.department?.name ?? '–' },
        {
          title: words.cases.contact,
          render: (_, one) =>
            one.contact === null ? '–' : `${one.contact.name} ${one.contact.telephone}`,
        },
        {
          title: words.cases.channel,
          render: (_, one) => one.from ?? say(caseChannelWords[one.channel], language),
        },
        { title: words.cases.received, render: (_, one) => <Measured atMs={one.receivedAtMs} /> },
      ]}
    />
  );
}

/** The last day for an answer, how far it has passed, and whether more time has been asked for. */
export function CaseDue({ one }: { one: Case }) {
  const words = useWords();
  return (
    <span className={one.overdue ? 'late figures' : 'figures'}>
      {one.dueOn}
      {one.overdue && ` ${words.tickets.overdueDays(one.workingDaysOverdue)}`}
      {one.state !== 'closed' && one.extension?.state === 'asked' && (
        <span className="quiet"> · {words.tickets.extensionAsked}</span>
      )}
    </span>
  );
}
