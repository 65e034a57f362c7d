import type { ConversationFigures } from '@everyline/contract';
import { useQuery } from '@tanstack/react-query';
import { Collapse, Table } from 'antd';

import { api } from '../../api.ts';
import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';

type Figures = ConversationFigures[number];

/** What came by each way within the last 30 days; folded until somebody wants it. */
export function ChannelFigures() {
  const words = useWords();
  const format = useFormat();
  const names = words.channels;
  const figures = useQuery({
    queryKey: ['conversation-figures'],
    queryFn: () => api.conversationFigures({ query: { days: 30 } }),
  });
  if (figures.data === undefined || figures.data.length === 0) return null;
  const count = (dataIndex: Exclude<keyof Figures, 'channel'>) => ({
    title: names.columns[dataIndex],
    dataIndex,
    align: 'right' as const,
    render: (value: number) => format.count(value),
  });
  return (
    <Collapse
      size="small"
      style={{ marginBottom: 12 }}
      items={[
        {
          key: 'figures',
          label: `${names.figures} · ${names.figuresOf}`,
          children: (
            <Table<Figures>
              size="small"
              rowKey="channel"
              pagination={false}
              scroll={{ x: 'max-content' }}
              dataSource={figures.data}
              columns={[
                {
                  title: names.columns.channel,
                  render: (_, one) => words.conversations.channels[one.channel],
                },
                count('conversations'),
                count('messages'),
                count('handedOver'),
                count('solved'),
                count('notSolved'),
                count('cases'),
              ]}
            />
          ),
        },
      ]}
    />
  );
}
