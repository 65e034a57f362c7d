import type { SpotRoundDetail } from '@everyline/contract';
import { useQuery } from '@tanstack/react-query';
import { App, Card, Select, Table } from 'antd';

import { api, queries } from '../../api.ts';
import { useAttempt } from '../../failure.ts';
import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';

type Hand = SpotRoundDetail['testers'][number];

/** Who has how many lines; whoever plans can give to another what one has not done. */
export function TestersCard({ round, plans }: { round: SpotRoundDetail; plans: boolean }) {
  const words = useWords();
  const format = useFormat();
  const attempt = useAttempt();
  const { message } = App.useApp();
  const testers = useQuery({
    queryKey: ['spot-testers'],
    queryFn: () => api.listSpotTesters(),
    enabled: plans,
  });
  const give = async (fromTesterId: string | null, toTesterId: string | null) => {
    const done = await attempt(() =>
      api.reassignSpotRound({ params: { id: round.id }, body: { fromTesterId, toTesterId } }),
    );
    if (done) message.success(words.spotChecks.reassigned);
    void queries.invalidateQueries({ queryKey: ['spot-round', round.id] });
  };
  const choices = (hand: Hand) => [
    ...(hand.tester === null ? [] : [{ value: '', label: words.spotChecks.backToAll }]),
    ...(testers.data ?? [])
      .filter(({ id }) => id !== hand.tester?.id)
      .map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <Card title={words.spotChecks.byTester} size="small">
      <Table<Hand>
        rowKey={({ tester }) => tester?.id ?? ''}
        size="small"
        dataSource={round.testers}
        pagination={false}
        columns={[
          {
            title: words.spotChecks.tester,
            render: (_, { tester }) => tester?.name ?? words.spotChecks.unassigned,
          },
          {
            title: words.spotChecks.done,
            align: 'right',
            render: (_, { done, sample }) =>
              words.spotChecks.ofTotal(format.count(done), format.count(sample)),
          },
          ...(plans
            ? [
                {
                  title: '',
                  render: (_: unknown, hand: Hand) =>
                    hand.done < hand.sample && (
                      <Select<string>
                        size="small"
                        value={null}
                        placeholder={words.spotChecks.reassign}
                        aria-label={words.spotChecks.reassign}
                        style={{ minWidth: 120 }}
                        onChange={(to) => void give(hand.tester?.id ?? null, to === '' ? null : to)}
                        options={choices(hand)}
                      />
                    ),
                },
              ]
            : []),
        ]}
      />
    </Card>
  );
}
