import { conversationViews, type ConversationView } from '@everyline/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Card, Empty, Input, Pagination, Tabs } from 'antd';

import { given, useAddress, wordsOf } from '../address.ts';
import { api, queries } from '../api.ts';
import { failureText } from '../failure.ts';
import { useFormat } from '../formatting.ts';
import { useLiveEvents } from '../live-events.ts';
import { useWords } from '../words/words.ts';
import { ChannelFigures } from './conversations/channel-figures.tsx';
import { ConversationBody } from './conversations/conversation-body.tsx';
import { ConversationList } from './conversations/conversation-list.tsx';

const pageSize = 30;

/** Conversations with citizens: the queue, and the one that is open beside it, under its own address. */
export function Conversations() {
  const words = useWords();
  const format = useFormat();
  const address = useAddress();
  const names = words.conversations;
  const view = wordsOf(address.many('view'), conversationViews)[0] ?? 'waiting';
  const opened = address.one('conversation');
  const query = { view, ...given({ q: address.one('q') }), page: address.page, pageSize };
  const found = useQuery({
    queryKey: ['conversations', query],
    queryFn: () => api.listConversations({ query }),
    placeholderData: keepPreviousData,
  });
  useLiveEvents((event) => {
    if (event.type !== 'conversation.changed') return;
    void queries.invalidateQueries({ queryKey: ['conversations'] });
    void queries.invalidateQueries({ queryKey: ['conversation', event.conversationId] });
  });
  const show = (id: string | undefined) => address.change({ conversation: id, page: address.page });
  const labelOf = (one: ConversationView) => {
    const count = one === 'waiting' || one === 'mine' ? found.data?.[one] : undefined;
    return count === undefined || count === 0
      ? names.views[one]
      : `${names.views[one]} ${format.count(count)}`;
  };
  const items = found.data?.items ?? [];
  return (
    <>
      <h1>{words.menu.conversations}</h1>
      <p className="quiet">{names.lead}</p>
      <ChannelFigures />
      {found.isError && <Alert type="error" showIcon title={failureText(found.error)} />}
      <div className={opened === undefined ? 'conversations' : 'conversations opened'}>
        <Card styles={{ body: { padding: 0 } }}>
          <Tabs
            activeKey={view}
            centered
            tabBarStyle={{ marginBottom: 0 }}
            onChange={(next) => address.change({ view: next === 'waiting' ? undefined : next })}
            items={conversationViews.map((key) => ({ key, label: labelOf(key) }))}
          />
          <div style={{ padding: 8 }}>
            <Input.Search
              allowClear
              size="small"
              defaultValue={address.one('q') ?? ''}
              placeholder={names.search}
              aria-label={names.search}
              onSearch={(q) => address.change({ q })}
            />
          </div>
          {items.length === 0 && !found.isPending ? (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={names.empty[view]} />
          ) : (
            <ConversationList items={items} opened={opened} onOpen={show} />
          )}
          <Pagination
            size="small"
            align="center"
            hideOnSinglePage
            showSizeChanger={false}
            current={address.page}
            pageSize={pageSize}
            total={found.data?.total ?? 0}
            onChange={(page) => address.change({ page })}
          />
        </Card>
        <Card>
          {opened === undefined ? (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={names.choose} />
          ) : (
            <ConversationBody key={opened} id={opened} onBack={() => show(undefined)} />
          )}
        </Card>
      </div>
    </>
  );
}
