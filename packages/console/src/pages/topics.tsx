import { ConversationChannelWord, TopicGroupingWord, type Topic } from '@everyline/contract';
import { say, useLanguage } from '@everyline/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Card, Empty, Segmented, Select, Table, Tag } from 'antd';
import { Link } from 'react-router';

import { given, pagesOf, useAddress, wordsOf } from '../address.ts';
import { api, useSession } from '../api.ts';
import { failureText } from '../failure.ts';
import { ClearFilters } from '../filters.tsx';
import { useFormat } from '../formatting.ts';
import { useWords } from '../words/words.ts';
import { TopicCourse } from './topics/topic-course.tsx';

const pageSize = 30;

/** What citizens ask about, how it goes, and what stands out of it. */
export function Topics() {
  const words = useWords();
  const names = words.topics;
  const format = useFormat();
  const { language } = useLanguage();
  const address = useAddress();
  const session = useSession();
  const [by = 'matter'] = wordsOf(address.many('by'), TopicGroupingWord.enum);
  const [days = '7'] = wordsOf(address.many('days'), ['7', '28'] as const);
  const [channel] = wordsOf(address.many('channel'), ConversationChannelWord.enum);
  const query = { ...given({ channel }), by, days, page: address.page, pageSize };
  const found = useQuery({
    queryKey: ['topics', query],
    queryFn: () => api.listTopics({ query }),
    placeholderData: keepPreviousData,
  });
  const { data } = found;
  const now = data?.stretches.at(-1);
  const seesEntries = session.permissions.includes('knowledge.see');
  const nameOf = ({ kind, id, name }: Topic) => {
    const text = name === null ? names.nameless[by] : say(name, language);
    return kind === 'entry' && id !== null && seesEntries ? (
      <Link to={`/knowledge/${id}`}>{text}</Link>
    ) : (
      <strong className="ticket-why">{text}</strong>
    );
  };
  return (
    <>
      <div className="title-row">
        <h1>{words.menu.topics}</h1>
        <span className="quiet figures">
          {now &&
            names.count(
              format.count(data?.total ?? 0),
              format.count(now.conversations),
              format.count(now.demands),
            )}
        </span>
      </div>
      <p className="quiet">{names.lead}</p>
      <div className="filters" role="search">
        <Segmented
          value={by}
          onChange={(next) => address.change({ by: next === 'matter' ? undefined : next })}
          options={TopicGroupingWord.enum.map((value) => ({ value, label: names.by[value] }))}
        />
        <Segmented
          value={days}
          onChange={(next) => address.change({ days: next === '7' ? undefined : next })}
          options={[
            { value: '7', label: names.weeks },
            { value: '28', label: names.months },
          ]}
        />
        <Select
          allowClear
          aria-label={names.channel}
          placeholder={names.channel}
          style={{ minWidth: 128 }}
          {...(channel === undefined ? {} : { value: channel })}
          onChange={(next?: string) => address.change({ channel: next })}
          options={Object.entries(words.conversations.channels).map(([value, label]) => ({
            value,
            label,
          }))}
        />
        <ClearFilters names={['by', 'days', 'channel']} label={words.tickets.clear} />
      </div>
      {found.isError && <Alert type="error" showIcon title={failureText(found.error)} />}
      {data?.isWhole === false && <Alert type="info" showIcon title={names.partial} />}
      <Card styles={{ body: { padding: 0 } }}>
        <Table<Topic>
          size="small"
          rowKey="key"
          loading={found.isPending}
          dataSource={data?.items ?? []}
          scroll={{ x: 'max-content' }}
          locale={{
            emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={names.empty} />,
          }}
          pagination={pagesOf(address, pageSize, data?.total)}
          columns={[
            {
              title: names.by[by],
              render: (_, topic) => (
                <>
                  {nameOf(topic)}{' '}
                  {topic.mark !== null && (
                    <Tag color={topic.mark === 'burst' ? 'red' : 'blue'}>
                      {names.marks[topic.mark]}
                    </Tag>
                  )}
                  {topic.kind === 'demand' && <Tag>{names.demand}</Tag>}
                </>
              ),
            },
            {
              title: names.now[days],
              align: 'right',
              render: (_, topic) => format.count(topic.counts.at(-1) ?? 0),
            },
            {
              title: names.usual,
              align: 'right',
              render: (_, { counts }) => format.count(usual(counts)),
            },
            {
              title: names.course,
              render: (_, { counts }) => (
                <TopicCourse
                  counts={counts}
                  label={names.courseSaid(counts.map((one) => format.count(one)).join(', '))}
                />
              ),
            },
            {
              title: names.unanswered,
              align: 'right',
              render: (_, topic) => format.count(topic.unanswered),
            },
            {
              title: names.examples,
              render: (_, topic) => (
                <ul className="plain-list small">
                  {topic.examples.map((one) => (
                    <li key={one}>{one}</li>
                  ))}
                </ul>
              ),
            },
            { title: names.offices, render: (_, topic) => topic.departments.join(' · ') },
            {
              title: names.places,
              render: (_, topic) =>
                topic.places.map(({ name, count }) => `${name} ${format.count(count)}`).join(' · '),
            },
          ]}
        />
      </Card>
    </>
  );
}

/** What a stretch before the present one had on average, to a tenth. */
function usual(counts: readonly number[]): number {
  const before = counts.slice(0, -1);
  const mean = before.reduce((sum, one) => sum + one, 0) / Math.max(1, before.length);
  return Math.round(mean * 10) / 10;
}
