import { DeliveryStateWord, type Delivery } from '@everyline/contract';
import { say, useLanguage } from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Empty, Radio, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';

import { api, queries, useSession } from '../../../api.ts';
import { failureText, useAttempt } from '../../../failure.ts';
import { Measured } from '../../../measured.tsx';
import { useWords } from '../../../words/words.ts';

const pageSize = 20;

/** What left the house, what waits, and what was given up and why. */
export function DeliveryList() {
  const words = useWords();
  const session = useSession();
  const attempt = useAttempt();
  const { language } = useLanguage();
  const [state, setState] = useState<Delivery['state'] | 'all'>('all');
  const [page, setPage] = useState(1);
  const names = words.telling;
  const list = useQuery({
    queryKey: ['deliveries', state, page],
    queryFn: () =>
      api.listDeliveries({ query: { page, pageSize, ...(state !== 'all' && { state }) } }),
    refetchInterval: 10_000,
  });
  const retry = (id: string) =>
    attempt(async () => {
      await api.retryDelivery({ params: { id } });
      await queries.invalidateQueries({ queryKey: ['deliveries'] });
    });
  return (
    <Card
      title={names.deliveries}
      style={{ marginTop: 16 }}
      extra={
        <Radio.Group
          size="small"
          optionType="button"
          value={state}
          onChange={(event) => {
            setState(event.target.value as typeof state);
            setPage(1);
          }}
          options={[
            { value: 'all', label: names.all },
            ...DeliveryStateWord.enum.map((value) => ({ value, label: names.states[value] })),
          ]}
        />
      }
    >
      {list.isError && <Alert type="error" title={failureText(list.error)} />}
      <Table<Delivery>
        size="small"
        rowKey="id"
        loading={list.isPending}
        dataSource={list.data?.items ?? []}
        scroll={{ x: 'max-content' }}
        pagination={{
          current: page,
          pageSize,
          total: list.data?.total ?? 0,
          showSizeChanger: false,
          hideOnSinglePage: true,
          onChange: setPage,
        }}
        locale={{
          emptyText: (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={names.noDeliveries} />
          ),
        }}
        columns={[
          { title: names.to, render: (_, one) => `${names.channels[one.channel]} · ${one.to}` },
          {
            title: names.about,
            render: (_, one) =>
              one.ticketId === null ? (
                say(one.subject, language)
              ) : (
                <Link to={`/tickets/${one.ticketId}`}>{say(one.subject, language)}</Link>
              ),
          },
          {
            title: names.state,
            render: (_, one) => (
              <>
                {names.states[one.state]}{' '}
                {one.sentAtMs !== null && <Measured atMs={one.sentAtMs} />}
                {one.state !== 'sent' && one.attempts > 0 && names.attempts(one.attempts)}
                {one.sentence !== null && (
                  <div className="quiet">{say(one.sentence, language)}</div>
                )}
              </>
            ),
          },
          {
            title: names.next,
            render: (_, one) =>
              one.state === 'waiting' ? (
                <Measured atMs={one.dueAtMs} both />
              ) : (
                one.state === 'given_up' &&
                session.permissions.includes('settings.edit') && (
                  <Button size="small" onClick={() => void retry(one.id)}>
                    {names.retry}
                  </Button>
                )
              ),
          },
        ]}
      />
    </Card>
  );
}
