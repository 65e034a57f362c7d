import type { Notification } from '@everyline/contract';
import { say, useLanguage } from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Checkbox, Empty, Pagination, Skeleton } from 'antd';
import { Link } from 'react-router';

import { useAddress } from '../address.ts';
import { api, queries } from '../api.ts';
import { failureText, useAttempt } from '../failure.ts';
import { Measured } from '../measured.tsx';
import { useWords } from '../words/words.ts';
import { OwnChoice } from './notifications/own-choice.tsx';

const pageSize = 20;

/** What the person was told, and how they want to be told. */
export function Notifications() {
  const words = useWords();
  const address = useAddress();
  const attempt = useAttempt();
  const names = words.telling;
  const unread = address.one('unread') === 'true';
  const { page } = address;
  const list = useQuery({
    queryKey: ['notifications', 'list', unread, page],
    queryFn: () => api.listNotifications({ query: { page, pageSize, ...(unread && { unread }) } }),
  });
  const read = (ids?: string[]) =>
    attempt(async () => {
      await api.readNotifications({ body: ids === undefined ? {} : { ids } });
      await queries.invalidateQueries({ queryKey: ['notifications'] });
    });
  const items = list.data?.items ?? [];
  return (
    <>
      <h1>{names.title}</h1>
      <div className="filters">
        <Checkbox
          checked={unread}
          onChange={(event) => address.change({ unread: event.target.checked })}
        >
          {names.unreadOnly}
        </Checkbox>
        <Button disabled={items.length === 0} onClick={() => void read()}>
          {names.readAll}
        </Button>
      </div>
      {list.isError && <Alert type="error" title={failureText(list.error)} />}
      {list.isPending && <Skeleton active />}
      {list.isSuccess && items.length === 0 && (
        <Empty
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description={unread ? names.noUnread : names.empty}
        />
      )}
      {items.map((one) => (
        <NotificationCard key={one.id} one={one} onRead={() => void read([one.id])} />
      ))}
      {(list.data?.total ?? 0) > pageSize && (
        <Pagination
          current={page}
          pageSize={pageSize}
          total={list.data?.total ?? 0}
          showSizeChanger={false}
          onChange={(next) => address.change({ page: next })}
        />
      )}
      <OwnChoice />
    </>
  );
}

function NotificationCard({ one, onRead }: { one: Notification; onRead: () => void }) {
  const words = useWords();
  const { language } = useLanguage();
  const isUnread = one.readAtMs === null;
  return (
    <Card
      size="small"
      style={{ marginBottom: 8 }}
      title={<span style={{ fontWeight: isUnread ? 600 : 400 }}>{say(one.subject, language)}</span>}
      extra={<Measured atMs={one.atMs} />}
    >
      <p style={{ marginTop: 0 }}>{say(one.text, language)}</p>
      {one.ticketId !== null && (
        <Link to={`/tickets/${one.ticketId}`} onClick={isUnread ? onRead : undefined}>
          {words.telling.openTicket}
        </Link>
      )}
      {one.path !== null && (
        <Link to={one.path} onClick={isUnread ? onRead : undefined}>
          {words.telling.openPage}
        </Link>
      )}
      {isUnread && (
        <Button type="link" size="small" onClick={onRead}>
          {words.telling.read}
        </Button>
      )}
    </Card>
  );
}
