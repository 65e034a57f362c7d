import { GapReasonWord, type Gap } from '@everyline/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Card, Empty, Space, Table } from 'antd';
import { useState } from 'react';

import { pagesOf, useAddress } from '../address.ts';
import { api, queries, useSession } from '../api.ts';
import { failureText, useAttempt } from '../failure.ts';
import { useFormat } from '../formatting.ts';
import { Measured } from '../measured.tsx';
import { useWords } from '../words/words.ts';
import { EditEntry } from './knowledge/edit-entry.tsx';

const pageSize = 30;

/** Questions without a good answer, grouped; an entry is begun for a group, or it is dismissed. */
export function Gaps() {
  const words = useWords();
  const names = words.gaps;
  const format = useFormat();
  const address = useAddress();
  const session = useSession();
  const attempt = useAttempt();
  const { message } = App.useApp();
  const [drafting, setDrafting] = useState<Gap | null>(null);
  const query = { page: address.page, pageSize };
  const found = useQuery({
    queryKey: ['gaps', query],
    queryFn: () => api.listGaps({ query }),
    placeholderData: keepPreviousData,
  });
  const settle = (gap: Gap, how: { state: 'dismissed' } | { state: 'drafted'; entryId: string }) =>
    attempt(async () => {
      await api.settleGap({ body: { ids: gap.ids, ...how } });
      void queries.invalidateQueries({ queryKey: ['gaps'] });
      message.success(names[how.state]);
    });
  const { data } = found;
  const maySettle = session.permissions.includes('gaps.settle');
  const mayDraft = maySettle && session.permissions.includes('knowledge.edit');
  return (
    <>
      <div className="title-row">
        <h1>{words.menu.gaps}</h1>
        <span className="quiet figures">
          {data && names.count(format.count(data.total), format.count(data.questions))}
        </span>
      </div>
      <p className="quiet">{names.lead}</p>
      {found.isError && <Alert type="error" showIcon title={failureText(found.error)} />}
      {data?.isWhole === false && <Alert type="info" showIcon title={names.partial} />}
      <Card styles={{ body: { padding: 0 } }}>
        <Table<Gap>
          size="small"
          rowKey={(gap) => gap.ids[0] ?? gap.question}
          loading={found.isPending}
          dataSource={data?.items ?? []}
          scroll={{ x: 'max-content' }}
          locale={{
            emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={names.empty} />,
          }}
          pagination={pagesOf(address, pageSize, data?.total)}
          columns={[
            {
              title: names.asked,
              align: 'right',
              render: (_, gap) => format.count(gap.ids.length),
            },
            {
              title: names.question,
              render: (_, gap) => <strong className="ticket-why">{gap.question}</strong>,
            },
            {
              title: names.others,
              render: (_, gap) => (
                <ul className="plain-list small">
                  {gap.examples.map((one) => (
                    <li key={one}>{one}</li>
                  ))}
                </ul>
              ),
            },
            {
              title: names.why,
              render: (_, gap) =>
                GapReasonWord.enum
                  .filter((reason) => gap.reasons[reason] > 0)
                  .map((reason) => `${names.reasons[reason]} ${format.count(gap.reasons[reason])}`)
                  .join(' · '),
            },
            { title: names.last, render: (_, gap) => <Measured atMs={gap.lastAtMs} /> },
            {
              render: (_, gap) => (
                <Space>
                  {mayDraft && (
                    <Button size="small" type="primary" onClick={() => setDrafting(gap)}>
                      {names.draft}
                    </Button>
                  )}
                  {maySettle && (
                    <Button size="small" onClick={() => void settle(gap, { state: 'dismissed' })}>
                      {names.dismiss}
                    </Button>
                  )}
                </Space>
              ),
            },
          ]}
        />
      </Card>
      {drafting !== null && (
        <EditEntry
          entry={null}
          begun={{ question: drafting.question, paraphrases: drafting.examples }}
          onClose={() => setDrafting(null)}
          onSaved={(entryId) => {
            setDrafting(null);
            void settle(drafting, { state: 'drafted', entryId });
          }}
        />
      )}
    </>
  );
}
