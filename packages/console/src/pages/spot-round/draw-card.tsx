import { addressOf, type SpotRoundDetail, type SpotStratum } from '@everyline/contract';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Card, Table } from 'antd';

import { api } from '../../api.ts';
import { Facts } from '../../facts.tsx';
import { failureText } from '../../failure.ts';
import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';

/** How the sample was drawn, so that anybody can draw it again: seed, strata, and who stood outside. */
export function DrawCard({ round }: { round: SpotRoundDetail }) {
  const words = useWords();
  const format = useFormat();
  const params = { id: round.id };
  const redraw = useMutation({ mutationFn: () => api.redrawSpotRound({ params }) });
  return (
    <Card
      title={words.spotChecks.frame}
      size="small"
      extra={
        <Button size="small" href={addressOf('spotRoundFrame', { params })}>
          {words.spotChecks.frameFile}
        </Button>
      }
    >
      <Facts
        facts={[
          [words.spotChecks.seed, <code key="seed">{round.seed}</code>],
          [words.spotChecks.drawnAt, format.moment(round.drawnAtMs)],
          [words.spotChecks.drawnBy, round.drawnBy.replace(/^[a-z_]+:/, '')],
          [words.spotChecks.level, words.spotChecks.levelName(round.level)],
          ...round.outside.map(
            ({ reason, lines }) =>
              [
                words.spotChecks.outside(words.spotChecks.outsideReasons[reason]),
                format.count(lines),
              ] as const,
          ),
        ]}
      />
      <p>
        <Button loading={redraw.isPending} onClick={() => redraw.mutate()}>
          {words.spotChecks.redraw}
        </Button>
      </p>
      {redraw.isError && <Alert type="error" showIcon title={failureText(redraw.error)} />}
      {redraw.data !== undefined && (
        <Alert
          type={redraw.data.same ? 'success' : 'error'}
          showIcon
          title={
            redraw.data.same
              ? words.spotChecks.redrawSame(
                  format.count(redraw.data.sample),
                  format.count(redraw.data.population),
                )
              : words.spotChecks.redrawDiffers
          }
        />
      )}
      <Table<SpotStratum>
        className="spaced"
        rowKey={({ department, tier }) => `${department ?? ''} ${tier}`}
        size="small"
        dataSource={round.strata}
        pagination={round.strata.length > 15 ? { pageSize: 15, showSizeChanger: false } : false}
        columns={[
          {
            title: words.spotChecks.office,
            render: (_, { department }) => department ?? words.spotChecks.noDepartment,
          },
          { title: words.spotChecks.tiers, dataIndex: 'tier' },
          {
            title: words.spotChecks.population,
            align: 'right',
            render: (_, { population }) => format.count(population),
          },
          {
            title: words.spotChecks.sample,
            align: 'right',
            render: (_, { sample }) => format.count(sample),
          },
        ]}
      />
    </Card>
  );
}
